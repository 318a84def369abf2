"""What a choice reads, from the register, the calendars and the reasons: gathered once and kept with it.

That an area is to be inspected by a team whose circle does not overlap with the round's planners is told as another inspection,
without saying which: the burden rule must hold, and nobody is told more than that.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from joinedup.areas.models import Area
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import is_secret
from joinedup.method.programme import notified_for, programme_of
from joinedup.programme.choices.facts import facts_of, measured_reasons, other_closures, other_visits
from joinedup.programme.choices.kept import Gathered
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.core.burden.shape import Closure, Place, Visit, Weeks
from joinedup.programme.core.burden.weeks import open_weeks
from joinedup.programme.core.choosing.ask import asked_for
from joinedup.programme.core.choosing.shape import Asked, Reason
from joinedup.programme.reasons.enums import Eyes
from joinedup.programme.reasons.queries import standing_reasons
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.queries import areas_open_to
from joinedup.publication.elections.models import PreElectionPeriod

#: A joint inspection that takes up an area is one of this kind in the framework's gaps.
JOINT = "joint"
UNTOLD = "Another inspection"
OURS = "The register of inspections"
FRIDAY = timedelta(days=4)


def gather_choice(round_: Round, on: date) -> Gathered:
    """Return everything a choice of a round's areas reads on a day."""
    areas = list(areas_open_to(round_))
    places = places_of(areas)
    return Gathered(places, reasons_for(round_, areas, on), weeks_for(round_, places), asked_of(round_, on))


def places_of(areas: Iterable[Area]) -> tuple[Place, ...]:
    """Return areas as choosing knows them; the day of the last joint inspection is that of its fieldwork."""
    last: dict[str, date] = {}
    for code, day in Inspection.objects.exclude(fieldwork_to=None).values_list("area__code", "fieldwork_to"):
        last[code] = max(day, last.get(code, day))
    return tuple(facts_of(areas, last).values())


def reasons_for(round_: Round, areas: Iterable[Area], on: date) -> tuple[Reason, ...]:
    """Return the reasons people gave that stand, without the words of those only some may read, and those measures show.

    They go in without ids of their own, so that the same reasons give the same choice wherever they are entered.
    """
    codes = {area.pk: area.code for area in areas}
    given = [
        Reason(
            area=codes[row.area_id],
            kind=row.kind,
            words=row.words if row.eyes == Eyes.PLANNERS else "",
            source=row.source if row.eyes == Eyes.PLANNERS else "",
            ground="intelligence" if row.kind == "concern" else row.kind,
            dated=row.dated,
            expires=row.expires,
            open=row.eyes == Eyes.PLANNERS,
        )
        for row in standing_reasons(round_, on)
        if row.area_id in codes
    ]
    return (*given, *measured_reasons(round_, codes.values(), on))


def weeks_for(round_: Round, places: Iterable[Place]) -> dict[str, Weeks]:
    """Return in which weeks of a round each place can have fieldwork."""
    visits = [*joint_visits(round_), *other_visits()]
    return open_weeks(
        places,
        [visit for visit in visits if visit.last >= visit.first],
        [*pre_election_periods(), *other_closures()],
        rule=programme_of(round_.framework),
        notified=partial(notified_for, round_.framework),
        span=(round_.first, round_.last),
    )


def joint_visits(round_: Round) -> list[Visit]:
    """Return the joint inspections that take up an area: opened ones, and those of other rounds that have their week."""
    opened = Inspection.objects.exclude(fieldwork_from=None).exclude(round_area__round=round_).select_related("area")
    planned = RoundArea.objects.standing().filter(inspection=None, week__isnull=False).exclude(round=round_)
    rows = [
        (one.area, UNTOLD if is_secret(one) else "A joint inspection", one.fieldwork_from, one.fieldwork_to or one.fieldwork_from)
        for one in opened
    ]
    rows += [(one.area, UNTOLD, one.week, one.week + FRIDAY) for one in planned.select_related("area")]
    facts = facts_of(area for area, *_ in rows)
    return [_visit(facts[area.code], *when) for area, *when in rows]


def _visit(place: Place, title: str, first: date, last: date) -> Visit:
    shared = {"force": place.force, "health": place.health}
    return Visit(kind=JOINT, title=title, first=first, last=last, source=OURS, area=place.code, **shared)


def pre_election_periods() -> list[Closure]:
    """Return the pre-election periods that stand, each of its area."""
    rows = PreElectionPeriod.objects.filter(struck_at=None).select_related("area")
    return [
        Closure("pre_election", row.first, row.last, row.source, frozenset({row.area.code}), f"Pre-election period: {row.election}")
        for row in rows
    ]


def asked_of(round_: Round, on: date) -> Asked:
    """Return what a round asks of its choice: the framework's shares and limits, with the round's own weights of grounds."""
    weights = {ground: int(weight) for ground, weight in round_.asked.get("weights", {}).items()}
    return asked_for(programme_of(round_.framework), round_.number, on, weights)
