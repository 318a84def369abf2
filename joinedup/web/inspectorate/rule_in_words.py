"""The framework's cohort rule and its strata in words: codes become what the lists' own code sets call them."""

from dataclasses import dataclass

from joinedup.cases.core.sharing import BETWEEN, EQUAL
from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds
from joinedup.web.components.words import listed, plain

#: What pages call the strata of a front door, whatever the lists' headers say; "week" comes from no column.
STRATA = {"decision": "decision", "source": "who told", "week": "week"}


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
    known = cohort_columns(framework)
    names, parts = framework.selection.strata, stratum.split(BETWEEN)
    if len(names) != len(parts):
        return stratum
    return BETWEEN.join(known[name].label(part) if name in known else part for name, part in zip(names, parts, strict=True))


def strata_in_words(framework: Framework) -> str:
    """Return what the strata are made of: "age band and “At risk of exploitation”"."""
    known = cohort_columns(framework)
    return listed(
        STRATA.get(name) or (f"“{known[name].header}”" if name in known else plain(name)) for name in framework.selection.strata
    )


def share_in_words(framework: Framework, sharing: str) -> str:
    """Return how a sample's places were shared: "Equally by decision; within each, in proportion by who told and week"."""
    first, *below = [STRATA.get(name, plain(name)) for name in framework.selection.strata] or ["child"]
    if sharing == EQUAL:
        return f"Equally by {first}{f'; within each, in proportion by {listed(below)}' if below else ''}"
    return "In proportion to the children of each stratum"


@dataclass(frozen=True)
class CohortColumn:
    """The column an attribute of the cohort's events comes from: its header, and what its codes are called."""

    header: str
    labels: dict[str, str]

    def label(self, code: str) -> str:
        """Return what a code is called; a code nobody named is shown as it is."""
        return self.labels.get(code, code)


def cohort_columns(framework: Framework) -> dict[str, CohortColumn]:
    """Return the columns behind the attributes of the events that make the cohort, by attribute."""
    rule, sets = framework.selection, {codes.id: dict(codes.values) for codes in framework.code_sets}
    found: dict[str, CohortColumn] = {}
    for spec in framework.lists:
        columns = {column.key: column for column in spec.columns}
        for mapping in spec.events if spec.sector == rule.cohort_sector else ():
            if mapping.kind in rule.cohort_kinds:
                for name, key in mapping.attributes:
                    found[name] = CohortColumn(columns[key].header.rstrip("?:"), sets.get(columns[key].codes, {}))
    return found


def _only(framework: Framework) -> str:
    known = cohort_columns(framework)
    asked = [(known.get(name, CohortColumn(plain(name), {})), codes) for name, codes in framework.selection.cohort_attributes]
    wanted = [f"“{column.header}” is {' or '.join(f'“{column.label(code)}”' for code in codes)}" for column, codes in asked]
    return f" Only where {' and '.join(wanted)}." if wanted else ""


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
