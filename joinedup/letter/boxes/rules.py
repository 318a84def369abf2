"""Who says what of a box, who asks for a reading and who answers. Each check raises with a sentence; its twin says yes or no."""

from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.letter.boxes.enums import AGREEMENTS, Agreement
from joinedup.letter.boxes.models import BoxReading
from joinedup.letter.boxes.queries import agreement_of
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Box, Letter
from joinedup.letter.priority.rules import coordinates
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: The letter is out, or on its way without anybody's hand.
OUT = (LetterState.FROZEN, LetterState.PUBLISHED)


def check_can_describe(person: Person, letter: Letter) -> None:
    """Refuse everyone but the team's inspectors, and a letter that is frozen or published.

    What is said of a box is no word of the letter: saying it voids no signature.
    """
    check_may_write(person, letter.inspection)
    if letter.state in OUT:
        raise InspectionRefused("This letter is published. What is said of its boxes stays as it was.")


def can_describe(person: Person, letter: Letter) -> bool:
    """Return whether `check_can_describe` would pass."""
    return passes(check_can_describe, person, letter)


def check_can_record_agreement(person: Person, box: Box, to: Agreement) -> None:
    """Refuse whoever may not describe the box, and what cannot follow on what was recorded last."""
    check_can_describe(person, box.letter)
    stands = agreement_of(box)
    if (stands, to) not in AGREEMENTS:
        before = Agreement(stands).label.lower() if stands else "asked of nobody yet"
        raise InspectionRefused(f"What was {before} cannot become {to.label.lower()}.")


def can_record_agreement(person: Person, box: Box, to: Agreement) -> bool:
    """Return whether `check_can_record_agreement` would pass."""
    return passes(check_can_record_agreement, person, box, to)


def check_can_read_box(person: Person, reading: BoxReading) -> None:
    """Refuse everyone but the coordinators of the agency asked, and a reading that is not asked for any more."""
    if not coordinates(person, reading.inspection, reading.agency):
        raise InspectionRefused(f"Only a coordinator of {reading.agency} can read this.")
    if reading.taken_back_at is not None or reading.box_id is None:
        raise InspectionRefused("You are not asked to read this any more.")


def check_can_answer_reading(person: Person, reading: BoxReading) -> None:
    """Refuse whoever may not read it, and a second answer: for other words the agency is asked again."""
    check_can_read_box(person, reading)
    if reading.answered_at is not None:
        raise InspectionRefused("Your agency has answered already. Tell the inspectors if something has changed.")


def can_answer_reading(person: Person, reading: BoxReading) -> bool:
    """Return whether `check_can_answer_reading` would pass."""
    return passes(check_can_answer_reading, person, reading)
