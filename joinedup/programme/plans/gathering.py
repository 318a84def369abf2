"""What a roster reads: the areas of a round with the weeks open to them, who is there to go, and the framework's rules."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from joinedup.method.framework import Framework
from joinedup.method.programme import programme_of
from joinedup.programme.choices.gathering import places_of, weeks_for
from joinedup.programme.choices.kept import gathered_of, outcome_of
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import areas_of, choice_of
from joinedup.programme.core.burden.shape import Place, Weeks
from joinedup.programme.core.roster.shape import Inspection, Need, Rules
from joinedup.programme.inspectors.enums import Grade
from joinedup.programme.plans.enums import WishKind
from joinedup.programme.plans.inspectors import inspectors_for
from joinedup.programme.plans.kept import RosterInputs
from joinedup.programme.plans.models import PlanCopy, Wish
from joinedup.programme.plans.queries import team_of, wishes_of
from joinedup.programme.rounds.models import Round

#: Grades, as the register of inspectors names them.
EXPERIENCED = frozenset({str(Grade.EXPERIENCED)})
NEW = frozenset({str(Grade.NEW)})


def gather_roster(round_: Round, copy: PlanCopy | None) -> RosterInputs:
    """Return everything a plan of weeks and people reads now, with the wishes and rules of a copy where one is planned."""
    rows = list(areas_of(round_))
    places = dict(zip((row.pk for row in rows), places_of(row.area for row in rows), strict=True))
    weeks = weeks_for(round_, places.values())
    wishes, urgent = list(wishes_of(round_, copy)), _urgent_weeks(round_)
    inspections = tuple(_inspection(row, places[row.pk], weeks, wishes, urgent) for row in rows)
    return RosterInputs(inspections, inspectors_for(round_, [row.area for row in rows]), rules_for(round_.framework, copy))


def rules_for(framework: Framework, copy: PlanCopy | None = None) -> Rules:
    """Return the rules of a framework's rosters, with those a copy sets otherwise."""
    rule = programme_of(framework).roster
    rules = Rules(
        weeks_before=rule.weeks_before,
        weeks_after=rule.weeks_after,
        rest_weeks=rule.rest_weeks,
        most=rule.most,
        at_once=rule.at_once,
        shared_apart=rule.shared_apart,
        experienced=EXPERIENCED,
        experienced_least=rule.experienced_least,
        new=NEW,
        new_most=rule.new_most,
        furthest=rule.furthest_minutes,
    )
    return replace(rules, **copy.rules) if copy else rules


def needs_of(round_: Round) -> tuple[Need, ...]:
    """Return whom a full team needs: the lead inspectorate's lead, and the others of each inspectorate.

    As many as the framework says, but where the round lays down another number (`asked["team"]`, by inspectorate).
    """
    needs: list[Need] = []
    sizes = round_.asked.get("team", {})
    for part in round_.framework.inspectorates:
        rest = int(sizes.get(part.id, part.team))
        if part.lead:
            needs.append(Need(part.id, 1, lead=True))
            rest -= 1
        if rest > 0:
            needs.append(Need(part.id, rest))
    return tuple(needs)


def _urgent_weeks(round_: Round) -> dict[str, date]:
    """Return the weeks areas came in for though another inspection is near, or at once, by code: no other week will do."""
    choice = choice_of(round_)
    if choice is None:
        return {}
    gathered = gathered_of(choice)
    return {
        one.area: one.week
        for one in outcome_of(choice).chosen
        if one.by == "urgent" or one.week not in gathered.weeks[one.area].open
    }


def _inspection(
    row: RoundArea, place: Place, weeks: Mapping[str, Weeks], wishes: list[Wish], urgent: Mapping[str, date]
) -> Inspection:
    """Return one area as the roster knows it. One that is opened keeps its week and its team."""
    mine = [wish for wish in wishes if wish.place_id == row.pk]
    people = {kind: frozenset(str(wish.person_id) for wish in mine if wish.kind == kind) for kind in WishKind}
    fixed = next((wish.week for wish in mine if wish.kind == WishKind.WEEK), urgent.get(row.area.code))
    found = Inspection(
        key=str(row.pk),
        area=row.area.code,
        region=place.region,
        weeks=weeks[row.area.code].open | ({fixed} - {None}),
        team=needs_of(row.round),
        called=row.called,
        shares=frozenset({place.force, *place.health} - {""}),
        fixed_week=fixed,
        pins=people[WishKind.PIN] | people[WishKind.LEAD],
        lead=next(iter(people[WishKind.LEAD]), None),
        forbids=people[WishKind.FORBID],
    )
    return _as_opened(row, found) if row.inspection_id and row.week else found


def _as_opened(row: RoundArea, found: Inspection) -> Inspection:
    team = list(team_of(row))
    lead = next((str(one.person_id) for one in team if one.lead), None)
    pins = frozenset(str(one.person_id) for one in team) - found.forbids
    return replace(found, weeks=found.weeks | {row.week}, fixed_week=row.week, pins=pins, lead=lead if lead in pins else None)
