"""A note is a set of revisions. Its history follows from the set alone: not from the order, nor from how often each arrived."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

_FIRST: Final[frozenset[str]] = frozenset()


class Link(NamedTuple):
    """A revision as history sees it: its id, the ids it follows (sorted), its hash, and when its device says it was written."""

    id: str
    parents: tuple[str, ...]
    hash: str
    written_at: str = ""


@dataclass(frozen=True)
class History:
    """The history of one note: a set that only grows. Two histories of one note are merged by taking both."""

    links: frozenset[Link] = frozenset()

    @classmethod
    def of(cls, links: Iterable[Link]) -> "History":
        """Return the history of these revisions, in whatever order and however often each is named."""
        return cls(frozenset(links))

    def merged(self, other: "History") -> "History":
        """Return everything that either holds."""
        return History(self.links | other.links)

    @cached_property
    def conflicts(self) -> frozenset[str]:
        """The ids under which two different wordings came: a device or a file is broken, and a person must look."""
        seen: dict[str, str] = {}
        return frozenset(link.id for link in self.links if seen.setdefault(link.id, link.hash) != link.hash)

    @cached_property
    def by_id(self) -> dict[str, Link]:
        """Each revision by its id; of two under one id, the one whose hash comes first."""
        return {link.id: link for link in sorted(self.links, key=lambda link: link.hash, reverse=True)}

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The revisions no other follows, sorted by id: one, or a branch each. Never empty where there is a revision.

        Revisions that follow each other in a circle (no notebook writes such) would hide each other: the first stands for them.
        """
        followed = {parent for link in self.by_id.values() for parent in link.parents if parent != link.id}
        heads = [one for one in self.by_id if one not in followed]
        reached = set().union(*(self.before(head) for head in heads), heads)
        while lost := sorted(set(self.by_id) - reached):
            heads.append(lost[0])
            reached |= {lost[0], *self.before(lost[0])}
        return tuple(sorted(heads))

    @property
    def branched(self) -> bool:
        """Whether more than one wording stands, until somebody joins them."""
        return len(self.heads) > 1

    @cached_property
    def awaited(self) -> frozenset[str]:
        """The ids that are followed but have not arrived."""
        return frozenset(parent for link in self.by_id.values() for parent in link.parents) - set(self.by_id)

    def before(self, revision: str) -> frozenset[str]:
        """Return every revision that one follows, near and far, as far as it has arrived."""
        found: set[str] = set()
        waiting = [revision]
        while waiting:
            for parent in self.by_id[waiting.pop()].parents:
                if parent in self.by_id and parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return frozenset(found - {revision})

    def ordered(self) -> tuple[str, ...]:
        """Return all revisions, each after those it follows; among equals by the time their device tells, then by id.

        Device clocks may be wrong by days: they decide between wordings that do not follow each other, and nothing else.
        """
        depth = {one: len(self.before(one)) for one in self.by_id}
        return tuple(sorted(self.by_id, key=lambda one: (depth[one], self.by_id[one].written_at, one)))

    def branch(self, head: str) -> tuple[str, ...]:
        """Return what only this head has: the revisions no other head follows, oldest first, the head last."""
        others = set().union(_FIRST, *(self.before(other) for other in self.heads if other != head))
        own = {head, *self.before(head)} - others
        return tuple(one for one in self.ordered() if one in own)

    @property
    def shown(self) -> str:
        """The head whose wording stands first where one must: the last written, by its device's clock. It outranks no other."""
        return max(self.heads, key=lambda head: (self.by_id[head].written_at, head))
