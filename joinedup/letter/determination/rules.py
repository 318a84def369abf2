"""Who may put a recipient's address right. Everything else that is determined is a change of the letter: `letter.rules`."""

from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.letter.enums import LetterState
from joinedup.people.refusal import passes


def check_can_mend_address(person, letter) -> None:
    """Raise InspectionRefused unless the person is an inspector on the team and the letter is not sent out yet."""
    check_may_write(person, letter.inspection)
    if letter.state in (LetterState.FROZEN, LetterState.PUBLISHED):
        raise InspectionRefused("This letter is frozen with its recipients. Put an address right where its sending is ticked off.")


def can_mend_address(person, letter) -> bool:
    """Return whether `check_can_mend_address` would pass."""
    return passes(check_can_mend_address, person, letter)
