"""The only writers of interruptions, and of the key dates they move."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency, Inspectorate
from joinedup.audit.actions import record, record_read
from joinedup.inspections.enums import ON_SITE, Stage
from joinedup.inspections.interruptions.enums import MOVES_DATES, AskedBy, InterruptionKind, InterruptionState
from joinedup.inspections.interruptions.models import Interruption, InterruptionEntry, InterruptionSeen, KeyDateMove
from joinedup.inspections.interruptions.queries import news_of, times_lost
from joinedup.inspections.interruptions.rules import check_can_ask, check_can_move_interruption, rule_of
from joinedup.inspections.models import Inspection, KeyDate
from joinedup.inspections.notifying.rules import DayQuestioned, done_by
from joinedup.inspections.queries import agencies, inspections_of, is_to_come
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.inspections.setting_up.actions import count_anew
from joinedup.method.calendar import KeyDay
from joinedup.method.moving import moved_beyond
from joinedup.people.models import Person

#: Days further apart than this are asked about: they may be mistyped.
FAR: Final = timedelta(days=60)


class InterruptionError(ValueError):
    """What was said of an interruption cannot be; the message says what to put right."""


@transaction.atomic
def ask_for(
    *,
    by: Person,
    inspection: Inspection,
    kind: str,
    asker: Agency | Inspectorate,
    post: str,
    grounds: str,
    begins: date,
    until: date | None = None,
    asked_on: date | None = None,
    although: bool = False,
) -> Interruption:
    """Write down who asks for an interruption, an agency or an inspectorate. Raises InspectionRefused, InterruptionError.

    DayQuestioned is raised for days that look wrong, unless `although`.
    `until` is the day on which the work goes on, or the last day of gathering more; null while nobody knows it.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_ask(by, inspection, kind, asker if isinstance(asker, Agency) else None)
    asked_on = asked_on or timezone.localdate()
    asked = Interruption(inspection=inspection, kind=InterruptionKind(kind), begins=begins, until=until, recorded_by=by)
    asked.asked_by = _asker(asked, asker)
    asked.post, asked.grounds, asked.asked_on = post.strip(), grounds.strip(), asked_on
    _check(asked)
    if not although:
        check_days_likely(asked)
    asked.number = (Interruption.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    asked.save(force_insert=True)
    _log(by, asked, "interruption asked for", kind=str(asked.kind), asked_by=str(asked.asked_by))
    return asked


@transaction.atomic
def decide_interruption(
    *,
    by: Person,
    interruption: Interruption,
    to: str,
    words: str = "",
    begins: date | None = None,
    until: date | None = None,
    although: bool = False,
) -> Interruption:
    """Agree, refuse, withdraw or end an interruption; a deferral or a pause moves the key dates that lie ahead.

    Agreed: from `begins` (as asked where null) until `until` (open where null). Ended: `until` is the day on which the work goes
    on, until which it holds; days lost beyond those counted already move the dates again, fewer leave them as people were told.
    Raises InspectionRefused, InterruptionError; DayQuestioned for days that look wrong, unless `although`.
    """
    Inspection.objects.select_for_update().get(pk=interruption.inspection_id)
    interruption = Interruption.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=interruption.pk)
    goal = InterruptionState(to)
    check_can_move_interruption(by, interruption, goal)
    if goal in (InterruptionState.REFUSED, InterruptionState.WITHDRAWN) and not words.strip():
        raise InterruptionError("Say why.")
    before = interruption.state
    _set_days(interruption, goal, begins, until)
    if goal in (InterruptionState.AGREED, InterruptionState.ENDED) and not although:
        check_days_likely(interruption)
    interruption.state = goal
    interruption.save(update_fields=["state", "begins", "until"])
    entry = _keep(by, interruption, before, words)
    if interruption.kind in MOVES_DATES and goal in (InterruptionState.AGREED, InterruptionState.ENDED) and interruption.until:
        _move_dates(entry, interruption.begins, interruption.until)
    _log(by, interruption, "interruption decided", before=str(before), to=str(goal), moved=entry.moves.count())
    return interruption


@transaction.atomic
def see_interruptions(*, by: Person, inspection: Inspection) -> list[InterruptionEntry]:
    """Return what somebody of the inspection is told of a deferral or a pause, and keep that they saw it the first time.

    Raises InspectionRefused for anybody the inspection does not exist for.
    """
    if not inspections_of(by).filter(pk=inspection.pk).exists():
        raise InspectionRefused("There is no such inspection.")
    told = news_of(inspection)
    seen = set(InterruptionSeen.objects.filter(entry__in=told, person=by).values_list("entry", flat=True))
    for entry in (entry for entry in told if entry.pk not in seen):
        _, first = InterruptionSeen.objects.get_or_create(entry=entry, person=by)  # another window may have been quicker
        if first:
            _log(by, entry.interruption, "interruption seen", entry=str(entry.pk))
    return told


def open_interruption(*, by: Person, interruption: Interruption) -> Interruption:
    """Return an interruption to somebody of the team, and log that its grounds were read. Raises InspectionRefused."""
    check_is_inspector(by, interruption.inspection)
    about = {"object_kind": "interruption", "object_id": str(interruption.pk)}
    record_read(by=by, chain=str(interruption.inspection_id), action="interruption read", **about)
    return interruption


