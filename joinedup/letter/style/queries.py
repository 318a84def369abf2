"""Reads for the hints: how many tracked children lie beneath each passage, and which way. No note's words are unsealed for it."""

from collections.abc import Iterable
from uuid import UUID

from joinedup.evidence.models import Note
from joinedup.letter.core.style.hints import Ground, Hint, hints_of, key_of
from joinedup.letter.core.style.quantifiers import Beneath
from joinedup.letter.core.style.sizes import Size, sizes
from joinedup.letter.core.version import DraftPassage
from joinedup.letter.models import HintDismissed, Letter
from joinedup.letter.queries import draft_passages

STRENGTH, CONCERN = "strength", "concern"  # directions of notes
#: A note's standing in what a passage says: the tracked child it is about, if any, and its direction.
_Seen = tuple[UUID | None, str]


def hints_of_letter(letter: Letter) -> list[Hint]:
    """Return the hints of a letter's draft, in the order of its passages."""
    rows = draft_passages(letter)
    return hints_of(rows, _ground(letter, rows))


def hints_by_passage(letter: Letter) -> dict[str, list[Hint]]:
    """Return the hints of a letter's draft by the id of their passage, without those that were dismissed."""
    dismissed, found = dismissed_of(letter), dict[str, list[Hint]]()
    for hint in hints_of_letter(letter):
        if (hint.passage, hint.key) not in dismissed:
            found.setdefault(hint.passage, []).append(hint)
    return found


def dismissed_hints(letter: Letter) -> list[tuple[Hint, HintDismissed]]:
    """Return the hints that would be shown if they were not dismissed, in the order of the letter, each with who dismissed it."""
    dismissed = dismissed_of(letter)
    hints = hints_of_letter(letter) if dismissed else []
    return [(hint, row) for hint in hints if (row := dismissed.get((hint.passage, hint.key)))]


def dismissed_of(letter: Letter) -> dict[tuple[str, str], HintDismissed]:
    """Return what is dismissed now, by the id of the passage and the key of the hint."""
    rows = letter.hints_dismissed.filter(brought_back_at=None).select_related("by")
    return {(str(row.passage), key_of(row.kind, row.sentence)): row for row in rows}


def sizes_of_letter(letter: Letter) -> list[Size]:
    """Return the size of each of its sections, beside what its framework's letters usually have."""
    return sizes(letter.inspection.framework.letter, draft_passages(letter))


def _ground(letter: Letter, passages: Iterable[DraftPassage]) -> Ground:
    rows = list(passages)
    noted = Note.objects.filter(inspection=letter.inspection, current__isnull=False).order_by()
    seen: dict[str, _Seen] = {
        str(pk): (tracked, way) for pk, tracked, way in noted.values_list("pk", "current__tracked", "current__direction")
    }
    numbers = {str(pk): number for pk, number in letter.inspection.findings.values_list("pk", "number")}
    return Ground({row.id: _beneath(row, seen) for row in rows}, numbers)


def _beneath(passage: DraftPassage, seen: dict[str, _Seen]) -> Beneath:
    """Count the children whose notes bear a passage out; one with notes of both directions speaks otherwise."""
    notes = [seen[note] for note in passage.notes if note in seen]
    agrees = STRENGTH if passage.direction == STRENGTH else CONCERN
    against = CONCERN if passage.direction == STRENGTH else STRENGTH
    otherwise = {child for child, way in notes if child and way == against}
    bearing = {child for child, way in notes if child and way == agrees} - otherwise
    return Beneath(len(bearing), len(otherwise), sum(1 for child, _ in notes if child is None))
