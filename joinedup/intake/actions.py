"""The only writers of requests, submissions and their issues."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection, InspectionAgency
from joinedup.inspections.queries import due_days
from joinedup.inspections.rules import check_is_inspector
from joinedup.intake.asking.rules import check_can_reuse
from joinedup.intake.core.reading import Reading
from joinedup.intake.enums import Coverage, ItemKind, RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Question, Submission, SubmissionIssue
from joinedup.intake.own_checks.actions import Remark, add_remarks, check_remarks
from joinedup.intake.queries import data_of, is_question, issues_of, items_asked, items_for
from joinedup.intake.questions.actions import put_framework_question
from joinedup.intake.reading import read_for, store_reading
from joinedup.intake.rules import (
    check_can_ask,
    check_can_decide,
    check_can_read,
    check_can_say_not_held,
    check_can_send,
    check_hours,
)
from joinedup.method.framework import ListSpec, RequestItem
from joinedup.people.models import Person
from joinedup.vault import files
from joinedup.vault.models import SealedFile


@transaction.atomic
def ask_agencies(*, by: Person, inspection: Inspection) -> list[DataRequest | Question]:
    """Ask every agency taking part for the lists and other items its sector is asked for; return what is new.

    What was asked before is left as it stands. Notification is working day 1, so an item of day 2 is due a working day later. The
    framework's questions go into the query log, in one numbering with those inspectors ask later. Raises InspectionRefused.
    """
    check_can_ask(by, inspection)
    asked = items_asked(inspection)
    parts = InspectionAgency.objects.filter(inspection=inspection).select_related("agency").order_by("agency__key")
    new = [
        (part.agency, item)
        for part in parts
        for item in items_for(part.agency.sector, inspection.framework)
        if (part.agency_id, item.id) not in asked
    ]
    due = due_days(inspection)
    requests = [_request_to(agency, inspection, item, by, due(item.due)) for agency, item in new if not is_question(item)]
    DataRequest.objects.bulk_create(requests)
    questions = [
        put_framework_question(by=by, inspection=inspection, agency=agency, item=item) for agency, item in new if is_question(item)
    ]
    if new:
        counts = {"requests": len(requests), "questions": len(questions)}
        _log(by, inspection, "agencies asked", str(inspection.pk), counts, kind="inspection")
    return [*requests, *questions]


def _request_to(agency: Agency, inspection: Inspection, item: ListSpec | RequestItem, by: Person, due_on: date) -> DataRequest:
    return DataRequest(
        inspection=inspection,
        agency=agency,
        kind=ItemKind(item.kind) if isinstance(item, RequestItem) else ItemKind.LIST,
        item=item.id,
        title=item.title,
        purpose=item.purpose,
        due_on=due_on,
        asked_by=by,
    )


def receive_submission(
    *,
    by: Person,
    request: DataRequest,
    filename: str,
    data: bytes,
    coverage: str = "",
    hours: Decimal | None = None,
    remarks: Iterable[Remark] = (),
) -> Submission:
    """Take in a file for a request: read and check it, keep it as sent and what was read from it, supersede one still waiting.

    `coverage` is whom a list covers, as its sender says; `hours` the hours of work it took, where the agency states them;
    `remarks` what it says beside its parts, kept with it.
    A list is read before anything is stored: raises UnusableFile with a sentence for one that cannot be, and nothing is kept.
    Raises InspectionRefused; ValueError for hours below nothing; RemarkMisfit for a remark too long.
    """
    check_can_send(by, request)
    check_hours(hours)
    said = check_remarks(remarks)
    reading = read_for(request, filename, data)
    with transaction.atomic():
        locked = _locked(request)
        check_can_send(by, locked)
        file = files.store(scope=locked.inspection_id, kind="submission", data=data)
        submission = _new(
            locked, by, file, len(data), filename=filename, coverage=Coverage(coverage) if coverage else "", hours=hours
        )
        _take_in(by, locked, submission, reading)
        add_remarks(by=by, submission=submission, remarks=said)
    request.state = locked.state
    return submission


def say_same_as(*, by: Person, request: DataRequest, sent: Submission, hours: Decimal | None = None) -> Submission:
    """Say that something the agency sent before in this inspection answers this request too; return what now stands for it.

    The file is not sent or stored again: a list is read out of it as the list asked for here, a document stands as it is.
    The team accepts it or sends it back like any other. Raises InspectionRefused, UnusableFile, ValueError.
    """
    check_can_reuse(by, request, sent)
    check_hours(hours)
    reading = read_for(request, sent.filename, data_of(sent))
    with transaction.atomic():
        locked = _locked(request)
        check_can_reuse(by, locked, sent)
        kept = {"filename": sent.filename, "coverage": sent.coverage, "same_as": sent, "hours": hours}
        submission = _new(locked, by, sent.file, sent.size, **kept)
        _take_in(by, locked, submission, reading, same_as=str(sent.pk))
    request.state = locked.state
    return submission


def _new(request: DataRequest, by: Person, file: SealedFile, size: int, **said: Any) -> Submission:
    """Return a submission of a request, not saved yet."""
    previous = request.submissions.filter(state__in=(SubmissionState.RECEIVED, SubmissionState.ACCEPTED)).first()
    return Submission(
        request=request,
        inspection=request.inspection,
        agency=request.agency,
        size=size,
        sent_by=by,
        supersedes=previous,
        file=file,
        sha256=file.sha256,
        **said,
    )


def _take_in(by: Person, request: DataRequest, submission: Submission, reading: Reading | None, **more: object) -> None:
    """Save a submission with what was read from it; it supersedes one nobody has looked at yet."""
    store_reading(submission, reading)
    request.submissions.filter(state=SubmissionState.RECEIVED).exclude(pk=submission.pk).update(state=SubmissionState.SUPERSEDED)
    _move_request(request, RequestState.RECEIVED)
    found = {"rows": submission.rows, "issues": len(submission.issue_counts), "coverage": submission.coverage}
    _log_submission(by, submission, "submission received", **found, **more)


@transaction.atomic
def accept_submission(*, by: Person, submission: Submission, reason: str = "", rings: Person | None = None) -> Submission:
    """Accept a submission: from now on it counts in place of any accepted before it.

    `reason` says why where it is accepted as it is, issues and all; `rings` is who of the team clears up by telephone what is open.
    Raises InspectionRefused.
    """
    request, submission = _locked(submission.request), Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_decide(by, submission, SubmissionState.ACCEPTED)
    if rings is not None:
        check_is_inspector(rings, submission.inspection)
    earlier = request.submissions.filter(state=SubmissionState.ACCEPTED)
    earlier.update(state=SubmissionState.SUPERSEDED)
    submission.rings = rings
    _decide(submission, SubmissionState.ACCEPTED, by, reason)
    _move_request(request, RequestState.ACCEPTED)
    _log_submission(by, submission, "submission accepted", **({"rings": str(rings.pk)} if rings else {}))
    return submission


@transaction.atomic
def refuse_submission(*, by: Person, submission: Submission, reason: str) -> Submission:
    """Refuse a submission, saying why; the request stands as asked again, or as accepted where an earlier one counts.

    Raises InspectionRefused; ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why the submission is refused, so that the agency knows what to send.")
    request, submission = _locked(submission.request), Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_decide(by, submission, SubmissionState.REFUSED)
    _decide(submission, SubmissionState.REFUSED, by, reason)
    held = request.submissions.filter(state=SubmissionState.ACCEPTED).exists()
    _move_request(request, RequestState.ACCEPTED if held else RequestState.ASKED)
    _log_submission(by, submission, "submission refused")
    return submission


