"""The framework's cohort rule as a sentence."""

from joinedup.method.framework import Framework
from joinedup.records.kinds import event_kinds
from joinedup.web.components.words import listed


def cohort_rule(framework: Framework) -> str:
    """Return which children the cohort holds: whose list decides, ages, kinds of event, how far back."""
    rule = framework.selection
    sectors = {sector.id: sector.name for sector in framework.sectors}
    kinds = [event_kinds()[kind].label[:1].lower() + event_kinds()[kind].label[1:] for kind in rule.cohort_kinds]
    whose = sectors.get(rule.cohort_sector, rule.cohort_sector.replace("_", " "))
    ages = f"Children aged {rule.age_from} to {rule.age_to} on the day of notification"
    held = f"on the lists of the {whose[:1].lower()}{whose[1:]} with one of these in the {rule.months} months before"
    only = f" Only where it is recorded as {_attributes(rule.cohort_attributes)}." if rule.cohort_attributes else ""
    return f"{ages}, {held}: {listed(kinds)}.{only}"


def _attributes(attributes: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return " and ".join(f"{name.replace('_', ' ')} {' or '.join(codes)}" for name, codes in attributes)
