"""What every writer of lines of enquiry shares: a new line under the next number, an entry, and the line in the log."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.cases.enquiries.enums import EntryKind, Found
from joinedup.cases.enquiries.models import Enquiry, EnquiryEntry
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person


def new_line(
    by: Person, inspection: Inspection, tracked: TrackedChild | None, words: str, *, rests_on: str = "", **place: object
) -> Enquiry:
    """Open a line under the inspection's next number; called within a transaction. `place`: criterion and sectors."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    if tracked is not None and tracked.inspection_id != inspection.pk:
        raise InspectionRefused("The child is not tracked in this inspection.")
    last = Enquiry.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"]
    line = Enquiry(
        inspection=inspection, number=(last or 0) + 1, tracked=tracked, words=words, rests_on=rests_on, opened_by=by, **place
    )
    line.save(force_insert=True)
    say(by, line, EntryKind.OPENED, words)
    return line


def say(
    by: Person, enquiry: Enquiry, kind: EntryKind, words: str = "", *, found: Found | str = "", people: Sequence[Person] = ()
) -> EnquiryEntry:
    """Add one entry to a line's history; called within the action that did it."""
    entry = EnquiryEntry(
        inspection=enquiry.inspection, enquiry=enquiry, kind=kind, words=words, found=found, said_by=by, said_at=timezone.now()
    )
    entry.save(force_insert=True)
    entry.people.set(people)
    return entry


def locked(enquiry: Enquiry) -> Enquiry:
    """Return a line as it stands now, its row locked."""
    return Enquiry.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=enquiry.pk)


def log(by: Person, enquiry: Enquiry, action: str, **more: object) -> None:
    """Log what was done to a line: by its number, never in its words."""
    record(
        by=by,
        chain=str(enquiry.inspection_id),
        action=action,
        object_kind="enquiry",
        object_id=str(enquiry.pk),
        detail={"number": enquiry.number, **more},
    )
