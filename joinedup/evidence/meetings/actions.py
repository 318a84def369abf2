"""The only writers of team meetings, and the logged reading of one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.looking.queries import grid_for
from joinedup.evidence.meetings.enums import MeetingState
from joinedup.evidence.meetings.models import TeamDecision, TeamMeeting
from joinedup.evidence.meetings.queries import inspectors_but, new_from, new_ids
from joinedup.evidence.meetings.rules import check_can_close, check_can_decide, check_can_hold, check_there
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.people.models import Person


@transaction.atomic
def hold_meeting(*, by: Person, inspection: Inspection, on: date, since: datetime | None = None) -> TeamMeeting:
    """Begin a team meeting. New to it is what came since the last one ended, or `since`. Raises InspectionRefused."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_hold(by, inspection)
    number = (TeamMeeting.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    since = since or new_from(inspection, timezone.now())
    meeting = TeamMeeting.objects.create(inspection=inspection, number=number, on=on, since=since, begun_by=by)
    _log(by, meeting, "team meeting begun", number=number)
    return meeting


@transaction.atomic
def decide(*, by: Person, meeting: TeamMeeting, words: str) -> TeamDecision:
    """Write down what the meeting decided. Raises InspectionRefused; EvidenceError without words."""
    meeting = TeamMeeting.objects.select_for_update().get(pk=meeting.pk)
    check_can_decide(by, meeting)
    if not words.strip():
        raise EvidenceError("Say what was decided.")
    decision = TeamDecision.objects.create(inspection=meeting.inspection, meeting=meeting, words=words.strip(), by=by)
    _log(by, meeting, "team meeting decided", decision=str(decision.pk))
    return decision


@transaction.atomic
def close_meeting(*, by: Person, meeting: TeamMeeting, there: Sequence[Person]) -> TeamMeeting:
    """Close a meeting: who was there and who was absent, what was new to it, and the gaps as they stand for everybody.

    Raises InspectionRefused.
    The inspection is locked as it is when notes arrive: each note comes before the end of this meeting, or is new to the next.
    """
    Inspection.objects.select_for_update().get(pk=meeting.inspection_id)
    meeting = TeamMeeting.objects.select_for_update().get(pk=meeting.pk)
    check_can_close(by, meeting)
    check_there(meeting.inspection, there)
    meeting.state, meeting.closed_by, meeting.closed_at = MeetingState.CLOSED, by, timezone.now()
    meeting.stood = [[gap.criterion, gap.sector, gap.mark] for row in grid_for(None, meeting.inspection).rows for gap in row.gaps]
    meeting.new_to_it = new_ids(meeting.inspection, meeting.since, meeting.closed_at)
    meeting.save(update_fields=["state", "closed_by", "closed_at", "stood", "new_to_it"])
    absent = inspectors_but(meeting.inspection, there)
    meeting.there.set(there)
    meeting.absent.set(absent)
    _log(by, meeting, "team meeting closed", there=_keys(there), absent=_keys(absent))
    return meeting


def _keys(people: Sequence[Person]) -> list[str]:
    return sorted(str(person.pk) for person in people)


def open_meeting(*, by: Person, inspection: Inspection, meeting: TeamMeeting | None, notes: int, children: Sequence[str]) -> None:
    """Log that somebody of the team read what a meeting sees, or would see. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    through: Any = meeting or inspection
    record_read(
        by=by,
        chain=str(inspection.pk),
        action="team meeting read",
        object_kind=through._meta.model_name,
        object_id=str(through.pk),
        detail={"notes": notes, "children": sorted(children)},
    )


def _log(by: Person, meeting: TeamMeeting, action: str, **detail: Any) -> None:
    record(
        by=by,
        chain=str(meeting.inspection_id),
        action=action,
        object_kind="teammeeting",
        object_id=str(meeting.pk),
        detail=detail,
    )
