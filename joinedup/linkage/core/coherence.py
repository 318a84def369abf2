"""Groups joined only where all that is known between them, for and against, speaks for one person."""

from collections.abc import Iterable
from typing import Final

from joinedup.linkage.core.clustering import Groups

#: The most that one pair may say for or against two groups, in bits: one chance agreement never outweighs several contradictions.
MOST: Final = 10.0


class Evidence:
    """The sum of the weights of the pairs between groups that only ever grow."""

    def __init__(self, groups: Groups, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Start with the groups as they are and the weight of each pair of records (idx_l, idx_r, bits)."""
        self._between: dict[int, dict[int, float]] = {}
        for one, other, weight in pairs:
            a, b = groups.find(one), groups.find(other)
            if a != b:
                self._between.setdefault(a, {})[b] = self.between(a, b) + max(-MOST, min(MOST, weight))
                self._between.setdefault(b, {})[a] = self._between[a][b]

    def between(self, one: int, other: int) -> float:
        """Return the bits that speak for two groups being one person."""
        return self._between.get(one, {}).get(other, 0.0)

    def merge(self, kept: int, gone: int) -> None:
        """Add what was said of the group `gone` to what was said of `kept`."""
        mine, theirs = self._between.setdefault(kept, {}), self._between.pop(gone, {})
        mine.pop(gone, None)
        theirs.pop(kept, None)
        for other, weight in theirs.items():
            mine[other] = mine.get(other, 0.0) + weight
            around = self._between[other]
            del around[gone]
            around[kept] = mine[other]


def join_coherent(
    groups: Groups, links: Iterable[tuple[int, int]], pairs: Iterable[tuple[int, int, float]]
) -> list[tuple[int, int]]:
    """Join each link (idx_l, idx_r), given strongest first, whose groups the evidence holds to be one; return the links left.

    `pairs` is every scored pair with its weight, also those against.
    """
    evidence, left = Evidence(groups, pairs), []
    for pair in links:
        one, other = (groups.find(each) for each in pair)
        if one == other:
            continue
        if evidence.between(one, other) <= 0 or not groups.try_join(one, other):
            left.append(pair)
            continue
        kept = groups.find(one)
        evidence.merge(kept, other if kept == one else one)
    return left