def _asker(asked: Interruption, asker: Agency | Inspectorate) -> AskedBy:
    """Set who asks; refuse whoever takes no part, and a side the framework does not let ask."""
    inspection, rule = asked.inspection, rule_of(asked.inspection, asked.kind)
    if isinstance(asker, Agency):
        if not agencies(inspection).filter(pk=asker.pk).exists():
            raise InspectionRefused(f"{asker} takes no part in this inspection.")
        asked.agency, side = asker, AskedBy.AREA
    else:
        if asker.code not in {part.id for part in inspection.framework.inspectorates}:
            raise InspectionRefused(f"{asker} takes no part in this inspection.")
        asked.inspectorate, side = asker, AskedBy.INSPECTORATE
    if side not in rule.asked_by:
        raise InspectionRefused(f"{rule.title}: {side.label.lower()} cannot ask for this under the framework.")
    return side


def _check(asked: Interruption) -> None:
    if not asked.post:
        raise InterruptionError("Say who asks, by post.")
    if not asked.grounds:
        raise InterruptionError("Say on what grounds it is asked for.")
    if is_to_come(asked.inspection, asked.asked_on):
        raise InterruptionError("The day it was asked for must be today or in the past.")
    _check_days(asked)


def _check_days(asked: Interruption) -> None:
    notified = asked.inspection.notified_on
    if asked.begins < notified:
        raise InterruptionError(f"It cannot begin before the day of notification, {notified.day} {notified:%B %Y}.")
    if asked.until is not None and asked.until < asked.begins:
        raise InterruptionError("It cannot be over before it begins.")
    if asked.kind in MOVES_DATES and asked.until == asked.begins:
        raise InterruptionError("The day on which the work goes on comes after the day on which it stops.")


def _set_days(interruption: Interruption, goal: InterruptionState, begins: date | None, until: date | None) -> None:
    if goal == InterruptionState.AGREED:
        interruption.begins, interruption.until = begins or interruption.begins, until
    if goal == InterruptionState.ENDED:
        interruption.until = until or timezone.localdate()
    if goal in (InterruptionState.AGREED, InterruptionState.ENDED):
        _check_ended(interruption) if goal == InterruptionState.ENDED else _check_days(interruption)


def check_days_likely(asked: Interruption) -> None:
    """Question a beginning or an end that lies so far off that it may be mistyped. Raises DayQuestioned."""
    if abs(asked.begins - asked.asked_on) > FAR:
        raise DayQuestioned(
            f"It would begin on {_day(asked.begins)}, and was asked for on {_day(asked.asked_on)}. Is it what you mean?"
        )
    if asked.until is not None and asked.until - asked.begins > FAR:
        raise DayQuestioned(f"It would last from {_day(asked.begins)} until {_day(asked.until)}. Is it what you mean?")


def _check_ended(interruption: Interruption) -> None:
    if interruption.until is not None and interruption.until < interruption.begins:
        raise InterruptionError("It cannot be over before it begins.")


def _keep(by: Person, interruption: Interruption, before: str, words: str) -> InterruptionEntry:
    entry = InterruptionEntry(inspection=interruption.inspection, interruption=interruption, by=by)
    entry.before, entry.to = before, interruption.state
    entry.begins, entry.until, entry.words = interruption.begins, interruption.until, words.strip()
    entry.save(force_insert=True)
    return entry


def _move_dates(entry: InterruptionEntry, begins: date, goes_on: date) -> None:
    """Move what lies ahead from the day that holds by the days nobody counted yet; every day as it stood is kept beside."""
    inspection = entry.inspection
    rows = {row.step: row for row in KeyDate.objects.filter(inspection=inspection)}
    days = [KeyDay(row.step, row.step, row.first, row.last) for row in rows.values()]
    stay, on_site = done_by(Stage(inspection.stage)), inspection.fieldwork_from
    for day in moved_beyond(inspection.framework, days, (begins, goes_on), times_lost(inspection, but=entry), stay):
        row = rows[day.step]
        if (day.first, day.last) != (row.first, row.last):
            _move_date(entry, row, day)
    count_anew(by=entry.by, inspection=inspection, was=on_site)


def _move_date(entry: InterruptionEntry, row: KeyDate, day: KeyDay) -> None:
    inspection = entry.inspection
    was = {"was_computed": row.computed, "was_until": row.until}
    was |= {"was_printed": row.printed, "was_printed_until": row.printed_until}
    KeyDateMove.objects.create(inspection=inspection, entry=entry, step=row.step, computed=day.first, until=day.last, **was)
    row.computed, row.until, row.printed, row.printed_until = day.first, day.last, None, None
    row.save(update_fields=["computed", "until", "printed", "printed_until"])
    if row.step == ON_SITE:
        inspection.fieldwork_from, inspection.fieldwork_to = day.first, day.last or day.first
        inspection.save(update_fields=["fieldwork_from", "fieldwork_to"])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _log(by: Person, interruption: Interruption, action: str, **detail: Any) -> None:
    about = {"object_kind": "interruption", "object_id": str(interruption.pk), "detail": detail}
    record(by=by, chain=str(interruption.inspection_id), action=action, **about)
