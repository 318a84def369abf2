"""Who may write a tracked child's record, and until when. Each check raises with a sentence; its twin answers yes or no."""

from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.versions.rules import TooLate, check_in_time, check_late
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.recording import RecordPart, part_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_write_record(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone outside the team; raise TooLate where the child was left out or the stage has moved on."""
    check_in_time(person, tracked.inspection)
    if tracked.state != TrackedState.TRACKED:
        raise TooLate(f"{tracked.code} has been left out, so the record is no longer written.")


def can_write_record(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_write_record` would pass."""
    return passes(check_can_write_record, person, tracked)


def check_can_write_late(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone outside the team, and any entry once the inspection is closed."""
    check_late(person, tracked.inspection)


def can_write_late(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_write_late` would pass."""
    return passes(check_can_write_late, person, tracked)


def checked_part(tracked: TrackedChild, section: str, sector: str) -> RecordPart:
    """Return the part of the framework's record with that section and sector. Raises InspectionRefused where there is none."""
    try:
        return part_of(tracked.inspection.framework, section, sector)
    except KeyError as error:
        raise InspectionRefused("The tracking record of this inspection has no such part.") from error
