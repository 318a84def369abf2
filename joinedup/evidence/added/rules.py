"""Who may add an event to a child's chronology, on what it rests, and when it is withdrawn. Checks raise with a sentence."""

from joinedup.areas.models import Agency
from joinedup.cases.core.chronology import VIA
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.evidence.added.enums import MOVES, AddedState
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.core.dated import Between, check_order
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Note
from joinedup.evidence.rules import check_can_write_note
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.method.days import end_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.records.kinds import event_kinds


def check_can_add(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone but the team's inspectors, stages in which nothing is noted, and a child that is left out."""
    check_may_write(person, tracked.inspection)
    check_can_write_note(person, tracked.inspection)
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} is left out, so nothing is added to its chronology.")


def can_add(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_add` would pass."""
    return passes(check_can_add, person, tracked)


def check_can_withdraw(person: Person, event: AddedEvent) -> None:
    """Refuse everyone but the team's inspectors, stages in which nothing is noted, and an event withdrawn already."""
    check_may_write(person, event.inspection)
    check_can_write_note(person, event.inspection)
    if AddedState.WITHDRAWN not in MOVES[AddedState(event.state)]:
        raise InspectionRefused("This event is withdrawn already. What was withdrawn in error is added anew.")


def can_withdraw(person: Person, event: AddedEvent) -> bool:
    """Return whether `check_can_withdraw` would pass."""
    return passes(check_can_withdraw, person, event)


def check_source(tracked: TrackedChild, note: Note) -> None:
    """Refuse a note that is not about the child: the event would stand on nothing that can be read beside it."""
    if note.inspection_id != tracked.inspection_id or note.current is None or note.current.tracked_id != tracked.pk:
        raise InspectionRefused(f"The source of an event is a note about the child itself. {note} is not about {tracked.code}.")
    if note.restricted:
        raise InspectionRefused("Everybody on the team reads a chronology, so an event rests on no note for restricted eyes.")


def check_event(
    tracked: TrackedChild, agency: Agency, *, kind: str, via: str, start: Between, end: Between | None, words: str
) -> None:
    """Raise EvidenceError where the event names what does not exist, or its dates cannot be."""
    known = event_kinds().get(kind)
    if known is None:
        raise EvidenceError("Choose what happened from the list of kinds of event.")
    if not agencies(tracked.inspection).filter(pk=agency.pk).exists():
        raise EvidenceError(f"{agency.name} does not take part in this inspection.")
    if via and via not in VIA:
        raise EvidenceError("Say whether it is about the child or which adult in the child’s life.")
    if end is not None and not known.span:
        raise EvidenceError(f"“{known.label}” happens at one moment and has no end. Leave the end empty.")
    if not words.strip():
        raise EvidenceError("Say in a few words what the file says.")
    check_order(start, end, end_of(tracked.inspection.notified_on))
