"""What several letters say on one topic, side by side. A topic is a criterion of the framework they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DIRECTIONS = ("strength", "improve", "priority", "")


@dataclass(frozen=True)
class RoundPassage:
    """One passage of one letter of a round. `letter` and `passage` are ids; a published letter's passages are frozen."""

    letter: str
    passage: str
    text: str
    direction: str  # strength | improve | priority | ""
    criteria: tuple[str, ...]
    section: str
    position: int = 0


@dataclass(frozen=True)
class Column:
    """What one letter says on a topic, by direction in one order, passages in the letter's own."""

    letter: str
    said: tuple[tuple[str, tuple[RoundPassage, ...]], ...]

    @property
    def silent(self) -> bool:
        """Return whether the letter says nothing on the topic."""
        return not self.said


@dataclass(frozen=True)
class Topic:
    """How many letters say what on one criterion: direction → letters. Counts letters, never areas against each other."""

    criterion: str
    letters: tuple[tuple[str, int], ...]

    @property
    def both_ways(self) -> bool:
        """Return whether some letters call a strength what others ask to improve: the place to look at wordings."""
        said = {direction for direction, many in self.letters if many}
        return "strength" in said and bool(said & {"improve", "priority"})


def topics(criteria: Sequence[str], passages: Iterable[RoundPassage]) -> list[Topic]:
    """Return every criterion in the framework's order with how many letters say what on it; none are left out."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in passages:
        for criterion in row.criteria:
            found.setdefault((criterion, row.direction), set()).add(row.letter)
    return [
        Topic(one, tuple((direction, len(found[one, direction])) for direction in DIRECTIONS if (one, direction) in found))
        for one in criteria
    ]


def side_by_side(criterion: str, letters: Sequence[str], passages: Iterable[RoundPassage]) -> list[Column]:
    """Return one column for each letter, in the order given, with what it says on a criterion; silent letters too."""
    mine = sorted((row for row in passages if criterion in row.criteria), key=lambda row: row.position)
    return [Column(letter, _said([row for row in mine if row.letter == letter])) for letter in letters]


def _said(rows: Sequence[RoundPassage]) -> tuple[tuple[str, tuple[RoundPassage, ...]], ...]:
    by_direction = ((direction, tuple(row for row in rows if row.direction == direction)) for direction in DIRECTIONS)
    return tuple((direction, said) for direction, said in by_direction if said)
