"""A letter checked for disclosure, with everything found decided, for what is tested beside it."""

from joinedup.letter.disclosure.actions import check_for_disclosure, decide, open_hits
from joinedup.letter.disclosure.enums import Standing
from joinedup.letter.models import Letter
from tests.factories.inspections import World

REASON = "It is not about anybody of the area."


def checked(world: World, letter: Letter) -> Letter:
    """Return the letter once it is checked as it stands and its lead inspector has let stand all that was found."""
    check_for_disclosure(by=world.lead, letter=letter)
    for seen in open_hits(by=world.lead, letter=letter):
        if seen.standing == Standing.OPEN:
            decide(by=world.lead, hit=seen.hit, decision="stand", reason=REASON)
    return letter
