"""While somebody holds a section of a letter, nobody else writes in it."""

from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.locks.queries import hold_on
from joinedup.letter.models import Letter, SectionHold
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class SectionHeld(InspectionRefused):
    """Somebody else is writing this section; `hold` says who and until when."""

    def __init__(self, hold: SectionHold):
        self.hold = hold
        super().__init__(
            f"{hold.by.name} is writing this section just now. Wait until they give it back, or take it over and say why."
        )


def check_section_free(person: Person, letter: Letter, section: str) -> None:
    """Raise SectionHeld while somebody else holds the section. Nobody need hold one to write in it."""
    hold = hold_on(letter, section)
    if hold is not None and hold.by_id != person.pk:
        raise SectionHeld(hold)


def section_free(person: Person, letter: Letter, section: str) -> bool:
    """Return whether `check_section_free` would pass."""
    return passes(check_section_free, person, letter, section)