@transaction.atomic
def say_not_held(*, by: Person, request: DataRequest, answer: str) -> DataRequest:
    """Say that the agency does not hold what it is asked for, and why. Raises InspectionRefused; ValueError without an answer."""
    if not answer.strip():
        raise ValueError("Say why it is not held, or who holds it.")
    request = _locked(request)
    check_can_say_not_held(by, request)
    request.answer = answer
    request.state = RequestState.NOT_HELD
    request.save(update_fields=["answer", "state"])
    _log(by, request.inspection, "said not held", str(request.pk), {"item": request.item}, kind="data request")
    return request


def open_file(*, by: Person, submission: Submission) -> tuple[str, bytes]:
    """Return a submission's file name and its bytes as sent; the reading is logged. Raises InspectionRefused."""
    check_can_read(by, submission)
    _log_reading(by, submission, "submission opened")
    return submission.filename, data_of(submission)


def open_issues(*, by: Person, submission: Submission) -> list[SubmissionIssue]:
    """Return a submission's issues, whose values say something of people; the reading is logged. Raises InspectionRefused."""
    check_can_read(by, submission)
    issues = list(issues_of(submission))
    _log_reading(by, submission, "issues opened", issues=len(issues))
    return issues


def _log_reading(by: Person, submission: Submission, action: str, **more: object) -> None:
    record_read(
        by=by,
        chain=str(submission.inspection_id),
        action=action,
        object_kind="submission",
        object_id=str(submission.pk),
        detail={"list": submission.list_id, "sha256": submission.sha256, **more},
    )


def _locked(request: DataRequest) -> DataRequest:
    """Return the request's row, locked and read again, so that two people who press at once come one after the other."""
    return DataRequest.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=request.pk)


def _move_request(request: DataRequest, to: RequestState) -> None:
    request.state = to
    request.save(update_fields=["state"])


def _decide(submission: Submission, to: SubmissionState, by: Person, reason: str) -> None:
    submission.state, submission.decided_by, submission.decided_at, submission.reason = to, by, timezone.now(), reason
    submission.save(update_fields=["state", "decided_by", "decided_at", "reason", "rings"])


def _log_submission(by: Person, submission: Submission, action: str, **more: object) -> None:
    detail = {"list": submission.list_id, "sha256": submission.sha256, "size": submission.size, **more}
    _log(by, submission.inspection, action, str(submission.pk), detail, kind="submission")


def _log(by: Person, inspection: Inspection, action: str, object_id: str, detail: dict[str, object], *, kind: str) -> None:
    record(by=by, chain=str(inspection.pk), action=action, object_kind=kind, object_id=object_id, detail=detail)
