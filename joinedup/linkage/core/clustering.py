"""Links gathered into people, strongest first, and never across what cannot be one person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from joinedup.linkage.core.unions import Unions, Whole, alone

#: Bits by which a record without a forename must fit one person better than the next before it joins.
MARGIN: Final = 5.0


@dataclass
class Holder:
    """What a growing group holds that another may contradict: known ids by kind, agencies that give one id to a child."""

    known: dict[str, str]
    unique: set[str]
    agencies: set[str]

    def allows(self, other: "Holder") -> bool:
        """Whether two groups may be one person."""
        differ = any(other.known.get(kind, value) != value for kind, value in self.known.items())
        return not differ and self.unique.isdisjoint(other.unique)

    def take(self, other: "Holder") -> None:
        """Hold what the other held too."""
        self.known |= other.known
        self.unique |= other.unique
        self.agencies |= other.agencies


class Groups:
    """People in the making: records 0..n-1 joined by links, strongest first, where what each group holds allows it."""

    def __init__(self, known: list[str | None], agencies: list[str], unique: frozenset[str], together: Whole | None = None) -> None:
        """Start with each record alone, or with groups already found (`uncontested`: the smallest member of each record's).

        `known` is a record's "kind:value", `unique` the agencies that give one id to a child.
        """
        start = alone(len(agencies)) if together is None else together
        self._unions, self._by_group = Unions(start), np.argsort(start, kind="stable")
        self._starts = start[self._by_group]
        self._known, self._agencies, self._unique = known, agencies, unique
        self._holders: dict[int, Holder] = {}
        self._apart: dict[int, set[int]] = {}

    def try_join(self, one: int, other: int) -> bool:
        """Join two records' groups where they may be one person; return whether they are one group now."""
        a, b = self._unions.find(one), self._unions.find(other)
        return self._holder(a).allows(self._holder(b)) and self.join_as_told(a, b) if a != b else True

    def join_as_told(self, one: int, other: int) -> bool:
        """Join two records' groups because a person says so, unless a person also said that two records in them are two."""
        a, b = self._unions.find(one), self._unions.find(other)
        if any(self._unions.find(each) == b for each in self._apart.get(a, ())):
            return False
        if a != b:
            kept = self._unions.join(a, b)
            gone = b if kept == a else a
            self._holder(kept).take(self._holder(gone))
            del self._holders[gone]
            self._apart.setdefault(kept, set()).update(self._apart.pop(gone, ()))
        return True

    def keep_apart(self, one: int, other: int) -> None:
        """Never let two records, still apart, come into one group."""
        a, b = self._unions.find(one), self._unions.find(other)
        self._apart.setdefault(a, set()).add(other)
        self._apart.setdefault(b, set()).add(one)

    def _holder(self, group: int) -> Holder:
        """What a group holds; made when first asked for, since most groups meet no other."""
        if group not in self._holders:
            holder = self._holders[group] = Holder({}, set(), set())
            first, end = np.searchsorted(self._starts, (group, group + 1))
            for record in self._by_group[first:end].tolist():
                kind, _, value = (self._known[record] or "").partition(":")
                agency = self._agencies[record]
                holder.take(Holder({kind: value} if value else {}, {agency} & self._unique, {agency}))
        return self._holders[group]

    def share_agency(self, one: int, other: int) -> bool:
        """Whether one agency has records in both records' groups."""
        a, b = self._holder(self._unions.find(one)), self._holder(self._unions.find(other))
        return not a.agencies.isdisjoint(b.agencies)

    def find(self, one: int) -> int:
        """Return the smallest record of a record's group."""
        return self._unions.find(one)

    def groups(self) -> list[int]:
        """Return, for each record, the smallest record of its group."""
        groups: list[int] = self._unions.groups().tolist()
        return groups


def join_strongest_first(groups: Groups, links: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join each link (idx_l, idx_r), given strongest first; return the links that what the groups hold forbade."""
    return [(one, other) for one, other in links if not groups.try_join(one, other)]


@dataclass(frozen=True, order=True)
class Offer:
    """A person a record without a forename may be: how well it fits (bits), that record, and one of the person's."""

    weight: float
    nameless: int
    named: int

    @property
    def pair(self) -> tuple[int, int]:
        """The two records."""
        return self.nameless, self.named


@dataclass
class Undecided:
    """Pairs left to a person: that fit two people alike, whose agency names the person already, or that groups forbid."""

    two_fit: list[tuple[int, int]] = field(default_factory=list)
    same_agency: list[tuple[int, int]] = field(default_factory=list)
    forbidden: list[tuple[int, int]] = field(default_factory=list)


def attach_nameless(groups: Groups, offers: Iterable[Offer]) -> Undecided:
    """Join each group without a forename to the one person it fits best; return the pairs that could not be decided.

    None is joined where the best fit is not MARGIN better than the next person's, as with twins, nor where the agency that
    wrote "baby" has the person by name in another record: then "baby" may be the twin.
    """
    by_group: dict[int, dict[int, Offer]] = {}
    for offer in offers:
        people = by_group.setdefault(groups.find(offer.nameless), {})
        person = groups.find(offer.named)
        people[person] = max(people.get(person, offer), offer)
    undecided = Undecided()
    for group in sorted(by_group):
        _attach(groups, sorted(by_group[group].values(), reverse=True), undecided)
    return undecided


def _attach(groups: Groups, offers: list[Offer], undecided: Undecided) -> None:
    best, *others = offers
    if others and best.weight - others[0].weight < MARGIN:
        undecided.two_fit += [offer.pair for offer in offers]
    elif groups.share_agency(*best.pair):
        undecided.same_agency.append(best.pair)
    elif not groups.try_join(*best.pair):
        undecided.forbidden.append(best.pair)
