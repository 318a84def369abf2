"""Make the change an easing speaks of to what was asked, so that it can be planned again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.plan import Easing
from joinedup.programme.core.roster.shape import Inspection, Inspector, Rules

#: kind → the rule's field, and what one step adds to it
_STEPS: Final[Mapping[str, tuple[str, int]]] = {
    "new": ("new_most", 1),
    "most": ("most", 1),
    "at_once": ("at_once", 1),
    "experienced": ("experienced_least", -1),
    "rest": ("rest_weeks", -1),
    "shared": ("shared_apart", -1),
}


def ease(asked: Asked, easings: Iterable[Easing]) -> Asked:
    """Return what was asked with every easing made."""
    for one in easings:
        asked = _eased(asked, one)
    return asked


def _eased(asked: Asked, one: Easing) -> Asked:
    if one.kind == "placed":
        return replace(asked, inspections=tuple(other for other in asked.inspections if other.key != one.inspection))
    if one.kind == "away":
        people = (_there(who, one) if who.key == one.inspector else who for who in asked.inspectors)
        return replace(asked, inspectors=tuple(people))
    if one.inspection is None:
        return replace(asked, rules=_rules(asked.rules, one.kind, one.number))
    inspections = (_changed(other, one) if other.key == one.inspection else other for other in asked.inspections)
    return replace(asked, inspections=tuple(inspections))


def _there(who: Inspector, one: Easing) -> Inspector:
    return replace(who, away=who.away - {one.week})


def _rules(rules: Rules, kind: str, steps: int) -> Rules:
    """Return the rules so many steps milder."""
    if kind == "journey":
        return replace(rules, furthest=None)
    field, by = _STEPS[kind]
    milder: dict[str, Any] = {field: (getattr(rules, field) or 0) + by * steps}
    return replace(rules, **milder)


def _changed(inspection: Inspection, one: Easing) -> Inspection:
    match one.kind:
        case "fixed":
            return replace(inspection, fixed_week=None)
        case "lead_pinned":
            return replace(inspection, lead=None)
        case "pinned":
            return replace(inspection, pins=inspection.pins - {one.inspector})
        case "forbidden":
            return replace(inspection, forbids=inspection.forbids - {one.inspector})
        case "team":
            # A place is counted down, and one of none stays where it is until the last step, so that places keep their numbers.
            team = [replace(need, number=need.number - (nth == one.number)) for nth, need in enumerate(inspection.team)]
            return replace(inspection, team=tuple(team))
    raise ValueError(f"{one.kind} is no rule that gives way.")
