"""A second reading of every hard rule, and a second count of what a plan costs, that share no code with the solver.

Only the shapes are shared. Where solver and checker differ, one of them is wrong: tests and benchmarks hold them together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from joinedup.programme.core.roster.plan import Member, Plan, Team
from joinedup.programme.core.roster.shape import Inspection, Inspector, Need, Rules


@dataclass(frozen=True)
class Broken:
    """One hard rule that a plan breaks."""

    rule: str
    inspection: str | None
    inspector: str | None
    words: str


def check_plan(inspections: Iterable[Inspection], inspectors: Iterable[Inspector], rules: Rules, plan: Plan) -> tuple[Broken, ...]:
    """Return every hard rule the plan breaks; empty for a sound plan."""
    places = {one.key: one for one in inspections}
    people = {one.key: one for one in inspectors}
    broken = list(_all_there(places, plan))
    known = [team for team in plan.teams if team.inspection in places]
    for team in known:
        strangers = [member.inspector for member in team.members if member.inspector not in people]
        if strangers:
            broken.append(Broken("inspector", team.inspection, strangers[0], "Somebody is on a team who is no inspector."))
            continue
        broken += _week(places[team.inspection], team)
        broken += _team(places[team.inspection], people, team)
        broken += _persons(places[team.inspection], people, rules, team)
        broken += _mix(people, rules, team)
    broken += _at_once(rules, known)
    broken += _shared(places, rules, known)
    broken += _between(people, rules, known)
    return tuple(broken)


def count_costs(
    inspections: Iterable[Inspection], inspectors: Iterable[Inspector], rules: Rules, plan: Plan, before: Plan | None = None
) -> tuple[int, int]:
    """Return what a plan's weeks and its people cost, counted from the plan alone."""
    places = {one.key: one for one in inspections}
    people = {one.key: one for one in inspectors}
    was = {team.inspection: team for team in before.teams} if before else {}
    weights, weeks, cost = rules.weights, 0, 0
    for one, other in combinations(plan.teams, 2):
        shared = rules.weeks_before + rules.weeks_after + 1 - abs((one.week - other.week).days) // 7
        weeks += weights.crowded * max(0, shared)
    done: Counter[str] = Counter()
    for team in plan.teams:
        weeks += weights.moved * (team.inspection in was and was[team.inspection].week != team.week)
        former = {member.inspector for member in was[team.inspection].members} if team.inspection in was else None
        for member in team.members:
            who, at = people[member.inspector], places[team.inspection]
            cost += round(weights.travel * _minutes(rules, who.base, at) / 60)
            cost += weights.warned * (at.area in who.barred)
            cost += weights.changed * (former is not None and who.key not in former)
            nth = who.carried + done[who.key]
            cost += round(weights.load * ((nth + 1) ** 2 - nth**2) / who.share)
            done[who.key] += 1
    return weeks, cost


def _all_there(places: dict[str, Inspection], plan: Plan) -> Iterator[Broken]:
    times = Counter(team.inspection for team in plan.teams)
    for key in sorted(places.keys() | times.keys()):
        if key not in places:
            yield Broken("placed", key, None, "A team goes to an inspection nobody asked for.")
        elif times[key] != 1:
            yield Broken("placed", key, None, f"An inspection has {times[key]} teams.")


def _week(one: Inspection, team: Team) -> Iterator[Broken]:
    if team.week not in one.weeks:
        yield Broken("week", one.key, None, f"{team.week} is no week this inspection may be in.")
    if one.fixed_week and team.week != one.fixed_week:
        yield Broken("fixed", one.key, None, f"It is fixed to {one.fixed_week}, and is in {team.week}.")


def _team(one: Inspection, people: dict[str, Inspector], team: Team) -> Iterator[Broken]:
    """Every place is filled as often as it is needed, by those who can, none of them twice; pins and forbids are kept."""
    wanted: Counter[tuple[str, str | None, bool]] = Counter()
    for need in one.team:
        wanted[_of(need)] += need.number
    filled = Counter((member.inspectorate, member.specialism, member.lead) for member in team.members)
    if +wanted != filled:
        yield Broken("team", one.key, None, "The places filled are not the places needed.")
    on = [member.inspector for member in team.members]
    for key, times in Counter(on).items():
        if times > 1:
            yield Broken("team", one.key, key, "Somebody has two places.")
    for member in team.members:
        if not _can(people[member.inspector], member):
            yield Broken("team", one.key, member.inspector, "Somebody has a place they cannot fill.")
    for pinned in sorted(one.pins - set(on)):
        yield Broken("pinned", one.key, pinned, "Somebody pinned is not there.")
    if one.lead and one.lead not in {member.inspector for member in team.members if member.lead}:
        yield Broken("lead_pinned", one.key, one.lead, "Somebody pinned to lead does not lead.")
    for forbidden in sorted(one.forbids & set(on)):
        yield Broken("forbidden", one.key, forbidden, "Somebody forbidden is there.")


