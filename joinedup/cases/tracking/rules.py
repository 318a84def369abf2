"""Who may write a tracked child's record, and until when. Each check raises with a sentence; its twin answers yes or no."""

from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.method.recording import RecordPart, part_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: Stages in which the record is written.
RECORDING = (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)
#: Stages in which what was being written can still be kept, marked as late.
LATE = (*RECORDING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED, Stage.PUBLISHED, Stage.FOLLOW_UP)


class TooLate(InspectionRefused):
    """The record is no longer written, but what was being written can be kept as a late entry."""


def check_can_write_record(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone outside the team; raise TooLate where the child was left out or the stage has moved on."""
    check_can_write_late(person, tracked)
    if tracked.state != TrackedState.TRACKED:
        raise TooLate(f"{tracked.code} has been left out, so the record is no longer written.")
    if tracked.inspection.stage not in RECORDING:
        stage = tracked.inspection.get_stage_display().lower()
        raise TooLate(f"The record is written at selection, in fieldwork and while judging. This inspection is {stage}.")


def can_write_record(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_write_record` would pass."""
    return passes(check_can_write_record, person, tracked)


def check_can_write_late(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone outside the team, and any entry once the inspection is closed."""
    check_is_inspector(person, tracked.inspection)
    if tracked.inspection.stage not in LATE:
        stage = tracked.inspection.get_stage_display().lower()
        raise InspectionRefused(f"Nothing can be kept in the record any more: this inspection is {stage}. Copy what you wrote.")


def can_write_late(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_write_late` would pass."""
    return passes(check_can_write_late, person, tracked)


def checked_part(tracked: TrackedChild, section: str, sector: str) -> RecordPart:
    """Return the part of the framework's record with that section and sector. Raises InspectionRefused where there is none."""
    try:
        return part_of(tracked.inspection.framework, section, sector)
    except KeyError as error:
        raise InspectionRefused("The tracking record of this inspection has no such part.") from error
