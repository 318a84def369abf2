"""The only writers of priority actions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.letter.priority.enums import PriorityEntryKind, PriorityState
from joinedup.letter.priority.models import PriorityAction, PriorityEntry, PriorityNotice
from joinedup.letter.priority.queries import ALIVE, entries_of, priorities_of
from joinedup.letter.priority.rules import check_can_answer, check_can_move_priority, check_can_propose, check_can_read_notice
from joinedup.method.calendar import add_working_days
from joinedup.method.priority import priority_of
from joinedup.people.models import Person


class PriorityError(ValueError):
    """What was to be said of a priority action leaves out what must be known of it; the sentence says what to do."""


@transaction.atomic
def propose_priority(
    *, by: Person, inspection: Inspection, finding: Finding, agencies: Iterable[Agency], asks: str, reasons: str
) -> PriorityAction:
    """Propose that a finding asks for priority action of these agencies: one, or several that take part.

    `asks` and `reasons` are what they are told once it is decided on. Raises InspectionRefused, PriorityError.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_propose(by, inspection)
    chosen = list(agencies)
    _check_proposal(inspection, finding, chosen, asks, reasons)
    last = PriorityAction.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"] or 0
    said = {"asks": asks.strip(), "reasons": reasons.strip()}
    priority = PriorityAction(inspection=inspection, number=last + 1, finding=finding, proposed_by=by, **said)
    priority.save(force_insert=True)
    priority.agencies.set(chosen)
    _say(by, priority, PriorityEntryKind.PROPOSED, reasons)
    _log(by, priority, "priority action proposed", agencies=sorted(agency.key for agency in chosen))
    return priority


@transaction.atomic
def decide_priority(*, by: Person, priority: PriorityAction, needed: bool, reasons: str) -> PriorityAction:
    """Decide on a proposed priority action, with reasons. Where it is needed each agency addressed is told at once, at its door.

    Its own day to answer is counted from now (`method.priority`). Raises InspectionRefused, PriorityError.
    """
    to = PriorityState.DECIDED if needed else PriorityState.NOT_NEEDED
    priority = _moved(by, priority, to, reasons)
    if needed:
        days = priority_of(priority.inspection.framework).reply_days
        priority.due_on = add_working_days(timezone.localdate(), days)
        priority.save(update_fields=["due_on"])
        for agency in priority.agencies.all():
            PriorityNotice(inspection=priority.inspection, priority=priority, agency=agency).save(force_insert=True)
    _log(by, priority, "priority action decided on", state=str(to))
    return priority


@transaction.atomic
def withdraw_priority(*, by: Person, priority: PriorityAction, why: str) -> PriorityAction:
    """Withdraw a priority action, proposed or decided on; the agencies it was told read so. Raises as `decide_priority`."""
    priority = _moved(by, priority, PriorityState.WITHDRAWN, why)
    _log(by, priority, "priority action withdrawn")
    return priority


@transaction.atomic
def answer_priority(*, by: Person, notice: PriorityNotice, words: str) -> PriorityEntry:
    """Say for an agency what it has done; it may say more later. Raises InspectionRefused, PriorityError."""
    notice = PriorityNotice.objects.select_for_update(of=("self",)).select_related("priority", "agency").get(pk=notice.pk)
    check_can_answer(by, notice)
    _check_said(words, "Say what your agency has done.")
    entry = _say(by, notice.priority, PriorityEntryKind.ANSWERED, words, notice.agency)
    notice.answered_at = notice.answered_at or timezone.now()
    notice.save(update_fields=["answered_at"])
    _log(by, notice.priority, "priority action answered", agency=notice.agency.key)
    return entry


def open_priorities(*, by: Person, inspection: Inspection) -> list[PriorityAction]:
    """Return an inspection's priority actions to its team, logged. Raises InspectionRefused for everybody else."""
    check_is_inspector(by, inspection)
    found = list(priorities_of(inspection))
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": {"priority_actions": len(found)}}
    record_read(by=by, chain=str(inspection.pk), action="priority actions opened", **about)
    return found


def open_priority(*, by: Person, priority: PriorityAction) -> list[PriorityEntry]:
    """Return what happened to one priority action to the team, logged. Raises InspectionRefused for everybody else."""
    check_is_inspector(by, priority.inspection)
    record_read(by=by, chain=str(priority.inspection_id), action="priority action opened", **_about(priority))
    return list(entries_of(priority))


@transaction.atomic
def open_notice(*, by: Person, notice: PriorityNotice) -> PriorityNotice:
    """Return to a coordinator of an agency addressed what it is told; the first reading is kept with its time, each is logged.

    Raises InspectionRefused.
    """
    notice = PriorityNotice.objects.select_for_update(of=("self",)).select_related("priority", "agency").get(pk=notice.pk)
    check_can_read_notice(by, notice)
    if notice.read_at is None:
        notice.read_by, notice.read_at = by, timezone.now()
        notice.save(update_fields=["read_by", "read_at"])
    about = _about(notice.priority, agency=notice.agency.key)
    record_read(by=by, chain=str(notice.inspection_id), action="priority notice read", **about)
    return notice


def _check_proposal(inspection: Inspection, finding: Finding, agencies: list[Agency], asks: str, reasons: str) -> None:
    if finding.inspection_id != inspection.pk or finding.direction != FindingDirection.PRIORITY:
        raise PriorityError("A priority action rests on a finding of this inspection that asks for one.")
    if PriorityAction.objects.filter(finding=finding, state__in=ALIVE).exists():
        raise PriorityError(f"Finding {finding.number} has a priority action already.")
    if not agencies:
        raise PriorityError("Say which agencies it is addressed to: one, or several.")
    taking_part = set(inspection.agencies.values_list("agency", flat=True))
    for agency in agencies:
        if agency.pk not in taking_part:
            raise PriorityError(f"{agency} takes no part in this inspection.")
    _check_said(asks, "Say what must be done at once.")
    _check_said(reasons, "Say why it cannot wait.")


def _moved(by: Person, priority: PriorityAction, to: PriorityState, words: str) -> PriorityAction:
    """Bring a priority action, locked, to a state with its reasons."""
    rows = PriorityAction.objects.select_for_update(of=("self",)).select_related("inspection", "finding")
    priority = rows.get(pk=priority.pk)
    check_can_move_priority(by, priority, to)
    _check_said(words, "Give the reasons.")
    priority.state = to
    priority.save(update_fields=["state"])
    _say(by, priority, PriorityEntryKind(to.value), words)
    return priority


def _check_said(words: str, sentence: str) -> None:
    if not words.strip():
        raise PriorityError(sentence)


def _say(by: Person, priority: PriorityAction, kind: PriorityEntryKind, words: str, agency: Agency | None = None) -> PriorityEntry:
    number = priority.entries.count() + 1
    said = {"kind": kind, "agency": agency, "words": words.strip(), "by": by}
    entry = PriorityEntry(inspection=priority.inspection, priority=priority, number=number, **said)
    entry.save(force_insert=True)
    return entry


def _about(priority: PriorityAction, **more: object) -> dict[str, Any]:
    return {"object_kind": "priority_action", "object_id": str(priority.pk), "detail": {"number": priority.number, **more}}


def _log(by: Person, priority: PriorityAction, action: str, **more: object) -> None:
    record(by=by, chain=str(priority.inspection_id), action=action, **_about(priority, **more))
