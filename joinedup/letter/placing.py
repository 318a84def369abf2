"""Moving passages: up and down among those they stand with, and to another section."""

from django.db import transaction

from joinedup.letter.actions import LetterError, changing_section, check_place, log, next_position
from joinedup.letter.core.order import neighbour
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.keeping import keep, keep_first
from joinedup.letter.locks.rules import check_section_free
from joinedup.letter.models import Passage
from joinedup.letter.queries import stand_together
from joinedup.people.models import Person


@transaction.atomic
def move_passage(*, by: Person, passage: Passage, up: bool) -> bool:
    """Let a passage change places with the one before or after it, under the same heading or in the same box.

    Return whether there was one. Voids every signature. Raises InspectionRefused.
    """
    letter = changing_section(by, passage.letter, passage.section)
    passage = _locked(passage)
    row = stand_together(passage)
    other = neighbour([one.pk for one in row], passage.pk, up=up)
    if other is None:
        return False
    keep_first(passage)
    passed = next(one for one in row if one.pk == other)
    passage.position, passed.position = passed.position, passage.position
    for one in (passage, passed):
        one.save(update_fields=["position"])
    keep(by, passage, PassageChange.MOVED)
    log(by, letter, "passage moved", passage=str(passage.pk), up=up)
    return True


@transaction.atomic
def move_to_section(*, by: Person, passage: Passage, section: str, heading: str = "") -> Passage:
    """Move a passage to the end of another section or heading. What stands in a box stays there. Voids every signature.

    Raises InspectionRefused (SectionHeld where somebody holds either section), or LetterError where it cannot stand there.
    """
    letter = changing_section(by, passage.letter, passage.section)
    check_section_free(by, letter, section)
    passage = _locked(passage)
    if passage.box_id:
        raise LetterError("What stands in a box stays there. Take it out and write it anew where it belongs.")
    check_place(letter, section, heading, [])
    kind = next(part.kind for part in letter.inspection.framework.letter if part.id == section)
    if kind not in ("bullets", "prose"):
        raise LetterError("This section holds no passages. Choose another.")
    if (section, heading) == (passage.section, passage.heading):
        raise LetterError("The passage stands there already.")
    keep_first(passage)
    came_from = passage.section
    passage.section, passage.heading, passage.position = section, heading, next_position(letter)
    passage.save(update_fields=["section", "heading", "position"])
    keep(by, passage, PassageChange.MOVED)
    log(by, letter, "passage moved", passage=str(passage.pk), before=came_from, to=section)
    return passage


def _locked(passage: Passage) -> Passage:
    """Return the passage as it stands, the letter being locked; raise LetterError where it was taken out."""
    now = Passage.objects.select_related("letter__inspection", "box").filter(pk=passage.pk).first()
    if now is None:
        raise LetterError("Somebody took this passage out meanwhile.")
    return now
