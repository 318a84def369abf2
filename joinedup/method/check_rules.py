"""What must hold of the finer conditions of timescales, and of who must take part: each yields (key path, reason)."""

from collections.abc import Iterator

from joinedup.method.framework import Framework, TakingPart, Timescale
from joinedup.records.shape import SECTORS

Finding = tuple[str, str]

NTH = ("first", "later")


def check_rules(framework: Framework) -> Iterator[Finding]:
    """Yield every fault of what a duty hangs on beside its starting event, and of the rules on taking part."""
    made = {mapping.kind for spec in framework.lists for mapping in spec.events}
    for rule in framework.timescales:
        yield from _conditions(f"timescales[{rule.id}]", rule, made)
    for taking_part in framework.taking_part:
        yield from _taking_part(f"taking_part[{taking_part.id}]", taking_part, framework)


def _conditions(at: str, rule: Timescale, made: set[str]) -> Iterator[Finding]:
    for name, least, under in (("age", rule.age_from, rule.age_under), ("since", rule.since_from, rule.since_under)):
        if (least is not None and least < 0) or (under is not None and under <= (least or 0)):
            yield f"{at}.{name}_under", "These must be 0 or more, and where it ends more than where it begins."
    if rule.nth and rule.nth not in NTH:
        yield f"{at}.nth", f"This must be one of {', '.join(NTH)}, not {rule.nth!r}."
    counted = bool(rule.nth) or rule.since_from is not None or rule.since_under is not None
    if counted and not rule.since:
        yield f"{at}.since", "Say since which kind of event this is counted."
    if rule.since and not counted:
        yield f"{at}.since", "This says nothing without nth, since_from or since_under."
    if rule.since and rule.since not in made:
        yield f"{at}.since", f"No list of this framework makes events of the kind {rule.since!r}, so this could never be told."


def _taking_part(at: str, rule: TakingPart, framework: Framework) -> Iterator[Finding]:
    mappings = [mapping for spec in framework.lists for mapping in spec.events if mapping.kind == rule.kind]
    names = {name for mapping in mappings for name, _ in mapping.attributes}
    if not mappings:
        yield f"{at}.kind", f"No list of this framework makes events of the kind {rule.kind!r}, so this could never be checked."
    for sector in rule.sectors:
        if sector not in SECTORS:
            yield f"{at}.sectors", f"{sector!r} is not a known sector. Known: {', '.join(sorted(SECTORS))}."
    for sector, name in rule.attendance:
        if sector not in rule.sectors:
            yield f"{at}.attendance", f"{sector!r} is not a sector of this rule."
        if mappings and name not in names:
            yield f"{at}.attendance", f"No event of the kind {rule.kind!r} has the attribute {name!r}."
    if not rule.source.strip():
        yield f"{at}.source", "A rule must name the statute or guidance it comes from."
