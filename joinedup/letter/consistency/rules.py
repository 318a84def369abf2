"""Who shares a draft across a round, and who settles a wording. Each check raises with a sentence; its twin says yes or no."""

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector, check_is_lead
from joinedup.letter.consistency.queries import people_to_share_with
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_read_round(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the inspection's team: a round is read from one's own letter."""
    check_is_inspector(person, inspection)


def check_can_share(person: Person, letter: Letter) -> None:
    """Refuse everyone but the lead inspectors, and what everybody may read already."""
    check_is_lead(person, letter.inspection)
    if letter.state == LetterState.PUBLISHED:
        raise InspectionRefused("This letter is published: everybody may read it.")


def can_share(person: Person, letter: Letter) -> bool:
    """Return whether `check_can_share` would pass."""
    return passes(check_can_share, person, letter)


def check_can_share_with(letter: Letter, person: Person) -> None:
    """Refuse whoever is not on a team of the same round, or has the draft already."""
    if person not in people_to_share_with(letter):
        raise InspectionRefused("A draft is shared with inspectors on the teams of the same round, each once.")
