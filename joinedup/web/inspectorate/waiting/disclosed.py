"""What the disclosure check found in a letter, or in a correction of it, and nobody has decided on."""

from joinedup.inspections.models import Inspection
from joinedup.letter.corrections.queries import proposed_of
from joinedup.letter.disclosure.enums import Standing
from joinedup.letter.disclosure.queries import counted
from joinedup.letter.enums import LetterState
from joinedup.letter.queries import letter_of
from joinedup.web.components.words import count
from joinedup.web.inspectorate.waiting.said import TEAM, Waiting, page_of


def disclosure_left(inspection: Inspection) -> list[Waiting]:
    """Return how many things found are still to be decided, while words are to come out that hold them."""
    letter = letter_of(inspection)
    if letter is None or (letter.state == LetterState.PUBLISHED and proposed_of(letter) is None):
        return []
    if not (number := counted(letter)[Standing.OPEN]):
        return []
    found = f"Decide on {count(number, 'thing')} by which the letter may tell who somebody is"
    return [Waiting(found, page_of("letter-disclosure", inspection), TEAM)]
