"""The only writers of the circle, of printed days, of packs and calls; and the logged readings of the area's name.

Until the area is notified no detail of an audit line holds what could tell it: ids of areas and agencies, or words somebody typed.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import InspectorateMember
from joinedup.audit.actions import record, record_read
from joinedup.inspections import queries
from joinedup.inspections.actions import move_stage
from joinedup.inspections.core import pack as core
from joinedup.inspections.enums import NOTIFICATION, ON_SITE, Stage
from joinedup.inspections.models import DaySet, Inspection, KeyDate, NeedsName, NotificationCall, NotificationPack, stands_back
from joinedup.inspections.naming import check_can_name, check_may_know_area, is_secret, needs_area
from joinedup.inspections.notifying.queries import content, pack_now, packs_of
from joinedup.inspections.notifying.rules import (
    check_call,
    check_can_call,
    check_can_prepare,
    check_can_put_right,
    check_day,
    check_reached,
)
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.setting_up.actions import count_anew
from joinedup.method import calendar
from joinedup.people.models import Person


@transaction.atomic
def name_into_circle(*, by: Person, inspection: Inspection, person: Person, why: str) -> NeedsName:
    """Say that somebody needs to know the area before it is notified, and why. Raises InspectionRefused."""
    inspection = _locked(inspection)
    check_can_name(by, inspection)
    codes = [part.id for part in inspection.framework.inspectorates]
    staff = InspectorateMember.objects.filter(person=person, inspectorate__code__in=codes)
    if not person.is_active or not staff.exists():
        raise InspectionRefused(f"{person.name} works for no inspectorate that takes part.")
    if needs_area(person, inspection):
        raise InspectionRefused(f"{person.name} knows the area already.")
    if stands_back(person, inspection.pk):
        raise InspectionRefused(f"{person.name} stands back from this inspection because of an interest.")
    if not why.strip():
        raise InspectionRefused("Say why they need to know.")
    row = NeedsName.objects.create(inspection=inspection, person=person, why=why.strip(), named_by=by)
    _log(by, inspection, "named as needing the area", person=str(person.pk))
    return row


@transaction.atomic
def take_out_of_circle(*, by: Person, row: NeedsName) -> NeedsName:
    """Show somebody the area no more: what they know they keep, what they can read ends. Raises InspectionRefused."""
    row = NeedsName.objects.select_for_update().get(pk=row.pk)
    check_can_name(by, row.inspection)
    if row.ended_at is not None:
        raise InspectionRefused(f"{row.person.name} was taken out already.")
    row.ended_by, row.ended_at = by, timezone.now()
    row.save(update_fields=["ended_by", "ended_at"])
    _log(by, row.inspection, "no longer needing the area", person=str(row.person_id))
    return row


def read_area(*, by: Person, inspection: Inspection, where: str) -> str:
    """Return the area's name; while it is secret the reading is logged, with the page it was read on.

    Raises InspectionRefused for whoever does not need it.
    """
    check_may_know_area(by, inspection)
    if is_secret(inspection):
        _log_read(by, inspection, "area’s name read", where=where)
    return inspection.area.name


@transaction.atomic
def set_day(
    *, by: Person, inspection: Inspection, step: str, day: date | None, why: str = "", although: bool = False
) -> DaySet | None:
    """Print another day for a step than the counted one, or the counted one again (no day). A step that lasts keeps its length.

    The day of notification itself moves: all days are counted anew from it, and those set by hand are as counted again. Returns
    None where nothing changes. Raises InspectionRefused; DayQuestioned for a day that looks wrong, unless `although`.
    """
    inspection = _locked(inspection)
    check_can_prepare(by, inspection)
    row = _row(inspection, step)
    if day is None and step == NOTIFICATION:
        raise InspectionRefused("Enter the day of notification.")
    if _stands(row, day):
        return None
    kept = _keep(by, row, day, why, although=although)
    if step == NOTIFICATION and day is not None:
        _count_anew(inspection, day)
    else:
        _print(inspection, row, None if day == row.computed else day)
    _log(by, inspection, "printed day set", **_set(kept))
    return kept


@transaction.atomic
def put_day_right(
    *, by: Person, inspection: Inspection, step: str, day: date | None, why: str = "", although: bool = False
) -> DaySet | None:
    """Put a step's day right once the area was notified: it was moved by a mistyped deferral, say. No day: the counted one again.

    The step keeps its length, no other step moves; what is arranged for fieldwork is due anew, and the agencies are told. Returns
    None where nothing changes. Raises InspectionRefused; DayQuestioned for a day that looks wrong, unless `although`.
    """
    inspection = _locked(inspection)
    check_can_put_right(by, inspection, step)
    row, on_site = _row(inspection, step), inspection.fieldwork_from
    if _stands(row, day):
        return None
    kept = _keep(by, row, day, why, although=although)
    _print(inspection, row, None if day == row.computed else day)
    count_anew(by=by, inspection=inspection, was=on_site)
    _log(by, inspection, "day put right", **_set(kept))
    return kept


def _row(inspection: Inspection, step: str) -> KeyDate:
    row = KeyDate.objects.select_for_update().filter(inspection=inspection, step=step).first()
    if row is None:
        raise InspectionRefused("The calendar of this inspection has no such step.")
    return row


def _stands(row: KeyDate, day: date | None) -> bool:
    return day == row.first or (day is None and row.printed is None)


def _keep(by: Person, row: KeyDate, day: date | None, why: str, *, although: bool) -> DaySet:
    """Keep that a day was set, and why; refuse or question one that looks wrong."""
    if day is not None:
        check_day(row.inspection, row.step, day, although=although)
    if not why.strip():
        raise InspectionRefused("Say why the day is another one.")
    said = {"questioned": day is not None and although, "why": why.strip(), "by": by}
    return DaySet.objects.create(inspection=row.inspection, step=row.step, computed=row.computed, printed=day, **said)


def _set(kept: DaySet) -> dict[str, Any]:
    return {"step": kept.step, "day": kept.printed.isoformat() if kept.printed else "", "questioned": kept.questioned}


def _print(inspection: Inspection, row: KeyDate, day: date | None) -> None:
    """Set a row's printed days; where it is the fieldwork, the inspection's own too."""
    row.printed = day
    row.printed_until = None
    if day is not None and row.until is not None:
        row.printed_until = calendar.add_working_days(day, calendar.working_days_between(row.computed, row.until))
    row.save(update_fields=["printed", "printed_until"])
    if row.step == ON_SITE:
        _on_site(inspection, row.first, row.last or row.first)


def _count_anew(inspection: Inspection, notified_on: date) -> None:
    """Count every day from another day of notification; days set by hand fall away, each setting stays on record."""
    inspection.notified_on = notified_on
    inspection.save(update_fields=["notified_on"])
    rows = {row.step: row for row in KeyDate.objects.filter(inspection=inspection)}
    for counted in calendar.key_dates(inspection.framework, notified_on):
        if row := rows.get(counted.step):
            row.computed, row.until, row.printed, row.printed_until = counted.first, counted.last, None, None
            row.save(update_fields=["computed", "until", "printed", "printed_until"])
        if counted.step == ON_SITE:
            _on_site(inspection, counted.first, counted.last or counted.first)


def _on_site(inspection: Inspection, first: date, last: date) -> None:
    inspection.fieldwork_from, inspection.fieldwork_to = first, last
    inspection.save(update_fields=["fieldwork_from", "fieldwork_to"])


@transaction.atomic
def make_pack(*, by: Person, inspection: Inspection) -> NotificationPack:
    """Make the notification pack of what stands now, and freeze it. A later one takes its place. Raises InspectionRefused."""
    inspection = _locked(inspection)
    check_can_prepare(by, inspection)
    made = NotificationPack(inspection=inspection, number=packs_of(inspection).count() + 1, made_by=by)
    try:
        said = pack_now(inspection, str(made.pk))
    except core.PackError as reason:
        raise InspectionRefused(str(reason)) from reason
    made.content, made.sha256 = core.to_data(said), core.digest(said)
    made.save(force_insert=True)
    _log(by, inspection, "notification pack made", pack=str(made.pk), number=made.number)
    return made


def open_pack(*, by: Person, pack: NotificationPack, form: str) -> core.Pack:
    """Return what a pack says to whoever may know the area; while that is secret it is logged. Raises InspectionRefused."""
    inspection = pack.inspection
    check_may_know_area(by, inspection)
    if is_secret(inspection):
        _log_read(by, inspection, "notification pack read", pack=str(pack.pk), form=form)
    return content(pack)


@transaction.atomic
def record_attempt(*, by: Person, inspection: Inspection, called_by: Person, at: datetime, post: str) -> NotificationCall:
    """Keep that a call reached nobody: the area is not notified. Raises InspectionRefused."""
    inspection = _locked(inspection)
    pack = check_can_call(by, inspection)
    check_call(inspection, called_by, at, post)
    about = {"inspection": inspection, "pack": pack, "called_by": called_by, "at": at, "post": post.strip(), "recorded_by": by}
    call = NotificationCall.objects.create(reached=False, **about)
    _log(by, inspection, "call reached nobody", call=str(call.pk), pack=str(pack.pk))
    return call


@transaction.atomic
def notify_area(
    *, by: Person, inspection: Inspection, called_by: Person, at: datetime, post: str, said: str, asked: str = ""
) -> NotificationCall:
    """Record the call that notified the area, and move the inspection to “Notified”: from now on its agencies see it.

    `at` is the minute of the call. Raises InspectionRefused.
    """
    locked = _locked(inspection)
    pack = check_can_call(by, locked)
    check_call(locked, called_by, at, post)
    check_reached(locked, pack, at, said)
    call = NotificationCall.objects.create(
        inspection=locked,
        pack=pack,
        called_by=called_by,
        at=at.replace(second=0, microsecond=0),
        reached=True,
        post=post.strip(),
        said=said.strip(),
        asked=asked.strip(),
        recorded_by=by,
    )
    move_stage(by=by, inspection=inspection, to=Stage.NOTIFIED)
    agencies = [str(agency.pk) for agency in queries.agencies(locked)]
    told = {"call": str(call.pk), "pack": str(pack.pk), "pack_sha256": pack.sha256}
    _log(by, locked, "area notified", **told, area=str(locked.area_id), agencies=agencies)
    return call


def _locked(inspection: Inspection) -> Inspection:
    """Return the inspection locked and read again, so that of two who press at once the second meets what the first did."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def _log(by: Person, inspection: Inspection, action: str, **detail: Any) -> None:
    where = {"object_kind": "inspection", "object_id": str(inspection.pk)}
    record(by=by, chain=str(inspection.pk), action=action, detail=detail, **where)


def _log_read(by: Person, inspection: Inspection, action: str, **detail: Any) -> None:
    where = {"object_kind": "inspection", "object_id": str(inspection.pk)}
    record_read(by=by, chain=str(inspection.pk), action=action, detail=detail, **where)