def _of(need: Need) -> tuple[str, str | None, bool]:
    return need.inspectorate, need.specialism, need.lead


def _can(who: Inspector, member: Member) -> bool:
    has = member.specialism is None or member.specialism in who.specialisms
    return who.inspectorate == member.inspectorate and has and (who.may_lead if member.lead else True)


def _persons(one: Inspection, people: dict[str, Inspector], rules: Rules, team: Team) -> Iterator[Broken]:
    """Interests that block, weeks away and long journeys."""
    worked = {team.week + timedelta(weeks=nth) for nth in range(-rules.weeks_before, rules.weeks_after + 1)}
    for member in team.members:
        who = people[member.inspector]
        if one.area in who.barred and who.barred[one.area].blocks:
            yield Broken("interest", one.key, who.key, "Somebody is there whose declared interest blocks.")
        for week in sorted(worked & who.away):
            yield Broken("away", one.key, who.key, f"Somebody works in the week of {week}, which they are away in.")
        if rules.furthest is not None and _minutes(rules, who.base, one) > rules.furthest:
            yield Broken("journey", one.key, who.key, "Somebody travels further than is allowed.")


def _minutes(rules: Rules, base: str, one: Inspection) -> int:
    """The area's own minutes before its region's; the same place is none."""
    known = {frozenset(pair): minutes for pair, minutes in reversed(list(rules.travel.items()))}
    known |= {frozenset(pair): minutes for pair, minutes in rules.travel.items() if pair[0] == base}
    for place in (one.area, one.region):
        if place == base:
            return 0
        if frozenset((base, place)) in known:
            return known[frozenset((base, place))]
    return rules.travel_unknown


def _mix(people: dict[str, Inspector], rules: Rules, team: Team) -> Iterator[Broken]:
    grades = Counter(people[member.inspector].grade for member in team.members)
    if sum(grades[grade] for grade in rules.experienced) < rules.experienced_least:
        yield Broken("experienced", team.inspection, None, "The team has too few experienced inspectors.")
    if rules.new_most is not None and sum(grades[grade] for grade in rules.new) > rules.new_most:
        yield Broken("new", team.inspection, None, "The team has too many newly appointed inspectors.")


def _at_once(rules: Rules, teams: list[Team]) -> Iterator[Broken]:
    for week, number in sorted(Counter(team.week for team in teams).items()):
        if rules.at_once is not None and number > rules.at_once:
            yield Broken("at_once", None, None, f"{number} inspections are in fieldwork in the week of {week}.")


def _shared(places: dict[str, Inspection], rules: Rules, teams: list[Team]) -> Iterator[Broken]:
    for one, other in combinations(teams, 2):
        if places[one.inspection].shares & places[other.inspection].shares and _weeks(one.week, other.week) < rules.shared_apart:
            yield Broken("shared", one.inspection, None, "It shares a body with another inspection, and lies too near to it.")


def _between(people: dict[str, Inspector], rules: Rules, teams: list[Team]) -> Iterator[Broken]:
    """Nobody is on two inspections at once, rests too little between two, or is on more than their share."""
    of: dict[str, list[Team]] = {}
    for team in teams:
        for member in team.members:
            of.setdefault(member.inspector, []).append(team)
    for key, theirs in sorted(of.items()):
        theirs.sort(key=lambda team: team.week)
        for one, other in pairwise(theirs):
            ends = one.week + timedelta(weeks=rules.weeks_after)
            begins = other.week - timedelta(weeks=rules.weeks_before)
            if (begins - ends).days // 7 - 1 < rules.rest_weeks:
                yield Broken("rest", other.inspection, key, "Somebody is on two inspections too near to each other.")
        if key in people and rules.most is not None and len(theirs) > max(1, int(rules.most * people[key].share + 1e-9)):
            yield Broken("most", None, key, f"Somebody is on {len(theirs)} inspections.")


def _weeks(one: date, other: date) -> int:
    return abs((one - other).days) // 7
