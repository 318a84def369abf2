"""Reading the register of inspectors, and what of it a plan may know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from joinedup.areas.models import Area, Inspectorate
from joinedup.people.models import Person
from joinedup.programme.core.roster import shape
from joinedup.programme.inspectors.enums import Holds, InterestKind
from joinedup.programme.inspectors.models import Away, DeclaredInterest, Inspector, OfficeMember, Training, offices_of

_WEEK = timedelta(weeks=1)
_TO_FRIDAY = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Held:
    """That a person has an interest in an area: its kind and what it does, and nothing that tells the area or the words."""

    kind: InterestKind
    holds: Holds


def inspectors_seen_by(person: Person) -> QuerySet[Inspector]:
    """Return the entries a person may see, by inspectorate and name: their own, and those their programme office keeps."""
    found = Inspector.objects.all().visible_to(person).select_related("person", "inspectorate")
    return found.order_by("inspectorate__name", "person__name", "person__email")


def offices_kept_by(person: Person) -> list[Inspectorate]:
    """Return the inspectorates in whose programme office a person works, by name."""
    keys = offices_of(person).values("inspectorate")
    return list(Inspectorate.objects.filter(pk__in=keys))


def office_members(inspectorate: Inspectorate) -> QuerySet[OfficeMember]:
    """Return who works in a programme office now, by name."""
    rows = OfficeMember.objects.filter(inspectorate=inspectorate, ended_at=None).select_related("person")
    return rows.order_by("person__name")


def times_away(person: Person, inspector: Inspector) -> QuerySet[Away]:
    """Return an inspector's times away that stand, as far as a person may see them, the first first."""
    return Away.objects.all().visible_to(person).standing().filter(inspector=inspector)


def trainings(person: Person, inspector: Inspector) -> QuerySet[Training]:
    """Return what an inspector was trained for, as far as a person may see it, the latest first."""
    return Training.objects.all().visible_to(person).standing().filter(inspector=inspector)


def interests_seen_by(person: Person) -> QuerySet[DeclaredInterest]:
    """Return the declarations that stand, as far as a person may see them."""
    rows = DeclaredInterest.objects.all().visible_to(person).standing()
    return rows.select_related("inspector__person", "inspector__inspectorate", "area", "agency", "decided_by")


def interests(person: Person, inspector: Inspector) -> QuerySet[DeclaredInterest]:
    """Return an inspector's declarations that stand, as far as a person may see them, the first first."""
    return interests_seen_by(person).filter(inspector=inspector)


def interests_in(people: Iterable[Person], area: Area) -> dict[Any, tuple[Held, ...]]:
    """Return for each person (by id) with an interest in an area, or in an agency that serves it, its kinds, blocking ones first.

    It answers kinds alone: who asks must know the area already, and learns nothing of why.
    """
    rows = DeclaredInterest.objects.standing().filter(Q(area=area) | Q(agency__areas=area), inspector__person__in=list(people))
    found: dict[Any, set[tuple[str, str]]] = defaultdict(set)
    for key, holds, kind in rows.values_list("inspector__person", "holds", "kind"):
        found[key].add((holds, kind))
    return {key: tuple(Held(InterestKind(kind), Holds(holds)) for holds, kind in sorted(held)) for key, held in found.items()}


def roster_inspectors(
    inspectorates: Iterable[str], areas: Mapping[str, Area], first: date, last: date, carried: Mapping[Any, int] | None = None
) -> tuple[shape.Inspector, ...]:
    """Return the inspectors of those inspectorates as the roster needs to know them, between two days; by key.

    `areas`: key in the roster → area. `carried`: inspections of the year done outside the round, by person's id. A week in which
    somebody is away on any day they work counts as away. An interest in several ways is told as one that blocks where one does.
    """
    rows = Inspector.objects.filter(inspectorate__code__in=list(inspectorates), person__is_active=True)
    rows = rows.filter(Q(left_on=None) | Q(left_on__gt=first)).select_related("person", "inspectorate")
    away = _weeks_away(rows, first, last)
    barred = _barred(rows, areas)
    done = carried or {}
    made = (
        shape.Inspector(
            key=str(row.person_id),
            inspectorate=row.inspectorate.code,
            grade=row.grade,
            base=row.base,
            specialisms=frozenset(row.specialisms),
            may_lead=row.may_lead,
            away=frozenset(away[row.pk] | _after(row.left_on, last)),
            share=row.share,
            carried=done.get(row.person_id, 0),
            barred=barred[row.pk],
            called=row.person.name,
        )
        for row in rows
    )
    return tuple(sorted(made, key=lambda one: (one.key, one.inspectorate)))


def _weeks_away(rows: QuerySet[Inspector], first: date, last: date) -> dict[Any, set[date]]:
    found: dict[Any, set[date]] = defaultdict(set)
    times = Away.objects.standing().filter(inspector__in=rows, first__lte=last, last__gte=first)
    for key, begins, ends in times.values_list("inspector", "first", "last"):
        found[key].update(mondays_touched(max(begins, first), min(ends, last)))
    return found


def mondays_touched(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks in which at least one Monday to Friday lies in first to last."""
    monday = first - timedelta(days=first.weekday())
    found = []
    while monday <= last:
        if first <= monday + _TO_FRIDAY:
            found.append(monday)
        monday += _WEEK
    return found


def _after(left_on: date | None, last: date) -> set[date]:
    return set() if left_on is None else set(mondays_touched(left_on, last))


def _barred(rows: QuerySet[Inspector], areas: Mapping[str, Area]) -> dict[Any, dict[str, shape.Barred]]:
    keys = {area.pk: key for key, area in areas.items()}
    places = list(areas.values())
    declared = DeclaredInterest.objects.standing().filter(inspector__in=rows)
    pairs = [
        *declared.filter(area__in=places).values_list("inspector", "area", "kind", "holds"),
        *declared.filter(agency__areas__in=places).values_list("inspector", "agency__areas", "kind", "holds"),
    ]
    found: dict[Any, dict[str, shape.Barred]] = defaultdict(dict)
    for inspector, area, kind, holds in sorted(pairs, key=lambda pair: (pair[3] == Holds.BLOCKS, pair[2])):
        if area in keys:  # an agency serves others too
            found[inspector][keys[area]] = shape.Barred(kind, holds == Holds.BLOCKS)
    return found
