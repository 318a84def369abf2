"""The only writers of events added by hand."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record
from joinedup.cases.enquiries.actions import propose_for_child
from joinedup.cases.models import TrackedChild
from joinedup.evidence.actions import write_note
from joinedup.evidence.added.enums import AddedState
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.added.queries import added_to
from joinedup.evidence.added.rules import check_can_add, check_can_withdraw, check_event, check_source
from joinedup.evidence.core.dated import Between
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Note
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person

#: The kind of source of the framework a note is given that is written together with its event.
CASE_FILE = "case_file"


@transaction.atomic
def add_event(
    *,
    by: Person,
    tracked: TrackedChild,
    note: Note,
    agency: Agency,
    kind: str,
    start: Between,
    words: str,
    end: Between | None = None,
    via: str = "",
) -> AddedEvent:
    """Add an event an agency's file tells of to a child's chronology, with a note about the child as its source.

    `via` is the relation of the adult it is about, "" where it is about the child. It counts in timescales and handovers like
    any other. Raises InspectionRefused; EvidenceError where the event cannot be.
    """
    check_can_add(by, tracked)
    check_source(tracked, note)
    check_event(tracked, agency, kind=kind, via=via, start=start, end=end, words=words)
    event = AddedEvent(inspection=tracked.inspection, tracked=tracked, agency=agency, note=note, revision=note.current, added_by=by)
    event.what = {"kind": kind, "via": via, "start": start.as_json(), "end": end.as_json() if end else None}
    event.words = words.strip()
    event.save(force_insert=True)
    _log(by, event, "event added by hand", code=tracked.code, note=str(note.pk), agency=agency.key)
    propose_for_child(by=by, tracked=tracked, added=added_to(tracked))
    return event


@transaction.atomic
def add_event_and_note(*, by: Person, tracked: TrackedChild, said: dict[str, Any], **event: Any) -> AddedEvent:
    """Write a note about the child from a case file and add the event it tells of; `said` as for `write_note`.

    Raises InspectionRefused or EvidenceError; then neither is kept.
    """
    check_can_add(by, tracked)
    note = write_note(by=by, inspection=tracked.inspection, tracked=tracked, source=case_file_of(tracked), **said)
    return add_event(by=by, tracked=tracked, note=note, **event)


def case_file_of(tracked: TrackedChild) -> str:
    """Return the framework's kind of source for case files; in one written before it had any, the first that is about a child.

    Raises EvidenceError where it has neither.
    """
    about_child = [source.id for source in tracked.inspection.framework.sources if source.about_child]
    if not about_child:
        raise EvidenceError("This framework has no case files among its kinds of source. Write the note first, and choose it here.")
    return CASE_FILE if CASE_FILE in about_child else about_child[0]


@transaction.atomic
def withdraw_event(*, by: Person, event: AddedEvent, why: str) -> AddedEvent:
    """Take an event out of the chronology, saying why; it stays to be read below it. Raises InspectionRefused."""
    locked = AddedEvent.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=event.pk)
    check_can_withdraw(by, locked)
    if not why.strip():
        raise InspectionRefused("Say why this event is withdrawn.")
    locked.state, locked.withdrawn_by, locked.withdrawn_at = AddedState.WITHDRAWN, by, timezone.now()
    locked.withdrawn_why = why.strip()
    locked.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
    _log(by, locked, "event added by hand withdrawn")
    propose_for_child(by=by, tracked=locked.tracked, added=added_to(locked.tracked))
    return locked


def _log(by: Person, event: AddedEvent, action: str, **detail: object) -> None:
    record(
        by=by,
        chain=str(event.inspection_id),
        action=action,
        object_kind="addedevent",
        object_id=str(event.pk),
        detail=detail,
    )
