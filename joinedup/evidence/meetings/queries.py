"""Reads of team meetings and of what is new to one."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from joinedup.evidence.meetings.enums import MeetingState
from joinedup.evidence.meetings.models import TeamDecision, TeamMeeting
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.people.models import Person

LONDON = ZoneInfo("Europe/London")

#: Who is awaited at a team meeting.
_MEETS: Final = (Role.LEAD, Role.INSPECTOR)


def meetings_of(inspection: Inspection) -> QuerySet[TeamMeeting]:
    """Return an inspection's meetings, the latest first."""
    found = TeamMeeting.objects.filter(inspection=inspection).select_related("begun_by", "closed_by", "inspection")
    return found.prefetch_related("there", "absent").order_by("-number")


def meetings_seen_by(person: Person, inspection: Inspection) -> QuerySet[TeamMeeting]:
    """Return an inspection's meetings as far as a person may see them, the latest first."""
    return meetings_of(inspection).filter(pk__in=TeamMeeting.objects.visible_to(person).values("pk"))


def held_now(inspection: Inspection) -> TeamMeeting | None:
    """Return the meeting that is being held."""
    return meetings_of(inspection).filter(state=MeetingState.HELD).first()


def decisions_in(meeting: TeamMeeting) -> QuerySet[TeamDecision]:
    """Return what a meeting decided, in order, with who wrote it down."""
    return TeamDecision.objects.filter(meeting=meeting).select_related("by").order_by("at")


def inspectors_but(inspection: Inspection, there: Collection[Person]) -> list[Person]:
    """Return the inspectors on a team, its leads among them, who are none of those who were there, by name."""
    known = {person.pk for person in there}
    found = {row.person_id: row.person for row in team(inspection) if row.role in _MEETS and row.person_id not in known}
    return sorted(found.values(), key=lambda person: (person.name, person.email))


def new_from(inspection: Inspection, now: datetime) -> datetime:
    """Return from when on something is new: the last meeting's end; before any, the beginning of yesterday in London."""
    last = meetings_of(inspection).filter(state=MeetingState.CLOSED).first()
    if last is not None and last.closed_at is not None:
        return last.closed_at
    yesterday = now.astimezone(LONDON).date() - timedelta(days=1)
    return datetime.combine(yesterday, time(), tzinfo=LONDON)


def new_notes(person: Person, inspection: Inspection, since: datetime, until: datetime | None = None) -> QuerySet[Note]:
    """Return the notes a person may read that were written or reworded in a time, by number.

    No note is unsealed: of the wording only what stands in clear is fetched.
    """
    found = Note.objects.visible_to(person).filter(inspection=inspection, current__recorded_at__gt=since)
    if until is not None:
        found = found.filter(current__recorded_at__lte=until)
    return _unopened(found)


def new_ids(inspection: Inspection, since: datetime, until: datetime) -> list[str]:
    """Return the ids of every note written or reworded in a time, whoever may read it."""
    found = Note.objects.filter(inspection=inspection, current__recorded_at__gt=since, current__recorded_at__lte=until)
    return sorted(str(pk) for pk in found.values_list("pk", flat=True))


def new_to(person: Person, meeting: TeamMeeting) -> QuerySet[Note]:
    """Return the notes that were new to a meeting, as far as a person may read them: a later rewording takes none away.

    One that closed before its notes were kept is told by when they were last reworded.
    """
    if meeting.new_to_it is None:
        return new_notes(person, meeting.inspection, meeting.since, meeting.closed_at)
    found = Note.objects.visible_to(person).filter(inspection=meeting.inspection, pk__in=meeting.new_to_it)
    return _unopened(found)


def _unopened(notes: QuerySet[Note]) -> QuerySet[Note]:
    found = notes.select_related("current__tracked", "author", "inspectorate")
    return found.defer("current__text", "current__role", "current__child_words").order_by("number")
