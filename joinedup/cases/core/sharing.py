"""How the places of a sample are shared out among the strata: level by level, each child's chance exactly as designed.

Strata are levels in order (decision, then referrer, then week). At each node of that tree places go to its parts in proportion
to their children, and what is not a whole place is rounded by one random start per node, read off a hash: *systematic random
rounding*. So no part is without a chance, however small, and within a node each child's chance is places over children. On the
first level the shares may be equal instead (`Share.EQUAL`): as many for each decision, never more than there are children.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, groupby
from math import ceil
from typing import Final

#: Stands between the parts of a stratum's name.
BETWEEN: Final = " · "
#: What a stratum is called where the list does not tell; never given an equal share of the first level.
NOT_KNOWN: Final = "not known"
EQUAL: Final = "equal"
PROPORTIONAL: Final = "proportional"
#: How samples drawn before nested sharing shared their places; they are redrawn as they were.
LARGEST_REMAINDER: Final = "largest_remainder"
#: What the root of the tree is called where a start is hashed.
ROOT: Final = ""
_DIGITS: Final = 13
#: 13 hex digits: 52 bits, which a spreadsheet holds exactly.
START_PARTS: Final = 16**_DIGITS

Path = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One stratum at one level, in the order its siblings are counted: children, the share due to it, and its places.

    `path` are the values from the first level down. `share` is exact; `start` is its parent's random start, in [0, 1); `counted`
    are the shares of the siblings up to and with this one.
    """

    path: Path
    children: int
    share: Fraction
    counted: Fraction
    start: Fraction
    places: int

    @property
    def parent(self) -> Path:
        """The node whose places this cell shares."""
        return self.path[:-1]


def start_of(seed: str, frame_hash: str, path: Path) -> Fraction:
    """Return a node's random start in [0, 1): the first 13 hex digits of sha256(seed|frame hash|path), over 16 to the 13th."""
    text = f"{seed}|{frame_hash}|{BETWEEN.join(path) or ROOT}"
    return Fraction(int(hashlib.sha256(text.encode()).hexdigest()[:_DIGITS], 16), START_PARTS)


def share_out(strata: Mapping[Path, int], size: int, share: str, start: Callable[[Path], Fraction]) -> tuple[Cell, ...]:
    """Share `size` places (all children's, where there are fewer) among strata: path → children, paths all of one length.

    `start` gives a node's random start. Returns the cells of every level, level by level, each level in order of path. `share`
    says how the first level is shared: EQUAL or PROPORTIONAL.
    """
    depth = max(map(len, strata), default=0)
    places: dict[Path, int] = {(): min(size, sum(strata.values()))}
    cells: list[Cell] = []
    for level in range(1, depth + 1):
        for node, parts in _nodes(strata, level):
            due = _equal(parts, places[node]) if share == EQUAL and level == 1 else _in_proportion(parts, places[node])
            cells += _rounded(parts, due, start(node))
        places |= {cell.path: cell.places for cell in cells}
    return tuple(cells)


def chances(cells: Iterable[Cell]) -> dict[Path, Fraction]:
    """Return the designed chance of a child in each cell of the last level: its first-level share over that stratum's children."""
    listed = list(cells)
    depth = max((len(cell.path) for cell in listed), default=0)
    first: dict[Path, Fraction] = {cell.path: cell.share / cell.children for cell in listed if len(cell.path) == 1}
    return {cell.path: first[cell.path[:1]] for cell in listed if len(cell.path) == depth}


def _nodes(strata: Mapping[Path, int], level: int) -> Iterator[tuple[Path, dict[Path, int]]]:
    """Yield each node above a level in order of name, with its parts in order of theirs and how many children each has."""
    counts: dict[Path, int] = defaultdict(int)
    for path, children in strata.items():
        counts[path[:level]] += children
    for node, paths in groupby(sorted(counts), key=lambda path: path[:-1]):
        yield node, {path: counts[path] for path in paths}


def _in_proportion(parts: Mapping[Path, int], places: int) -> list[Fraction]:
    total = max(sum(parts.values()), 1)
    return [Fraction(places * children, total) for children in parts.values()]


def _equal(parts: Mapping[Path, int], places: int) -> list[Fraction]:
    """Return equal shares; a part with fewer children gives what it cannot use to the others, equally.

    Children of whom the first level is not known are no group to compare with: they get their share in proportion.
    """
    total = max(sum(parts.values()), 1)
    shares: dict[Path, Fraction] = {
        path: Fraction(places * children, total) for path, children in parts.items() if path[-1] == NOT_KNOWN
    }
    left, open_parts = places - sum(shares.values(), Fraction(0)), {path: n for path, n in parts.items() if path not in shares}
    while open_parts:
        each = left / len(open_parts)
        full = {path: n for path, n in open_parts.items() if n <= each}
        settled = {path: Fraction(n) for path, n in full.items()} or dict.fromkeys(open_parts, each)
        shares |= settled
        left -= sum(settled.values(), Fraction(0))
        open_parts = {path: n for path, n in open_parts.items() if path not in settled}
    return [shares[path] for path in parts]


def _rounded(parts: Mapping[Path, int], due: Sequence[Fraction], start: Fraction) -> list[Cell]:
    """Round shares to whole places: each gets the whole numbers, moved by the start, that its stretch of the line covers."""
    counted = list(accumulate(due))
    marks = [ceil(upto - start) for upto in counted]
    places = [mark - before for mark, before in zip(marks, [0, *marks], strict=False)]
    return [
        Cell(path, children, share, upto, start, got)
        for (path, children), share, upto, got in zip(parts.items(), due, counted, places, strict=True)
    ]
