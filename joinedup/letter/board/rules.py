"""Who says why a letter slipped. The check raises with a sentence; its twin says yes or no."""

from datetime import date

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_lead
from joinedup.letter.board.queries import on_board
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_say_why(person: Person, inspection: Inspection, today: date) -> None:
    """Refuse everyone but the lead inspectors, and a letter no step of which is due."""
    check_is_lead(person, inspection)
    if on_board(inspection, today).due is None:
        raise InspectionRefused("No step of this letter is due.")


def can_say_why(person: Person, inspection: Inspection, today: date) -> bool:
    """Return whether `check_can_say_why` would pass."""
    return passes(check_can_say_why, person, inspection, today)
