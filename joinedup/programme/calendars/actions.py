"""The only writers of the calendars of others. A file comes in whole or not at all; what is there already is left as it is."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Area
from joinedup.audit.actions import record
from joinedup.people.models import Person
from joinedup.programme.calendars.enums import VisitKind
from joinedup.programme.calendars.models import CalendarFile, OtherInspection, SchoolHoliday
from joinedup.programme.calendars.rules import CalendarRefused, check_can_keep_calendars
from joinedup.programme.core.visit_files import Fault, HolidayRow, VisitRow, read_holidays, read_visits


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: the faults, with nothing kept; or the kept file, how many rows are new, how many were there already."""

    faults: tuple[Fault, ...] = ()
    file: CalendarFile | None = None
    new: int = 0
    known: int = 0


@transaction.atomic
def take_inspections(*, by: Person, name: str, data: bytes) -> Taken:
    """Take in a CSV of inspections by any inspectorate: all its rows, or none and every fault.

    Raises CalendarRefused; UnreadableFileError for what is no such file.
    """
    check_can_keep_calendars(by)
    read = read_visits(data, VisitKind.values)
    areas = {area.code: area for area in Area.objects.all()}
    faults = (*read.faults, *_unknown(read.rows, areas))
    if faults:
        return Taken(tuple(sorted(faults, key=lambda fault: fault.row)))
    file = _keep_file(by, "inspections", name, data, len(read.rows))
    there = {_key(one) for one in OtherInspection.objects.standing()}
    rows: dict[Any, OtherInspection] = {}
    for one in read.rows:
        made = _inspection(one, areas.get(one.area), file)
        if _key(made) not in there:
            rows.setdefault(_key(made), made)
    OtherInspection.objects.bulk_create(rows.values())
    _log(by, file, new=len(rows))
    return Taken(file=file, new=len(rows), known=len(read.rows) - len(rows))


@transaction.atomic
def take_holidays(*, by: Person, name: str, data: bytes) -> Taken:
    """Take in a CSV of school holidays: all its rows, or none and every fault. Raises CalendarRefused; UnreadableFileError."""
    check_can_keep_calendars(by)
    read = read_holidays(data)
    areas = {area.code: area for area in Area.objects.all()}
    faults = (*read.faults, *_unknown(read.rows, areas))
    if faults:
        return Taken(tuple(sorted(faults, key=lambda fault: fault.row)))
    file = _keep_file(by, "holidays", name, data, len(read.rows))
    there = set(SchoolHoliday.objects.standing().values_list("area__code", "first", "last"))
    rows: dict[Any, SchoolHoliday] = {}
    for one in read.rows:
        key = (one.area or None, one.first, one.last)
        said = {"title": one.title, "first": one.first, "last": one.last, "source": one.source}
        if key not in there:
            rows.setdefault(key, SchoolHoliday(area=areas.get(one.area), file=file, row=one.row, **said))
    SchoolHoliday.objects.bulk_create(rows.values())
    _log(by, file, new=len(rows))
    return Taken(file=file, new=len(rows), known=len(read.rows) - len(rows))


@transaction.atomic
def strike_out(*, by: Person, row: OtherInspection | SchoolHoliday, why: str) -> None:
    """Strike out what was entered wrongly or will not be: it bars nothing any more and stays readable. Raises CalendarRefused."""
    check_can_keep_calendars(by)
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.struck_at is not None:
        raise CalendarRefused("This is struck out already.")
    if not why.strip():
        raise CalendarRefused("Say why it is struck out.")
    row.struck_at, row.struck_by, row.struck_why = timezone.now(), by, why.strip()
    row.save(update_fields=["struck_at", "struck_by", "struck_why"])
    kind = str(row._meta.verbose_name)
    record(by=by, chain="", action="calendar entry struck out", object_kind=kind, object_id=str(row.pk), why=why.strip())


def _unknown(rows: Iterable[VisitRow | HolidayRow], areas: Mapping[str, Area]) -> list[Fault]:
    return [
        Fault(row.row, "area", f"The register has no area with the code “{row.area}”.")
        for row in rows
        if row.area and row.area not in areas
    ]


def _inspection(one: VisitRow, area: Area | None, file: CalendarFile) -> OtherInspection:
    said = {"inspectorate": one.inspectorate, "kind": one.kind, "title": one.title, "force": one.force, "health": list(one.health)}
    days = {"first": one.first, "last": one.last}
    return OtherInspection(area=area, source=one.source, address=one.address, file=file, row=one.row, **said, **days)


def _key(one: OtherInspection) -> tuple[Any, ...]:
    """Return what makes two rows the same inspection."""
    return (one.inspectorate, one.kind, one.area_id, one.force, tuple(one.health), one.first, one.last)


def _keep_file(by: Person, holds: str, name: str, data: bytes, rows: int) -> CalendarFile:
    digest = hashlib.sha256(data).hexdigest()
    return CalendarFile.objects.create(holds=holds, name=name[:200], sha256=digest, rows=rows, taken_by=by)


def _log(by: Person, file: CalendarFile, **detail: Any) -> None:
    told = {"holds": file.holds, "sha256": file.sha256, "rows": file.rows, **detail}
    record(by=by, chain="", action="calendar file taken in", object_kind="calendar file", object_id=str(file.pk), detail=told)
