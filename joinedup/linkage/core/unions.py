"""Groups that only ever grow: union-find over the numbers 0..n-1."""


class Unions:
    """Disjoint groups of 0..n-1, each named by its smallest member."""

    def __init__(self, size: int) -> None:
        """Start with each number alone."""
        self._parent = list(range(size))

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

    def groups(self) -> list[int]:
        """Return, for each number, the smallest member of its group."""
        return [self.find(one) for one in range(len(self._parent))]
