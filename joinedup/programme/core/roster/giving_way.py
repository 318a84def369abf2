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

#: What each rule says when it is kept.
_KEPT: Final[Mapping[str, str]] = {
    "new": "A team has at most {new_most} newly appointed inspectors.",
    "away": "Inspectors of {of} are away in some weeks.",
    "most": "A full-time inspector is on at most {most} inspections of the round, others on fewer.",
    "experienced": "A team has at least {experienced} experienced inspectors.",
    "journey": "No journey is longer than {furthest} minutes.",
    "at_once": "At most {at_once} inspections are in fieldwork in one week.",
    "rest": "Inspectors rest {rest} between two inspections.",
    "fixed": "{at} is fixed to the week of {fixed}.",
    "lead_pinned": "{who} is pinned to lead {at}.",
    "pinned": "{who} is pinned to {at}.",
    "forbidden": "{who} is forbidden to be on {at}.",
    "shared": "Inspections that share a body are at least {shared} apart.",
    "team": "Every team has its places of {of} filled.",
    "interest": "Declared interests keep inspectors of {of} from some inspections.",
    "placed": "{at} has a place in this round, in a week that is open.",
}

#: What each rule says when it gives way, by one step or more.
_EASED: Final[Mapping[str, str]] = {
    "new": "A team may have {new_most} newly appointed inspectors.",
    "away": "{who} works in the week of {week}, which they are away in.",
    "most": "A full-time inspector may be on {most} inspections of the round.",
    "experienced": "A team may have {experienced} experienced inspectors.",
    "journey": "Journeys may be longer than the furthest allowed.",
    "at_once": "In one week, {at_once} inspections may be in fieldwork.",
    "rest": "Inspectors rest {rest} between two inspections.",
    "fixed": "{at} is not held to its fixed week.",
    "lead_pinned": "{who} does not have to lead {at}.",
    "pinned": "{who} does not have to be on {at}.",
    "forbidden": "{who} may be on {at}.",
    "shared": "Inspections that share a body may be {shared} apart.",
    "team": "{at} goes with one place fewer: {place}.",
    "placed": "{at} is left out of this round.",
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
        words=_said(
            asked,
            _EASED[step.kind],
            step.inspection,
            step.inspector,
            step=step.number,
            week=day(step.week),
            place=_place(asked, step) if step.kind == "team" else "",
        ),
    )


def clash_of(asked: Asked, group: tuple[str, ...], inspection: str | None, inspector: str | None) -> Clash:
    """Return one rule that clashes, in words."""
    return Clash(group[0], inspection, inspector, _said(asked, _KEPT[group[0]], inspection, inspector, of=group[-1]))


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


def _weeks(number: int) -> str:
    return {0: "no weeks", 1: "one week"}.get(number, f"{number} weeks")


def _place(asked: Asked, step: Step) -> str:
    need = asked.by_inspection[step.inspection or ""].team[step.place or 0]
    lead = " (the lead)" if need.lead else ""
    return f"{need.inspectorate}{f', {need.specialism}' if need.specialism else ''}{lead}"


def _said(asked: Asked, words: str, inspection: str | None, inspector: str | None, **more: object) -> str:
    """Return a sentence with the rules' numbers as they are after so many steps, and whatever it is about."""
    rules, step, one = asked.rules, int(str(more.pop("step", 0))), asked.by_inspection.get(inspection or "")
    return words.format(
        at=called(asked, inspection),
        who=person(asked, inspector),
        new_most=(rules.new_most or 0) + step,
        most=(rules.most or 0) + step,
        experienced=rules.experienced_least - step,
        at_once=(rules.at_once or 0) + step,
        rest=_weeks(rules.rest_weeks - step),
        shared=_weeks(rules.shared_apart - step),
        furthest=rules.furthest,
        fixed=day(one.fixed_week) if one else "",
        **more,
    )
