"""Groups that only ever grow: union-find over the numbers 0..n-1, one link at a time or all at once."""

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]


class Unions:
    """Disjoint groups of 0..n-1, each named by its smallest member."""

    def __init__(self, groups: Whole) -> None:
        """Start with groups given as the smallest member of each number's group (`alone`, `united`)."""
        self._parent: list[int] = groups.tolist()

    def find(self, one: int) -> int:
        """Return the smallest member of the group `one` is in."""
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(self, one: int, other: int) -> int:
        """Make one group of two and return its smallest member."""
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low
        return low

    def groups(self) -> Whole:
        """Return, for each number, the smallest member of its group."""
        return _followed(np.array(self._parent, dtype=np.int64))


def alone(size: int) -> Whole:
    """Return the groups of as many numbers, each alone."""
    return np.arange(size, dtype=np.int64)


def united(size: int, one: Whole, other: Whole) -> Whole:
    """Return, for each of 0..size-1, the smallest member of its group once every link (one, other) is made."""
    groups = alone(size)
    while len(one):
        one, other = groups[one], groups[other]
        differ = one != other
        one, other = np.minimum(one, other)[differ], np.maximum(one, other)[differ]
        np.minimum.at(groups, other, one)
        groups = _followed(groups)
    return groups


def _followed(groups: Whole) -> Whole:
    """Follow every number to the end of its trail of smaller members."""
    while True:
        further = groups[groups]
        if np.array_equal(further, groups):
            return groups
        groups = further
