"""How two wordings differ, word by word, and one wording proposed from several written over the same start."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"

_WORDS = re.compile(r"\s+|[^\s]+")
_SENTENCES = re.compile(r".+?(?:[.!?][\"”’)]*\s+|\n+|\Z)|\s+", re.DOTALL)
#: So few words alike between two changes read better as part of one change.
_ISLAND = 1


@dataclass(frozen=True)
class Piece:
    """A run of words: in both wordings (same), only in the earlier (gone) or only in the later (new)."""

    kind: str
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return how one wording became another: same and gone put together are `before`, same and new are `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    return tuple(_readable(list(_changes(old, new))))


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[Piece, ...]]:
    """Return the difference of every field that differs, in the order of the fields; a field left out is empty."""
    fields = [*after, *(field for field in before if field not in after)]
    pairs = ((field, before.get(field, ""), after.get(field, "")) for field in fields)
    return {field: difference(old, new) for field, old, new in pairs if old != new}


def joined(start: str, first: str, second: str) -> str:
    """Return one wording from two written over the same start: a proposal for a person to read, change and keep.

    Whatever either wrote anew is in it. A sentence only one of them changed stands as changed; where both changed the same
    place, or places that touch, both wordings follow one another.
    """
    old, one, two = (_SENTENCES.findall(text) for text in (start, first, second))
    said = ""
    for sentence in _laid_together(old, one, two):
        said += sentence if not said or said[-1].isspace() else f"\n{sentence}"
    return said


def joined_all(start: str, wordings: Sequence[str]) -> str:
    """Return one wording from any number written over the same start, joined one after the other; "" where there is none."""
    if not wordings:
        return ""
    proposal, *rest = wordings
    for wording in rest:
        proposal = joined(start, proposal, wording)
    return proposal


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(old[i1:i2]))
            continue
        yield Piece(GONE, "".join(old[i1:i2]))
        yield Piece(NEW, "".join(new[j1:j2]))


def _readable(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield runs of changes whole: a space or one word alike between two changes is told as part of the change."""
    gone = new = ""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        island = 0 < place < last and len(piece.text.split()) <= _ISLAND
        if piece.kind == SAME and not (island and (gone or new)):
            yield from _change(gone, new)
            gone = new = ""
            yield piece
        else:
            gone += piece.text if piece.kind != NEW else ""
            new += piece.text if piece.kind != GONE else ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Piece]:
    yield from (piece for piece in (Piece(GONE, gone), Piece(NEW, new)) if piece.text)


def _laid_together(old: Sequence[str], one: Sequence[str], two: Sequence[str]) -> Iterator[str]:
    """Yield sentences: those all three share in their places, and between them what was made of the start."""
    at = (0, 0, 0)
    for place in _shared(old, one, two):
        was, mine, theirs = (rows[begin:end] for rows, begin, end in zip((old, one, two), at, place, strict=True))
        yield from _of_one_place(was, mine, theirs)
        if place[0] < len(old):  # alike but for the space after it: whoever changed that is followed
            yield one[place[1]] if one[place[1]] != old[place[0]] else two[place[2]]
        at = (place[0] + 1, place[1] + 1, place[2] + 1)


def _shared(old: Sequence[str], one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield where the sentences stand that both left as they were, then the three ends."""
    in_one, in_two = _kept(old, one), _kept(old, two)
    yield from ((place, in_one[place], in_two[place]) for place in range(len(old)) if place in in_one and place in in_two)
    yield len(old), len(one), len(two)


def _kept(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    before, after = ([sentence.strip() for sentence in rows] for rows in (old, new))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _of_one_place(was: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Sequence[str]:
    if mine == was:
        return theirs
    return mine if theirs in (was, mine) else [*mine, *(sentence for sentence in theirs if sentence not in mine)]
