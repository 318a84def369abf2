"""The only writers of what agencies are asked about children, and the door by which an agency learns who a child is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.cases.asked.enums import LEFT_OUT, ChildEntryKind, ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry, FollowedChild
from joinedup.cases.asked.queries import items_about, records_pinned, still_followed
from joinedup.cases.asked.rules import (
    check_awaited,
    check_can_ask_about_children,
    check_can_decide_on_time,
    check_can_do,
    check_can_move_many,
    check_can_move_request,
    check_can_read_all_asked,
    check_can_read_asked,
    check_can_read_who,
    check_can_wish_for_time,
    check_later,
)
from joinedup.cases.audits.enums import AuditState
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import cohort_under, draw_of, sample_of, sampled_codes, tracked_children
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.intake.due import due_day
from joinedup.intake.reading import check_document
from joinedup.linkage.core.identity import Identity, identity_of
from joinedup.method.calendar import add_working_days
from joinedup.method.framework import ChildRequest as ChildItem
from joinedup.people.models import Person
from joinedup.vault import files


@dataclass(frozen=True)
class Who:
    """Who a child is, for one agency: its own records (RECORD) of the child, or, where it has none, what others' lists say."""

    records: tuple[dict[str, Any], ...]
    identity: Identity | None


@transaction.atomic
def ask_about_children(*, by: Person, inspection: Inspection, only: TrackedChild | None = None) -> list[ChildRequest]:
    """Ask every agency what the framework asks about each tracked and sampled child; return what is new or asked again.

    With `only`, about that tracked child alone. What was asked before stays as it stands; what was withdrawn is asked again. Due
    is the framework's working day, and never sooner than the days it leaves an agency from today. Raises InspectionRefused.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_ask_about_children(by, inspection)
    parts = list(agencies(inspection))
    asked = [row for child, of in _to_ask(inspection, only) for row in _put(by, child, of, parts)]
    if not asked:
        raise InspectionRefused("There is nobody left to ask about: every agency was asked about every child chosen.")
    children = len({row.child_id for row in asked})
    _record(by, inspection, "agencies asked about children chosen", requests=len(asked), children=children)
    return asked


def _to_ask(inspection: Inspection, only: TrackedChild | None) -> list[tuple[FollowedChild, str]]:
    """Return the children to ask about and what each is (tracked | sampled), made where they are new."""
    tracked = [child for child in tracked_children(inspection) if only in (None, child)]
    chosen = [(_followed(child), "tracked") for child in tracked]
    sample = sample_of(inspection)
    if only is not None or sample is None or not any("sampled" in item.of for item in inspection.framework.child_requests):
        return chosen
    there = {child.child_id for child, _ in chosen}
    left = [child for child in draw_of(sample).sampled if child not in there]
    held = {row.child_id: row for row in FollowedChild.objects.filter(inspection=inspection, child_id__in=left)}
    codes, records = sampled_codes(sample), _records_of(sample, [child for child in left if child not in held])
    made = [
        FollowedChild(inspection=inspection, child_id=child, code=codes[child], records=records[child])
        for child in left
        if child not in held
    ]
    FollowedChild.objects.bulk_create(made)
    return [*chosen, *((row, "sampled") for row in (*held.values(), *made))]


def _records_of(sample: Any, children: Sequence[str]) -> dict[str, list[str]]:
    """Return the pinned record ids of each child of the cohort."""
    found = cohort_under(sample).filter(pl.col("child_id").is_in(list(children)))
    return {child: list(records) for child, records in found.select("child_id", "records").iter_rows()}


def _followed(tracked: TrackedChild) -> FollowedChild:
    """Return the tracked child as agencies are asked about it; one sampled before is called by its new code from now on."""
    found = FollowedChild.objects.filter(inspection=tracked.inspection, child_id=tracked.child_id).first()
    if found is None:
        made = FollowedChild(inspection=tracked.inspection, child_id=tracked.child_id, code=tracked.code, tracked=tracked)
        made.records = tracked.records
        made.save(force_insert=True)
        return made
    if found.tracked_id is None:
        found.tracked, found.code = tracked, tracked.code
        found.save(update_fields=["tracked", "code"])
    return found


def _put(by: Person, child: FollowedChild, of: str, parts: Iterable[Agency]) -> list[ChildRequest]:
    """Ask the agencies about one child, and write down that each was asked."""
    there = {(row.agency_id, row.item): row for row in child.requests.select_related("agency")}
    wanted = [(agency, item) for agency in parts for item in items_about(child.inspection, of, agency)]
    new = [_request(child, agency, item) for agency, item in wanted if (agency.pk, item.id) not in there]
    again = [there[key] for agency, item in wanted if (key := (agency.pk, item.id)) in there]
    again = [row for row in again if row.state == ChildRequestState.WITHDRAWN]
    days = {item.id: _due(child.inspection, item) for _, item in wanted}
    for row in again:
        row.state, row.due_on = ChildRequestState.ASKED, days[row.item]
    if child.tracked_id and any(row.kind == ChildRequestKind.JOINT_AUDIT for row in new):
        JointAudit.objects.get_or_create(tracked=child.tracked, defaults={"inspection": child.inspection})
    ChildRequest.objects.bulk_create(new)
    ChildRequest.objects.bulk_update(again, ["state", "due_on"])
    _say_all(by, [(row, ChildEntryKind.ASKED) for row in new] + [(row, ChildEntryKind.AGAIN) for row in again])
    return [*new, *again]


def _request(child: FollowedChild, agency: Agency, item: ChildItem) -> ChildRequest:
    return ChildRequest(
        inspection=child.inspection,
        child=child,
        agency=agency,
        item=item.id,
        kind=ChildRequestKind(item.kind),
        title=item.title,
        purpose=item.purpose,
        due_on=_due(child.inspection, item),
    )


def _due(inspection: Inspection, item: ChildItem) -> date:
    return max(due_day(inspection.notified_on, item.due), add_working_days(timezone.localdate(), item.at_least))


@transaction.atomic
def withdraw_about(*, by: Person, inspection: Inspection, child_id: str, why: str = LEFT_OUT) -> list[ChildRequest]:
    """Withdraw what is awaited about a child that is left out. Called within the action that leaves it out, which checks.

    What was handed over stays. `why` is read by the agencies.
    """
    rows = ChildRequest.objects.select_for_update(of=("self",)).filter(inspection=inspection, child__child_id=child_id)
    open_states = (ChildRequestState.ASKED, ChildRequestState.NOT_HELD)
    gone = list(rows.filter(state__in=open_states).select_related("agency", "inspection"))
    for row in gone:
        _move(by, row, ChildRequestState.WITHDRAWN, ChildEntryKind.WITHDRAWN, why)
    return gone


@transaction.atomic
def hand_over(*, by: Person, request: ChildRequest, filename: str, data: bytes, words: str = "") -> ChildRequestEntry:
    """Take in a file about a child; earlier ones stay. Returns its receipt.

    Raises InspectionRefused; UnusableFile where it is empty or too large.
    """
    locked = _locked(request)
    check_can_do(by, locked, ChildEntryKind.HANDED_OVER)
    check_document("The file", data)
    file = files.store(scope=locked.inspection_id, kind="child document", data=data)
    kept = {"file": file, "filename": filename}
    return _move(by, locked, ChildRequestState.DONE, ChildEntryKind.HANDED_OVER, words, detail={"sha256": file.sha256}, **kept)


@transaction.atomic
def say_done(*, by: Person, request: ChildRequest, way: ChildEntryKind, words: str) -> ChildRequestEntry:
    """Say where the child's record is made available, or answer what was asked.

    Raises InspectionRefused; ValueError without words.
    """
    locked, way = _locked(request), ChildEntryKind(way)
    check_can_do(by, locked, way)
    if way == ChildEntryKind.HANDED_OVER:
        raise InspectionRefused("Choose the file to hand over.")
    _check_said(words, "Say where and how it is available." if way == ChildEntryKind.AVAILABLE else "Write the answer.")
    return _move(by, locked, ChildRequestState.DONE, way, words)


@transaction.atomic
def say_not_held(*, by: Person, request: ChildRequest, words: str) -> ChildRequestEntry:
    """Say that the agency does not hold what it is asked for, and why. Raises InspectionRefused; ValueError without words."""
    locked = _locked(request)
    check_can_move_request(by, locked, ChildRequestState.NOT_HELD)
    _check_said(words, "Say why it is not held, or who holds it.")
    entry = _move(by, locked, ChildRequestState.NOT_HELD, ChildEntryKind.NOT_HELD, words)
    _open_parts(locked)
    return entry


@transaction.atomic
def say_of_many(
    *, by: Person, inspection: Inspection, agency: Agency, requests: Iterable[UUID], held: bool, words: str
) -> list[ChildRequest]:
    """Say of several children's records at once where and how they are made available, or that the agency holds none and why.

    `requests` are ids of what this agency is asked. Raises InspectionRefused; ValueError without words or requests.
    """
    asked = ChildRequest.objects.select_for_update(of=("self",)).filter(inspection=inspection, agency=agency, pk__in=list(requests))
    rows = list(asked.filter(kind=ChildRequestKind.CASE_FILE).select_related("inspection", "agency", "child"))
    _check_said(words, "Say where and how they are available, or why they are not held.")
    if not rows:
        raise ValueError("Tick the children you answer for.")
    to = ChildRequestState.DONE if held else ChildRequestState.NOT_HELD
    check_can_move_many(by, rows, to)
    for row in rows:
        row.state, row.wished_until = to, None
    ChildRequest.objects.bulk_update(rows, ["state", "wished_until"])
    kind = ChildEntryKind.AVAILABLE if held else ChildEntryKind.NOT_HELD
    ChildRequestEntry.objects.bulk_create(_entry(by, row, kind, words.strip()) for row in rows)
    codes = sorted(row.child.code for row in rows)
    _record(by, inspection, f"child requests: {kind.label.lower()}", agency=agency.key, codes=codes)
    return rows


@transaction.atomic
def ask_again(*, by: Person, request: ChildRequest, words: str) -> ChildRequestEntry:
    """Ask again for what was done otherwise than asked, or is said not to be held. Raises InspectionRefused; ValueError."""
    locked = _locked(request)
    if locked.state == ChildRequestState.WITHDRAWN:
        raise InspectionRefused("Ask about the child again: nothing is asked about it now.")
    check_can_move_request(by, locked, ChildRequestState.ASKED)
    _check_said(words, "Say what is still needed.")
    return _move(by, locked, ChildRequestState.ASKED, ChildEntryKind.AGAIN, words)


@transaction.atomic
def withdraw(*, by: Person, request: ChildRequest, words: str) -> ChildRequestEntry:
    """Take back one thing asked about a child; the agency reads why. Raises InspectionRefused; ValueError without words."""
    locked = _locked(request)
    check_can_move_request(by, locked, ChildRequestState.WITHDRAWN)
    _check_said(words, "Say why it is withdrawn.")
    entry = _move(by, locked, ChildRequestState.WITHDRAWN, ChildEntryKind.WITHDRAWN, words)
    _open_parts(locked)
    return entry


@transaction.atomic
def remind(*, by: Person, request: ChildRequest, words: str = "") -> ChildRequestEntry:
    """Remind an agency of what is awaited. Raises InspectionRefused."""
    locked = _locked(request)
    check_may_write(by, locked.inspection)
    check_awaited(locked)
    return _say(by, locked, ChildEntryKind.REMINDED, words)


@transaction.atomic
def wish_for_time(*, by: Person, request: ChildRequest, until: date, words: str) -> ChildRequestEntry:
    """Ask for more time. Until the team decides it is due when it was. Raises InspectionRefused; ValueError."""
    locked = _locked(request)
    check_can_wish_for_time(by, locked)
    check_later(until, locked)
    _check_said(words, "Say why you need more time.")
    locked.wished_until = until
    locked.save(update_fields=["wished_until"])
    return _say(by, locked, ChildEntryKind.TIME_WISHED, words, due_before=locked.due_on, due_after=until)


@transaction.atomic
def give_time(*, by: Person, request: ChildRequest, until: date, words: str) -> ChildRequestEntry:
    """Give an agency more time, asked for or not. Raises InspectionRefused; ValueError."""
    locked = _locked(request)
    check_can_decide_on_time(by, locked)
    check_later(until, locked)
    before, locked.due_on, locked.wished_until = locked.due_on, until, None
    locked.save(update_fields=["due_on", "wished_until"])
    return _say(by, locked, ChildEntryKind.TIME_GIVEN, words, due_before=before, due_after=until)


@transaction.atomic
def refuse_time(*, by: Person, request: ChildRequest, words: str) -> ChildRequestEntry:
    """Leave it due when it was, and say why. Raises InspectionRefused; ValueError without words or a wish."""
    locked = _locked(request)
    check_can_decide_on_time(by, locked)
    _check_said(words, "Say why no more time is given.")
    if locked.wished_until is None:
        raise InspectionRefused("Nobody has asked for more time.")
    locked.wished_until = None
    locked.save(update_fields=["wished_until"])
    return _say(by, locked, ChildEntryKind.TIME_REFUSED, words)


def note_audited(*, by: Person, request: ChildRequest) -> None:
    """Write down that an agency's part in the joint audit is handed in. Called within the action that takes it in, which checks."""
    if request.state != ChildRequestState.DONE:
        _move(by, request, ChildRequestState.DONE, ChildEntryKind.AUDITED, "")
    _open_parts(request)


