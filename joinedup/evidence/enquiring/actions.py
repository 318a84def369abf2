"""The only writers of links between notes and lines of enquiry."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.cases.enquiries import actions as enquiries
from joinedup.cases.enquiries.enums import Found
from joinedup.cases.models import Enquiry, EnquiryEntry
from joinedup.evidence.actions import write_note
from joinedup.evidence.enquiring.models import ClosingNote, EnquiryNote
from joinedup.evidence.enquiring.rules import check_can_link, check_rests
from joinedup.evidence.models import Note
from joinedup.people.models import Person


@transaction.atomic
def link_notes(*, by: Person, enquiry: Enquiry, notes: Sequence[Note]) -> list[EnquiryNote]:
    """Link notes to a line they speak to; what is linked already stays. Raises InspectionRefused."""
    for note in notes:
        check_can_link(by, enquiry, note)
    there = set(EnquiryNote.objects.filter(enquiry=enquiry).values_list("note_id", flat=True))
    about = {"inspection": enquiry.inspection, "enquiry": enquiry, "linked_by": by}
    made = [EnquiryNote(**about, note=note, revision=note.current) for note in notes if note.pk not in there]
    EnquiryNote.objects.bulk_create(made)
    if made:
        _log(by, enquiry, "notes linked to line of enquiry", [link.note for link in made])
    return made


@transaction.atomic
def write_note_for(*, by: Person, enquiry: Enquiry, **said: Any) -> Note:
    """Write a note down for a line: `said` as for `write_note`. Raises InspectionRefused or EvidenceError."""
    note = write_note(by=by, inspection=enquiry.inspection, **said)
    link_notes(by=by, enquiry=enquiry, notes=[note])
    return note


@transaction.atomic
def close_line(*, by: Person, enquiry: Enquiry, found: str, words: str, notes: Sequence[Note] = ()) -> EnquiryEntry:
    """Close a line with what was found and the notes it rests on, which are linked to it where they were not.

    Raises InspectionRefused; ValueError without words.
    """
    check_rests(Found(found), notes)
    link_notes(by=by, enquiry=enquiry, notes=notes)
    closing = enquiries.close(by=by, enquiry=enquiry, found=found, words=words)
    ClosingNote.objects.bulk_create(
        ClosingNote(inspection=enquiry.inspection, closing=closing, note=note, revision=note.current) for note in notes
    )
    _log(by, enquiry, "line of enquiry rests on notes", notes)
    return closing


def _log(by: Person, enquiry: Enquiry, action: str, notes: Sequence[Note]) -> None:
    record(
        by=by,
        chain=str(enquiry.inspection_id),
        action=action,
        object_kind="enquiry",
        object_id=str(enquiry.pk),
        detail={"number": enquiry.number, "notes": sorted(str(note.pk) for note in notes)},
    )
