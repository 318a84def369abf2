"""A complaint in words, alike at both doors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from joinedup.inspections.complaints import queries
from joinedup.inspections.complaints.enums import Came, ComplaintEntryKind, ComplaintState
from joinedup.inspections.complaints.models import Complaint
from joinedup.inspections.complaints.rules import reads
from joinedup.inspections.naming import called, code_word
from joinedup.method.complaints import complaints_of, subject_of
from joinedup.method.within import MET, OUTSIDE, within_words
from joinedup.people.models import Person
from joinedup.web.components.dates import moment

#: What each clock waits for, in words.
_AWAITED: Final = {"acknowledged": "Acknowledgement", "answered": "Answer", "reviewed": "Answer to the review"}
_COLOURS: Final = {"made": "yellow", "review_asked": "yellow", "acknowledged": "blue", "looked_into": "blue"}


@dataclass(frozen=True)
class Listed:
    """One complaint in a list, without its words."""

    complaint: Complaint
    about: str  # which inspection
    subject: str
    standing: str
    colour: str
    due: str


def listed(complaint: Complaint) -> Listed:
    """Return a complaint as a list shows it."""
    clock = queries.next_due(complaint, timezone.now())
    outside = clock is not None and clock.standing == OUTSIDE
    due = f"{_AWAITED[clock.what]} due {moment(clock.due)}{', outside the time' if outside else ''}" if clock else ""
    return Listed(complaint, which(complaint), subject(complaint), standing(complaint), colour(complaint), due)


def which(complaint: Complaint) -> str:
    """Return which inspection it is about: its area, or its code word before the area was notified."""
    name, word = called(complaint.inspection), code_word(complaint.inspection)
    return name if name == word else f"{name} ({word})"


def subject(complaint: Complaint) -> str:
    """Return what it is about, in the framework's words."""
    return subject_of(complaint.inspection.framework, complaint.subject).title


def standing(complaint: Complaint) -> str:
    """Return how it stands: a reviewed one with how the review ended."""
    state = ComplaintState(complaint.state)
    if state == ComplaintState.REVIEWED:
        return f"Reviewed: {ComplaintState(complaint.outcome).label.lower()}"
    return str(state.label)


def colour(complaint: Complaint) -> str:
    """Return the colour of its tag."""
    return _COLOURS.get(complaint.state, "grey")


def facts_of(person: Person, complaint: Complaint, now: datetime) -> list[tuple[str, str]]:
    """Return what is known of a complaint beside its words; from whom it came only to a reader."""
    found = [("About", subject(complaint)), ("When", complaint.moment.label)]
    if reads(person, complaint):
        found += [("Came from", _from(complaint)), ("Whose behaviour", complaint.about.name if complaint.about else "")]
        found.append(("Publication", "Held" if queries.hold_standing(complaint) else ""))
    found += [("Arrived", moment(complaint.arrived_at))]
    for clock in queries.clocks_of(complaint, now):
        came = f"{moment(clock.came)}, {'in time' if clock.standing == MET else 'outside the time'}" if clock.came else ""
        outside = ", outside the time" if clock.standing == OUTSIDE else ""
        found.append((_AWAITED[clock.what], came or f"due {moment(clock.due)}{outside}"))
    if complaint.ask_review_until and complaint.state in (*_ANSWERED,):
        found.append(("A review can be asked for", f"until {moment(complaint.ask_review_until)}"))
    return found


_ANSWERED: Final = (ComplaintState.UPHELD, ComplaintState.PARTLY, ComplaintState.NOT_UPHELD)


def _from(complaint: Complaint) -> str:
    if complaint.came == Came.DOOR:
        return complaint.made_by.name
    return f"{complaint.who} ({Came(complaint.came).label.lower()}; taken in by {complaint.made_by.name})"


def said_about(person: Person, complaint: Complaint) -> list[dict[str, Any]]:
    """Return what was said and done, as far as this person reads it. To others than readers, readers have no name."""
    inside = reads(person, complaint)
    return [
        {
            "title": _title(entry.kind, entry.outcome),
            "who": entry.by.name if inside or entry.by_id == person.pk else "the reader",
            "when": moment(entry.at),
            "words": entry.words,
            "told_by": entry.told_by if inside else "",
        }
        for entry in queries.entries_for(person, complaint)
    ]


def _title(kind: str, outcome: str) -> str:
    label = str(ComplaintEntryKind(kind).label)
    return f"{label}: {ComplaintState(outcome).label.lower()}" if outcome else label


def times_of(inspection: Any) -> dict[str, str]:
    """Return the times a complaint takes, in words."""
    way = complaints_of(inspection.framework)
    return {name: within_words(getattr(way, name)) for name in ("acknowledge", "answer", "ask_review", "review")}
