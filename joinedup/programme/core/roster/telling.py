"""A plan as it is told: its teams in order, what everybody carries, and what differs from the plan before."""

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.giving_way import called, day, person
from joinedup.programme.core.roster.people import Places
from joinedup.programme.core.roster.plan import Change, Load, Member, Plan, Team
from joinedup.programme.core.roster.shape import Inspection
from joinedup.programme.core.roster.weeks import Weeks


def teams_of(asked: Asked, weeks: Weeks, places: Places) -> tuple[Team, ...]:
    """Return the teams by week, then key; in each the lead first, then the order of what is needed, then of keys."""
    teams = [Team(one.key, asked.monday(weeks[one.key]), _members(asked, one, places)) for one in asked.inspections]
    return tuple(sorted(teams, key=lambda team: (team.week, team.inspection)))


def _members(asked: Asked, one: Inspection, places: Places) -> tuple[Member, ...]:
    made = []
    for nth, need in enumerate(one.team):
        for key in sorted(places[one.key, nth]):
            interest = asked.by_inspector[key].barred.get(one.area)
            warned = interest.rule if interest and not interest.blocks else None
            pinned = key in one.pins or key == one.lead
            made.append(Member(key, need.inspectorate, need.specialism, need.lead, warned, pinned))
    return tuple(sorted(made, key=lambda member: not member.lead))


def loads_of(asked: Asked, teams: tuple[Team, ...]) -> tuple[Load, ...]:
    """Return what each inspector carries, in the order of their keys."""
    placed = [member.inspector for team in teams for member in team.members]
    return tuple(Load(who.key, who.inspectorate, placed.count(who.key), who.carried, float(who.share)) for who in asked.inspectors)


def changes_from(asked: Asked, before: Plan | None, teams: tuple[Team, ...]) -> tuple[Change, ...]:
    """Return what differs from the plan before, of inspections in both; in the order of their keys."""
    was = {team.inspection: team for team in before.teams} if before else {}
    made: list[Change] = []
    for team in sorted(teams, key=lambda one: one.inspection):
        if team.inspection in was:
            made += _changes(asked, was[team.inspection], team)
    return tuple(made)


def _changes(asked: Asked, was: Team, team: Team) -> list[Change]:
    at = called(asked, team.inspection)
    before, now = ({member.inspector for member in one.members} for one in (was, team))
    made = []
    if team.week != was.week:
        words = f"{at} moves from the week of {day(was.week)} to that of {day(team.week)}."
        made.append(Change(team.inspection, "moved", None, words))
    for kind, people, words in (("joined", now - before, "joins"), ("left", before - now, "leaves")):
        made += [Change(team.inspection, kind, who, f"{person(asked, who)} {words} {at}.") for who in sorted(people)]
    return made
