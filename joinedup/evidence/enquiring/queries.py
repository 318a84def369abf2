"""Reads of which notes speak to a line of enquiry."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from joinedup.cases.models import Enquiry
from joinedup.evidence.enquiring.models import ClosingNote, EnquiryNote
from joinedup.evidence.models import Note
from joinedup.evidence.queries import notes_seen_by
from joinedup.people.models import Person


def notes_for(enquiry: Enquiry, person: Person) -> QuerySet[Note]:
    """Return the notes that speak to a line, by number, as far as a person may see them."""
    return notes_seen_by(person, enquiry.inspection).filter(enquiries__enquiry=enquiry)


def notes_to_link(enquiry: Enquiry, person: Person) -> QuerySet[Note]:
    """Return the notes a person could link to a line: those about its child, or for the cohort all, that are not yet."""
    found = notes_seen_by(person, enquiry.inspection).exclude(enquiries__enquiry=enquiry)
    return found.filter(current__tracked=enquiry.tracked) if enquiry.tracked else found


def lines_of(note: Note) -> list[Enquiry]:
    """Return the lines a note speaks to, by number."""
    return list(Enquiry.objects.filter(noted__note=note).select_related("tracked").order_by("number"))


def closed_on(enquiry: Enquiry, person: Person) -> dict[UUID, list[ClosingNote]]:
    """Return, for each closing of a line (the id of its entry), the notes it rests on in the wording they had then.

    Each has `shown`: whether the person may see the note. Of one they may not, no more is told than that there is one.
    """
    seen = set(notes_seen_by(person, enquiry.inspection).values_list("pk", flat=True))
    found: dict[UUID, list[ClosingNote]] = defaultdict(list)
    for link in ClosingNote.objects.filter(closing__enquiry=enquiry).select_related("note", "revision").order_by("note__number"):
        link.shown = link.note_id in seen
        found[link.closing_id].append(link)
    return found


def noted(enquiries: Iterable[Enquiry]) -> set[UUID]:
    """Return the ids of those lines to which a note speaks."""
    return set(EnquiryNote.objects.filter(enquiry__in=list(enquiries)).values_list("enquiry_id", flat=True))
