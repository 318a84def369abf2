"""The only writers of final feedback, and the logged reading of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.enums import FeedbackState, Reply
from joinedup.evidence.feedback.models import FeedbackMeeting, Present, SaidBack, SaidFinding
from joinedup.evidence.feedback.queries import SaidAt, given, in_order, said_at, summary_given
from joinedup.evidence.feedback.rules import check_can_choose, check_can_give, check_can_prepare, check_can_say_back, check_reply
from joinedup.evidence.findings.actions import feed_back
from joinedup.evidence.findings.models import FindingVersion
from joinedup.evidence.findings.queries import fed_back_of, versions_of, wording_hashes
from joinedup.evidence.meetings.rules import check_there
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies, is_to_come
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.method.feedback import feedback_of
from joinedup.people.models import Person
from joinedup.records.dates import LONDON


@transaction.atomic
def prepare_feedback(*, by: Person, inspection: Inspection, on: date, findings: Collection[Finding] = ()) -> FeedbackMeeting:
    """Prepare a final feedback meeting: for which day, and what is to be fed back. Raises InspectionRefused, EvidenceError."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_prepare(by, inspection)
    _check_findings(inspection, findings)
    number = (FeedbackMeeting.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    way = feedback_of(inspection.framework)
    words = {"marking": way.marking, "said_first": list(way.said_first)}
    meeting = FeedbackMeeting.objects.create(inspection=inspection, number=number, on=on, prepared_by=by, **words)
    meeting.findings.set(findings)
    _log(by, meeting, "final feedback prepared", findings=_ids(findings))
    return meeting


@transaction.atomic
def choose_findings(*, by: Person, meeting: FeedbackMeeting, on: date, findings: Collection[Finding]) -> FeedbackMeeting:
    """Say anew for which day a meeting is planned and what it feeds back. Raises InspectionRefused, EvidenceError."""
    meeting = _locked(meeting)
    check_can_choose(by, meeting)
    _check_findings(meeting.inspection, findings)
    meeting.on = on
    meeting.save(update_fields=["on"])
    meeting.findings.set(findings)
    _log(by, meeting, "final feedback chosen", findings=_ids(findings))
    return meeting


@transaction.atomic
def give_feedback(
    *,
    by: Person,
    meeting: FeedbackMeeting,
    on: date,
    there: Sequence[Person],
    present: Sequence[tuple[Agency, str]],
    read: Mapping[UUID, str] | None = None,
) -> FeedbackMeeting:
    """Write down that the meeting was held: its findings are fed back in the wording that stood that day, kept for good.

    `there` are people of the team, `present` posts of agencies; `read` the hash of each wording on the page that was read from, by
    finding: what was worded anew meanwhile is refused. Raises InspectionRefused, EvidenceError.
    """
    meeting = _locked(meeting)
    check_can_give(by, meeting)
    findings = list(meeting.findings.select_related("inspection"))
    _check_held(meeting, findings, on, present)
    check_there(meeting.inspection, there)
    if read is not None:
        _check_read(meeting.inspection, findings, read)
    for position, finding in enumerate(in_order(meeting.inspection, findings), start=1):
        feed_back(by=by, finding=finding, on=on, meeting=str(meeting), version=_said_on(finding, on))
        row = {"inspection": meeting.inspection, "meeting": meeting, "finding": finding, "position": position}
        SaidFinding.objects.create(fed_back=fed_back_of(finding).last(), **row)
    for person in there:
        Present.objects.create(inspection=meeting.inspection, meeting=meeting, person=person)
    for agency, post in dict.fromkeys((agency, post.strip()) for agency, post in present):
        Present.objects.create(inspection=meeting.inspection, meeting=meeting, agency=agency, post=post)
    meeting.state, meeting.on, meeting.given_by, meeting.given_at = FeedbackState.GIVEN, on, by, timezone.now()
    meeting.save(update_fields=["state", "on", "given_by", "given_at"])
    _log(by, meeting, "final feedback given", findings=_ids(findings), agencies=sorted({str(agency.pk) for agency, _ in present}))
    return meeting


@transaction.atomic
def say_back(*, by: Person, said: SaidFinding, agency: Agency, reply: str, words: str = "", due: date | None = None) -> SaidBack:
    """Write down what an agency says to a finding that was fed back. Raises InspectionRefused, EvidenceError.

    `due` is by when further evidence comes that is promised. Who disputes says what; who promises says what comes.
    """
    Inspection.objects.select_for_update().get(pk=said.inspection_id)
    check_can_say_back(by, said)
    if not agencies(said.inspection).filter(pk=agency.pk).exists():
        raise InspectionRefused(f"{agency} takes no part in this inspection.")
    check_reply(said, agency, reply)
    if not words.strip() and Reply(reply) != Reply.ACCEPTED:
        raise EvidenceError("Write what the agency said.")
    if due is not None and Reply(reply) != Reply.PROMISED:
        raise EvidenceError("A day belongs to further evidence that is promised.")
    row = SaidBack(inspection=said.inspection, said=said, agency=agency, reply=Reply(reply), due=due, by=by)
    row.words = words.strip()
    row.save(force_insert=True)
    detail = {"finding": str(said.finding_id), "agency": str(agency.pk), "reply": str(row.reply)}
    _log(by, said.meeting, "final feedback answered", **detail)
    return row


def open_feedback(*, by: Person, inspection: Inspection, meeting: FeedbackMeeting | None, findings: int) -> None:
    """Log that somebody of the team read what is or was fed back. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    through: Any = meeting or inspection
    about = {"object_kind": through._meta.model_name, "object_id": str(through.pk), "detail": {"findings": findings}}
    record_read(by=by, chain=str(inspection.pk), action="final feedback read", **about)


def open_summary(*, by: Person, inspection: Inspection) -> list[tuple[FeedbackMeeting, list[SaidAt]]]:
    """Return to an agency what was fed back at each meeting, where the framework gives a summary, and log that it was read.

    Raises InspectionRefused otherwise.
    """
    if not summary_given(by, inspection):
        raise InspectionRefused("Under this framework agencies are given no summary of what is fed back.")
    found = [(meeting, said_at(meeting)) for meeting in given(inspection)]
    about = {
        "object_kind": "inspection",
        "object_id": str(inspection.pk),
        "detail": {"findings": sum(len(one) for _, one in found)},
    }
    record_read(by=by, chain=str(inspection.pk), action="final feedback read", **about)
    return found


def _locked(meeting: FeedbackMeeting) -> FeedbackMeeting:
    Inspection.objects.select_for_update().get(pk=meeting.inspection_id)
    return FeedbackMeeting.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=meeting.pk)


def _check_findings(inspection: Inspection, findings: Collection[Finding]) -> None:
    """Raise EvidenceError for what is of another inspection, or is not provisional any more."""
    for finding in Finding.objects.filter(pk__in=[one.pk for one in findings]).order_by("number"):
        if finding.inspection_id != inspection.pk:
            raise EvidenceError("A meeting feeds back findings of its own inspection only.")
        if finding.state != FindingState.PROVISIONAL:
            raise EvidenceError(f"{finding} is {finding.get_state_display().lower()} already. Take it off the meeting.")


def _check_held(meeting: FeedbackMeeting, findings: Collection[Finding], on: date, present: Sequence[tuple[Agency, str]]) -> None:
    if not findings:
        raise EvidenceError("Choose what is fed back before the meeting is held.")
    _check_findings(meeting.inspection, findings)
    if is_to_come(meeting.inspection, on):
        raise EvidenceError("The day of the meeting must be today or in the past.")
    notified = meeting.inspection.notified_on
    if on < notified:
        raise EvidenceError(f"The meeting cannot have been held before the day of notification, {notified.day} {notified:%B %Y}.")
    if not present:
        raise EvidenceError("Say which agencies were there, by post.")
    taking_part = set(agencies(meeting.inspection).values_list("pk", flat=True))
    for agency, post in present:
        if agency.pk not in taking_part:
            raise InspectionRefused(f"{agency} takes no part in this inspection.")
        if not post.strip():
            raise EvidenceError(f"Say by post who was there for {agency}.")


def _check_read(inspection: Inspection, findings: Collection[Finding], read: Mapping[UUID, str]) -> None:
    """Raise EvidenceError where the page somebody read from had other words than stand now."""
    now = wording_hashes(inspection)
    anew = sorted(finding.number for finding in findings if read.get(finding.pk) != now[finding.pk])
    if anew:
        said = ", ".join(str(number) for number in anew)
        raise EvidenceError(f"Worded anew or added since this page was opened: finding {said}. Check that it is what was said.")


def _said_on(finding: Finding, on: date) -> FindingVersion | None:
    """Return the wording that stood at the end of a day: what was worded later was not said. Null for the one that stands.

    A made-up inspection is set in days of its own: there, words written after its day stand. Raises EvidenceError.
    """
    versions = list(versions_of(finding))
    stood = [version for version in versions if version.at.astimezone(LONDON).date() <= on]
    if stood or not versions or finding.inspection.made_up:
        return stood[-1] if stood else None
    raise EvidenceError(f"{finding} was written down after {on.day} {on:%B %Y}. Correct the day, or take it off the meeting.")


def _ids(findings: Collection[Finding]) -> list[str]:
    return sorted(str(finding.pk) for finding in findings)


def _log(by: Person, meeting: FeedbackMeeting, action: str, **detail: Any) -> None:
    about = {"object_kind": "feedbackmeeting", "object_id": str(meeting.pk), "detail": detail}
    record(by=by, chain=str(meeting.inspection_id), action=action, **about)