def _open_parts(request: ChildRequest) -> None:
    """Open the parts of a joint audit to each other once one is in and none is awaited: who holds nothing keeps nobody waiting."""
    if request.kind != ChildRequestKind.JOINT_AUDIT or not still_followed(request.child):
        return
    states = set(ChildRequest.objects.filter(child=request.child, kind=request.kind).values_list("state", flat=True))
    if ChildRequestState.DONE in states and ChildRequestState.ASKED not in states:
        parts = JointAudit.objects.filter(tracked=request.child.tracked_id, state=AuditState.PARTS)
        parts.update(state=AuditState.AGREEING)


def open_who(*, by: Person, child: FollowedChild, agency: Agency) -> Who:
    """Return who a child is to somebody of an agency asked about it, and log the read. Raises InspectionRefused.

    An agency sees its own records and no others'; where it has none, what the others' lists say of who the child is, without
    saying whose they are.
    """
    check_can_read_who(by, child, agency)
    _record_read(by, child, "child followed opened", code=child.code, agency=agency.key)
    records = records_pinned(child)
    own = tuple(records.filter(pl.col("agency") == agency.key).iter_rows(named=True))
    return Who(own, None if own else identity_of(records, agency.key))


def open_requests(*, by: Person, child: FollowedChild, requests: Sequence[ChildRequest]) -> list[ChildRequest]:
    """Return what is asked about a child, with what was said, to the team or the agency asked; log the read."""
    check_can_read_all_asked(by, child, requests)
    _record_read(by, child, "requests about a child opened", code=child.code, requests=len(requests))
    return list(requests)


