"""Lengthens a hold whenever its holder saves something in the section: called by the actions that change passages."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from joinedup.letter.models import Letter, SectionHold
from joinedup.people.models import Person

#: So long a section stays held after its holder last saved something: long enough for a telephone call, short enough for a
#: colleague who waits.
HELD_FOR: Final = timedelta(minutes=30)


def lengthen(by: Person, letter: Letter, section: str) -> None:
    """Let somebody's own hold on a section run anew, also where it had lapsed and nobody took the section since."""
    SectionHold.objects.filter(letter=letter, section=section, by=by, ended_at=None).update(until=timezone.now() + HELD_FOR)
