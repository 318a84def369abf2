"""The framework's cohort rule and its strata in words: codes become what the lists' own code sets call them."""

from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds
from joinedup.web.components.words import listed, plain

BETWEEN = " · "  # stands between the parts of a stratum's name


def cohort_rule(framework: Framework) -> str:
    """Return which children the cohort holds: whose list decides, ages, kinds of event, how far back."""
    rule = framework.selection
    sectors = {sector.id: sector.name for sector in framework.sectors}
    kinds = listed(_small(event_kinds()[kind].label) for kind in rule.cohort_kinds)
    whose = _small(sectors.get(rule.cohort_sector, plain(rule.cohort_sector)))
    ages = f"Children aged {rule.age_from} to {rule.age_to} on the day of notification"
    held = f"on the lists of the {whose} with one of these in the {rule.months} months before"
    return f"{ages}, {held}: {kinds}.{_only(framework)}"


def stratum_in_words(framework: Framework, stratum: str) -> str:
    """Return a stratum's name with each code as its label: "13 to 15 · a" is "13 to 15 · Both"."""
    known = attribute_labels(framework)
    names, parts = framework.selection.strata, stratum.split(BETWEEN)
    if len(names) != len(parts):
        return stratum
    return BETWEEN.join(known.get(name, {}).get(part, part) for name, part in zip(names, parts, strict=True))


def attribute_labels(framework: Framework) -> dict[str, dict[str, str]]:
    """Return, for each attribute of an event that makes the cohort, what its codes are called."""
    rule, sets = framework.selection, {codes.id: dict(codes.values) for codes in framework.code_sets}
    found: dict[str, dict[str, str]] = {}
    for spec in framework.lists:
        columns = {column.key: column.codes for column in spec.columns}
        for mapping in spec.events if spec.sector == rule.cohort_sector else ():
            if mapping.kind in rule.cohort_kinds:
                found |= {name: sets.get(columns[key], {}) for name, key in mapping.attributes}
    return found


def _only(framework: Framework) -> str:
    known = attribute_labels(framework)
    wanted = [
        f"{plain(name)}: {' or '.join(known.get(name, {}).get(code, code) for code in codes)}"
        for name, codes in framework.selection.cohort_attributes
    ]
    return f" Only where it is recorded as {' and '.join(wanted)}." if wanted else ""


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
