"""Why each inspector who is not on an inspection is not: the kind of rule, and a sentence."""

from dataclasses import dataclass
from typing import Final

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.costs import Earlier, marginal_loads
from joinedup.programme.core.roster.giving_way import called, person
from joinedup.programme.core.roster.plan import LeftOut, Member, Team
from joinedup.programme.core.roster.shape import Inspection, Inspector

#: Every kind, with its sentence: rules in the order they are asked, then what is weighed.
KINDS: Final = {
    "inspectorate": "{who} is of an inspectorate that has no place in the team of {at}.",
    "interest": "{who} has declared an interest that keeps them from {at}.",
    "forbidden": "{who} was forbidden to be on {at}, by a person.",
    "specialism": "{who} has not the specialism any place of their inspectorate asks for in the team of {at}.",
    "lead": "{who} may not lead, and no other place of their inspectorate is theirs to take in the team of {at}.",
    "journey": "{who} would have a longer journey to {at} than is allowed.",
    "away": "{who} is away in a week of the work on {at}.",
    "elsewhere": "{who} is on another inspection, or rests after one, in the weeks of {at}.",
    "most": "{who} is on as many other inspections as their share of full time allows, beside {at}.",
    "pinned": "{who} could only take the place of somebody pinned to {at}.",
    "experience": "{who} would upset the mix of experience in the team of {at}.",
    "load": "{who} carries as much already as those who go to {at}, or more.",
    "travel": "{who} has a longer journey to {at} than those who go.",
    "warned": "{who} has declared an interest in {at} to be mindful of, and those who go have none.",
    "changed": "{who} was not on {at} in the plan before, which is changed as little as can be.",
    "equal": "{who} would do as well on {at} as those who go.",
    "untried": "{who} might do better on {at} than those who go: the time ran out before it was tried.",
}


@dataclass(frozen=True)
class _Placed:
    """The plan as it is asked of here."""

    asked: Asked
    earlier: Earlier
    weeks: dict[str, int]
    teams: dict[str, Team]
    #: inspector → the inspections they are on
    on: dict[str, list[str]]
    loads: dict[str, list[int]]


def left_out(asked: Asked, before: Earlier, teams: tuple[Team, ...]) -> tuple[LeftOut, ...]:
    """Return a reason for every inspection and every inspector not on it, in the order of their keys."""
    on: dict[str, list[str]] = {who.key: [] for who in asked.inspectors}
    for team in teams:
        for member in team.members:
            on[member.inspector].append(team.inspection)
    weeks = {team.inspection: asked.number(team.week) for team in teams}
    loads = {who.key: marginal_loads(asked, who) for who in asked.inspectors}
    placed = _Placed(asked, before, weeks, {team.inspection: team for team in teams}, on, loads)
    return tuple(
        _told(asked, one, who, _kind(placed, one, who))
        for one in asked.inspections
        for who in asked.inspectors
        if one.key not in on[who.key]
    )


def _told(asked: Asked, one: Inspection, who: Inspector, kind: str) -> LeftOut:
    return LeftOut(one.key, who.key, kind, KINDS[kind].format(who=person(asked, who.key), at=called(asked, one.key)))


def _kind(placed: _Placed, one: Inspection, who: Inspector) -> str:
    asked = placed.asked
    bars = [asked.barred(who, one, need) for need in one.team if need.number]
    if all(bars):
        # The bar of the place that comes nearest to being open.
        order = list(KINDS)
        return max((bar for bar in bars if bar), key=order.index, default="inspectorate")
    week = placed.weeks[one.key]
    if asked.is_away(who.key, week):
        return "away"
    if any(abs(placed.weeks[other] - week) < asked.apart for other in placed.on[who.key]):
        return "elsewhere"
    if len(placed.on[who.key]) >= asked.most(who):
        return "most"
    return _weighed(placed, one, who)


def _weighed(placed: _Placed, one: Inspection, who: Inspector) -> str:
    """Return why nobody on the team gives their place to somebody who could have it: what would cost most more."""
    asked = placed.asked
    members = [asked.by_inspector[member.inspector] for member in _could_go(placed, one, who)]
    if not members:
        return "pinned"
    members = [member for member in members if _mixed(placed, one, who, member)]
    if not members:
        return "experience"
    more = min((_more(placed, one, who, member) for member in members), key=lambda by_kind: sum(by_kind.values()))
    total = sum(more.values())
    if total <= 0:
        return "equal" if total == 0 else "untried"
    return max(more, key=lambda kind: more[kind])


def _could_go(placed: _Placed, one: Inspection, who: Inspector) -> list[Member]:
    open_ = {(need.inspectorate, need.specialism, need.lead) for need in one.team if placed.asked.barred(who, one, need) is None}
    return [
        member
        for member in placed.teams[one.key].members
        if (member.inspectorate, member.specialism, member.lead) in open_ and not member.pinned
    ]


def _mixed(placed: _Placed, one: Inspection, who: Inspector, instead_of: Inspector) -> bool:
    rules, team = placed.asked.rules, [member.inspector for member in placed.teams[one.key].members]
    grades = [placed.asked.by_inspector[key].grade for key in team if key != instead_of.key] + [who.grade]
    experienced = sum(grade in rules.experienced for grade in grades)
    return experienced >= rules.experienced_least and (
        rules.new_most is None or sum(grade in rules.new for grade in grades) <= rules.new_most
    )


def _more(placed: _Placed, one: Inspection, who: Inspector, instead_of: Inspector) -> dict[str, int]:
    """Return by how much each thing kept small would grow if one inspector went instead of another."""
    asked, weights = placed.asked, placed.asked.rules.weights
    has, had = len(placed.on[who.key]), len(placed.on[instead_of.key])
    was_on = placed.earlier.on.get(one.key)
    return {
        "load": placed.loads[who.key][has] - placed.loads[instead_of.key][had - 1],
        "travel": _journey(asked, who, one) - _journey(asked, instead_of, one),
        "warned": weights.warned * ((one.area in who.barred) - (one.area in instead_of.barred)),
        "changed": weights.changed * ((who.key not in was_on) - (instead_of.key not in was_on)) if was_on is not None else 0,
    }


def _journey(asked: Asked, who: Inspector, one: Inspection) -> int:
    return round(asked.rules.weights.travel * asked.minutes(who, one) / 60)