def open_file(*, by: Person, entry: ChildRequestEntry) -> bytes:
    """Return a file handed over to somebody of the team or of the agency, and log the read. Raises InspectionRefused."""
    request = entry.request
    check_can_read_asked(by, request)
    if entry.file is None:
        raise InspectionRefused("No file was handed over here.")
    _record_read(
        by, entry, "file about a child opened", code=request.child.code, agency=request.agency.key, sha256=entry.file.sha256
    )
    return files.read(entry.file)


def _move(
    by: Person, request: ChildRequest, to: ChildRequestState, kind: ChildEntryKind, words: str, **more: Any
) -> ChildRequestEntry:
    request.state, request.wished_until = to, None
    request.save(update_fields=["state", "wished_until"])
    return _say(by, request, kind, words, **more)


def _say(
    by: Person, request: ChildRequest, kind: ChildEntryKind, words: str, detail: dict[str, object] | None = None, **more: Any
) -> ChildRequestEntry:
    entry = _entry(by, request, kind, words.strip(), **more)
    entry.save(force_insert=True)
    about = {"item": request.item, "agency": request.agency.key, "code": request.child.code, **(detail or {})}
    _record(by, request, f"child request: {kind.label.lower()}", **about)
    return entry


def _say_all(by: Person, told: Iterable[tuple[ChildRequest, ChildEntryKind]]) -> None:
    ChildRequestEntry.objects.bulk_create(_entry(by, request, kind) for request, kind in told)


