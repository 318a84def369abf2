"""Until when inspectors write what several people write together. Each check raises with a sentence."""

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.people.models import Person

#: Stages in which records are written.
RECORDING = (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)
#: Stages in which what was being written can still be kept, marked as late.
LATE = (*RECORDING, Stage.WRITING, Stage.CHECKING, Stage.SIGNED, Stage.PUBLISHED, Stage.FOLLOW_UP)


class TooLate(InspectionRefused):
    """The time to write has passed, but what was being written can be kept as a late entry."""


def check_in_time(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and a closed inspection; raise TooLate where the stage has moved on."""
    check_late(person, inspection)
    if inspection.stage not in RECORDING:
        stage = inspection.get_stage_display().lower()
        raise TooLate(f"This is written at selection, in fieldwork and while judging. This inspection is {stage}.")


def check_late(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and any entry before selection or once the inspection is closed."""
    check_may_write(person, inspection)
    if inspection.stage not in LATE:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Nothing can be kept any more: this inspection is {stage}. Copy what you wrote.")
