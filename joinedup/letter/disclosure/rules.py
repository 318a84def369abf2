"""Who has a letter checked and who decides on what was found. Each rule says why not, in a sentence."""

from joinedup.inspections.rules import InspectionRefused, check_is_inspector, check_may_write
from joinedup.letter.corrections.queries import proposed_of
from joinedup.letter.disclosure.models import DisclosureHit
from joinedup.letter.enums import LetterState
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_check(person: Person, letter) -> None:
    """Refuse everyone but the team's inspectors, and once the letter is published, unless a correction of it is proposed."""
    check_may_write(person, letter.inspection)
    if letter.state == LetterState.PUBLISHED and proposed_of(letter) is None:
        raise InspectionRefused("This letter is published. What is published is corrected, never changed.")


def can_check(person: Person, letter) -> bool:
    """Return whether `check_can_check` would pass."""
    return passes(check_can_check, person, letter)


def check_can_read(person: Person, letter) -> None:
    """Refuse everyone outside the team: what was found says what is on the lists."""
    check_is_inspector(person, letter.inspection)


def check_can_decide(person: Person, hit: DisclosureHit) -> None:
    """Refuse everyone but the team's inspectors, a published letter, and what is no longer in the letter."""
    check_can_check(person, hit.letter)
    if not hit.stands:
        raise InspectionRefused("These words are no longer in the letter, so there is nothing to decide.")


def can_decide(person: Person, hit: DisclosureHit) -> bool:
    """Return whether `check_can_decide` would pass."""
    return passes(check_can_decide, person, hit)
