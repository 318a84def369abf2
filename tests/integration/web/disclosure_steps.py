"""A thing the disclosure check found, at the moments a reader may look at it or decide about it."""

from uuid import UUID

from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureHit
from joinedup.letter.queries import passages_of
from joinedup.rehearsal.play import Played


def find_something(played: Played, id: UUID) -> None:
    """Let the last check of the played letter have found something in its first passage."""
    check = DisclosureCheck.objects.filter(letter=played.letter).last()
    place = f"passage:{passages_of(played.letter)[0].pk}"
    contexts = [["It was so for ", "three children", "."]]
    seen = {"phrase": "three children", "why": "Counts fewer than ten people.", "contexts": contexts}
    about = {"inspection": played.inspection, "letter": played.letter, "place": place, "kind": "count", "seen": seen}
    DisclosureHit.objects.create(pk=id, mentions=1, first_check=check, last_check=check, **about)
