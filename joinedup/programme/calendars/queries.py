"""Reading the calendars of others: as pages show them, and as the burden rule reads them."""

from datetime import date

from django.db.models import Q, QuerySet

from joinedup.areas.models import Area
from joinedup.people.models import Person
from joinedup.programme.calendars.models import CalendarFile, OtherInspection, SchoolHoliday
from joinedup.programme.core.burden.shape import Closure, Visit


def inspections_seen_by(person: Person) -> QuerySet[OtherInspection]:
    """Return every inspection entered, the latest first, struck out ones too; none for who works for no inspectorate."""
    return OtherInspection.objects.all().visible_to(person).select_related("area", "file")


def inspections_of_area(person: Person, area: Area, force: str = "", health: tuple[str, ...] = ()) -> list[OtherInspection]:
    """Return the inspections that stand of an area, its force or its health bodies, the latest first."""
    rows = inspections_seen_by(person).standing().filter(Q(area=area) | Q(force=force, area=None) | Q(area=None, force=""))
    shared = set(health)
    return [row for row in rows if row.area_id == area.pk or (force and row.force == force) or shared & set(row.health)]


def holidays_seen_by(person: Person) -> QuerySet[SchoolHoliday]:
    """Return every school holiday entered, in order of days, struck out ones too."""
    return SchoolHoliday.objects.all().visible_to(person).select_related("area", "file")


def files_seen_by(person: Person) -> QuerySet[CalendarFile]:
    """Return the files taken in, the latest first."""
    return CalendarFile.objects.all().visible_to(person).select_related("taken_by")


def visits(first: date | None = None, last: date | None = None) -> list[Visit]:
    """Return the inspections that stand as the burden rule reads them, of all days or those that touch first to last."""
    rows = OtherInspection.objects.standing().select_related("area")
    if first is not None:
        rows = rows.filter(last__gte=first)
    if last is not None:
        rows = rows.filter(first__lte=last)
    return [
        Visit(
            kind=row.kind,
            title=f"{row.title} ({row.inspectorate})",
            first=row.first,
            last=row.last,
            source=row.source,
            area=row.area.code if row.area else "",
            force=row.force,
            health=tuple(row.health),
        )
        for row in rows
    ]


def school_holidays() -> list[Closure]:
    """Return the school holidays that stand as the burden rule reads them."""
    rows = SchoolHoliday.objects.standing().select_related("area")
    return [
        Closure(
            kind="school_holiday",
            first=row.first,
            last=row.last,
            source=row.source,
            areas=frozenset({row.area.code}) if row.area else None,
            title=row.title,
        )
        for row in rows
    ]
