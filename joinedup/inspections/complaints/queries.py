"""Reading complaints."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from joinedup.inspections.complaints.enums import OPEN, TOLD, Came, ComplaintEntryKind, ComplaintState
from joinedup.inspections.complaints.models import Complaint, ComplaintEntry, ComplaintShare, PublicationHold
from joinedup.inspections.complaints.rules import can_take, can_take_in, can_take_over, reads
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.method.within import OPEN as STILL_OPEN
from joinedup.method.within import kept
from joinedup.people.models import Person


@dataclass(frozen=True)
class Clock:
    """One thing a complaint waits or waited for: by when it is due, when it came, `standing` met | open | outside."""

    what: str  # acknowledged | answered | reviewed
    due: datetime
    came: datetime | None
    standing: str


def complaints_seen_by(person: Person) -> QuerySet[Complaint]:
    """Return the complaints whose words a person may read, the latest first."""
    found: QuerySet[Complaint] = Complaint.objects.all().visible_to(person)
    return found.select_related("inspection__area", "reader", "second_reader", "about", "made_by").order_by("-arrived_at")


def made_by(person: Person, inspection: Inspection | None = None) -> QuerySet[Complaint]:
    """Return the complaints somebody made for themselves, the latest first."""
    found = complaints_seen_by(person).filter(made_by=person, came=Came.DOOR)
    return found.filter(inspection=inspection) if inspection else found


def read_by(person: Person) -> list[Complaint]:
    """Return the complaints somebody is a reader of, those with something to do first."""
    found = complaints_seen_by(person).filter(Q(reader=person) | Q(second_reader=person))
    return sorted(found, key=lambda one: one.state not in OPEN)


def shared_with(person: Person) -> QuerySet[Complaint]:
    """Return the complaints a reader showed somebody."""
    return complaints_seen_by(person).filter(pk__in=ComplaintShare.objects.filter(person=person).values("complaint"))


def waiting_for_reader(person: Person) -> list[Complaint]:
    """Return the complaints somebody may take as a reader, the longest waiting first. They have not read a word of them."""
    return [one for one in _unfinished() if can_take(person, one)]


def to_take_over(person: Person) -> list[Complaint]:
    """Return the complaints somebody may take over from a reader who is away, without their words."""
    return [one for one in _unfinished() if can_take_over(person, one)]


def _unfinished() -> QuerySet[Complaint]:
    """Return the complaints that may still need a reader, without their words."""
    standing = PublicationHold.objects.filter(lifted_at=None).values("complaint")
    asked_for = Q(ask_review_until__gte=timezone.now()) & ~Q(came=Came.DOOR)
    waits = Q(state__in=OPEN) | Q(pk__in=standing) | asked_for
    found = Complaint.objects.filter(waits).select_related("inspection__area", "reader", "second_reader")
    return found.defer("words", "wanted", "who")


def handed_over(person: Person) -> QuerySet[Complaint]:
    """Return what somebody wrote down for others, without its words: that it arrived is all they are told."""
    found = Complaint.objects.filter(made_by=person).exclude(came=Came.DOOR).select_related("inspection")
    return found.defer("words", "wanted", "who").order_by("-made_at")


def inspections_to_take_in(person: Person) -> list[Inspection]:
    """Return the inspections somebody can take a complaint in for, the latest first."""
    found = Inspection.objects.exclude(stage=Stage.PLANNED).select_related("area")
    return [inspection for inspection in found if can_take_in(person, inspection)]


def entries_for(person: Person, complaint: Complaint) -> list[ComplaintEntry]:
    """Return what was said and done, as far as it is for this person.

    A reader everything; whoever complained what is told to them; whom it was shared with what they said themselves, and nothing of
    what another of the team said: that goes to the reader alone.
    """
    found = ComplaintEntry.objects.filter(complaint=complaint).select_related("by").order_by("seq")
    if reads(person, complaint):
        return list(found)
    own = complaint.made_by_id == person.pk and complaint.came == Came.DOOR
    return list(found.filter(kind__in=TOLD) if own else found.filter(kind=ComplaintEntryKind.TEAM, by=person))


def clocks_of(complaint: Complaint, now: datetime) -> list[Clock]:
    """Return what a complaint waits or waited for, in order. A withdrawn one waits for nothing."""
    found = [
        ("acknowledged", complaint.acknowledge_due_at, complaint.acknowledged_at),
        ("answered", complaint.answer_due_at, complaint.answered_at),
    ]
    if complaint.review_due_at is not None:
        found.append(("reviewed", complaint.review_due_at, complaint.reviewed_at))
    clocks = [Clock(what, due, came, kept(due, came, now)) for what, due, came in found]
    return [clock for clock in clocks if clock.came or complaint.state != ComplaintState.WITHDRAWN]


def next_due(complaint: Complaint, now: datetime) -> Clock | None:
    """Return the first thing still awaited."""
    return next((clock for clock in clocks_of(complaint, now) if clock.came is None), None)


def outside_time(complaint: Complaint, now: datetime) -> bool:
    """Return whether something is still awaited although its time is up."""
    clock = next_due(complaint, now)
    return clock is not None and clock.standing != STILL_OPEN


def hold_standing(complaint: Complaint) -> PublicationHold | None:
    """Return the hold that stands because of a complaint."""
    return PublicationHold.objects.filter(complaint=complaint, lifted_at=None).select_related("set_by").first()