def _entry(by: Person, request: ChildRequest, kind: ChildEntryKind, words: str = "", **more: Any) -> ChildRequestEntry:
    now = timezone.now()
    return ChildRequestEntry(inspection=request.inspection, request=request, kind=kind, by=by, at=now, words=words, **more)


def _record(by: Person, row: ChildRequest | Inspection, action: str, **detail: object) -> None:
    chain, kind = str(getattr(row, "inspection_id", row.pk)), row._meta.model_name or ""
    record(by=by, chain=chain, action=action, object_kind=kind, object_id=str(row.pk), detail=detail)


def _record_read(by: Person, row: FollowedChild | ChildRequestEntry, action: str, **detail: object) -> None:
    chain, kind = str(row.inspection_id), row._meta.model_name or ""
    record_read(by=by, chain=chain, action=action, object_kind=kind, object_id=str(row.pk), detail=detail)


def _locked(request: ChildRequest) -> ChildRequest:
    if request.kind == ChildRequestKind.JOINT_AUDIT:  # the audit first, as whoever hands a part in locks them
        list(JointAudit.objects.select_for_update().filter(tracked__followed=request.child_id))
    rows = ChildRequest.objects.select_for_update(of=("self",)).select_related("inspection", "agency", "child")
    return rows.get(pk=request.pk)


def _check_said(words: str, sentence: str) -> None:
    if not words.strip():
        raise ValueError(sentence)
