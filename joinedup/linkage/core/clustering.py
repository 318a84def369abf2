"""Links gathered into people, strongest first, and never across what cannot be one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from joinedup.linkage.core.unions import Unions

#: Bits by which a record without a forename must fit one person better than the next before it joins.
MARGIN: Final = 3.0


@dataclass
class Holder:
    """What a growing group holds that another may contradict: known ids by kind, agencies that give one id to a child."""

    known: dict[str, str]
    unique: set[str]

    def allows(self, other: "Holder") -> bool:
        """Whether two groups may be one person."""
        differ = any(other.known.get(kind, value) != value for kind, value in self.known.items())
        return not differ and self.unique.isdisjoint(other.unique)

    def take(self, other: "Holder") -> None:
        """Hold what the other held too."""
        self.known |= other.known
        self.unique |= other.unique


class Groups:
    """People in the making: records 0..n-1 joined by links, strongest first, where what each group holds allows it."""

    def __init__(self, known: list[str | None], agencies: list[str], unique: frozenset[str]) -> None:
        """Start with each record alone; `known` is its "kind:value", `unique` the agencies that give one id to a child."""
        self._unions = Unions(len(agencies))
        self._holders = [_holder(key, agency, unique) for key, agency in zip(known, agencies, strict=True)]

    def try_join(self, one: int, other: int) -> bool:
        """Join two records' groups where they may be one person; return whether they are one group now."""
        a, b = self._unions.find(one), self._unions.find(other)
        if a == b:
            return True
        if not self._holders[a].allows(self._holders[b]):
            return False
        kept = self._unions.join(a, b)
        self._holders[kept].take(self._holders[b if kept == a else a])
        return True

    def find(self, one: int) -> int:
        """Return the smallest record of a record's group."""
        return self._unions.find(one)

    def groups(self) -> list[int]:
        """Return, for each record, the smallest record of its group."""
        return self._unions.groups()


def _holder(known: str | None, agency: str, unique: frozenset[str]) -> Holder:
    kind, _, value = (known or "").partition(":")
    return Holder({kind: value} if known else {}, {agency} & unique)


def join_strongest_first(groups: Groups, links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join each link (idx_l, idx_r), given strongest first; return the links that what the groups hold forbade."""
    return [(one, other) for one, other in links if not groups.try_join(one, other)]


def attach_nameless(groups: Groups, links: Iterable[tuple[int, int, float]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Join each group without a forename to the one person it fits best; return (links that fit two alike, links forbidden).

    `links` are (record without a forename, record with one, weight in bits). Where the best fit is not MARGIN better than
    the next person's, as with twins, none is joined.
    """
    offers: dict[int, dict[int, tuple[float, int, int]]] = {}
    for nameless, named, weight in links:
        to = offers.setdefault(groups.find(nameless), {})
        person = groups.find(named)
        to[person] = max(to.get(person, (weight, nameless, named)), (weight, nameless, named))
    undecided: list[tuple[int, int]] = []
    forbidden: list[tuple[int, int]] = []
    for group in sorted(offers):
        best, *others = sorted(offers[group].values(), key=lambda offer: (-offer[0], offer[1:]))
        if others and best[0] - others[0][0] < MARGIN:
            undecided += [(nameless, named) for _, nameless, named in (best, *others)]
        elif not groups.try_join(best[1], best[2]):
            forbidden.append((best[1], best[2]))
    return undecided, forbidden
