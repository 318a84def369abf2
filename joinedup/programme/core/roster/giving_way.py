"""The rules that can give way, what each costs, and how they are said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.plan import Clash, Easing

#: What one step of giving way costs, by kind of rule; `Rules.easing` puts others in place. 0: it never gives way.
COSTS: Final[Mapping[str, int]] = {
    "new": 30,
    "away": 40,
    "most": 40,
    "experienced": 50,
    "journey": 50,
    "at_once": 60,
    "rest": 60,
    "fixed": 60,
    "lead_pinned": 60,
    "pinned": 70,
    "forbidden": 70,
    "shared": 80,
    "team": 150,
    "placed": 600,
}

#: Rules that clash like any other and never give way, whatever is asked.
NEVER: Final = ("interest",)


@dataclass(frozen=True)
class Step:
    """One step a rule may give way by: what it is about, and the variable that says that it does.

    `number`: the how-manieth step of its rule. Steps of one `group` are told as one rule that clashes.
    """

    kind: str
    group: tuple[str, ...]
    literal: Any
    inspection: str | None = None
    inspector: str | None = None
    week: date | None = None
    number: int = 1
    place: int | None = None


def cost_of_kind(asked: Asked, kind: str) -> int:
    """Return what a step of a kind costs; 0 where it never gives way."""
    return 0 if kind in NEVER else asked.rules.easing.get(kind, COSTS[kind])


def easing_of(asked: Asked, step: Step) -> Easing:
    """Return a step that was taken, in words."""
    return Easing(
        kind=step.kind,
        inspection=step.inspection,
        inspector=step.inspector,
        week=step.week,
        number=step.number if step.place is None else step.place,
        cost=cost_of_kind(asked, step.kind),
        words=_eased(asked, step),
    )


def clash_of(asked: Asked, group: tuple[str, ...], inspection: str | None, inspector: str | None) -> Clash:
    """Return one rule that clashes, in words."""
    return Clash(group[0], inspection, inspector, _kept(asked, group, inspection, inspector))


def called(asked: Asked, inspection: str | None) -> str:
    """Return what an inspection is called."""
    one = asked.by_inspection.get(inspection or "")
    return (one.called or one.key) if one else (inspection or "")


def person(asked: Asked, inspector: str | None) -> str:
    """Return what an inspector is called."""
    one = asked.by_inspector.get(inspector or "")
    return (one.called or one.key) if one else (inspector or "")


def day(week: date | None) -> str:
    """Return a Monday in words."""
    return f"{week.day} {week:%B %Y}" if week else ""


def _place(asked: Asked, step: Step) -> str:
    need = asked.by_inspection[step.inspection or ""].team[step.place or 0]
    lead = " (the lead)" if need.lead else ""
    return f"{need.inspectorate}{f', {need.specialism}' if need.specialism else ''}{lead}"


def _eased(asked: Asked, step: Step) -> str:
    rules, at, who = asked.rules, called(asked, step.inspection), person(asked, step.inspector)
    match step.kind:
        case "new":
            return f"A team may have {(rules.new_most or 0) + step.number} newly appointed inspectors."
        case "away":
            return f"{who} works in the week of {day(step.week)}, which they are away in."
        case "most":
            return f"A full-time inspector may be on {(rules.most or 0) + step.number} inspections of the round."
        case "experienced":
            return f"A team may have {rules.experienced_least - step.number} experienced inspectors."
        case "journey":
            return "Journeys may be longer than the furthest allowed."
        case "at_once":
            return f"In one week, {(rules.at_once or 0) + step.number} inspections may be in fieldwork."
        case "rest":
            return f"Inspectors rest {rules.rest_weeks - step.number} weeks between two inspections."
        case "fixed":
            return f"{at} is not held to its fixed week."
        case "lead_pinned":
            return f"{who} does not have to lead {at}."
        case "pinned":
            return f"{who} does not have to be on {at}."
        case "forbidden":
            return f"{who} may be on {at}."
        case "shared":
            return f"Inspections that share a body may be {rules.shared_apart - step.number} weeks apart."
        case "team":
            return f"{at} goes with one place fewer: {_place(asked, step)}."
        case _:
            return f"{at} is left out of this round."


def _kept(asked: Asked, group: tuple[str, ...], inspection: str | None, inspector: str | None) -> str:
    rules, at, who = asked.rules, called(asked, inspection), person(asked, inspector)
    match group[0]:
        case "new":
            return f"A team has at most {rules.new_most} newly appointed inspectors."
        case "away":
            return f"Inspectors of {group[1]} are away in some weeks."
        case "most":
            return f"A full-time inspector is on at most {rules.most} inspections of the round, others on fewer."
        case "experienced":
            return f"A team has at least {rules.experienced_least} experienced inspectors."
        case "journey":
            return f"No journey is longer than {rules.furthest} minutes."
        case "at_once":
            return f"At most {rules.at_once} inspections are in fieldwork in one week."
        case "rest":
            return f"Inspectors rest {rules.rest_weeks} weeks between two inspections."
        case "fixed":
            week = asked.by_inspection[inspection or ""].fixed_week
            return f"{at} is fixed to the week of {day(week)}."
        case "lead_pinned":
            return f"{who} is pinned to lead {at}."
        case "pinned":
            return f"{who} is pinned to {at}."
        case "forbidden":
            return f"{who} is forbidden to be on {at}."
        case "shared":
            return f"Inspections that share a body are at least {rules.shared_apart} weeks apart."
        case "team":
            return f"{at} needs its places of {group[2]} filled."
        case "interest":
            return f"Declared interests keep inspectors of {group[1]} from some inspections."
        case _:
            return f"{at} has a place in this round, in a week that is open."
