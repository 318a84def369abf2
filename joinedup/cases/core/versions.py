"""What several people write in one place: every wording kept, branches where two wrote at once, joined by a named person.

A version names the versions it was written over (its parents): none for the first, one for an edit, two or more for a join. Nothing
takes a version away, so which stand at the end depends on the set of versions alone, never on the order they came in.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


class VersionError(ValueError):
    """What was to be kept would not say truly what it was written over; the sentence says what to do."""


@dataclass(frozen=True)
class Version:
    """One wording. `said` maps the name of a field to its words or code; `parents` are ids of the versions it was written over."""

    id: str
    parents: tuple[str, ...]
    said: Mapping[str, str]
    by: str  # who wrote it, as the page shows them
    at: datetime
    late: bool = False  # kept although the time to write had passed

    @property
    def joins(self) -> bool:
        """Return whether it brings several versions together."""
        return len(self.parents) > 1


def version_hash(id: str, parents: Iterable[str], said: Mapping[str, str]) -> str:
    """Return sha256 hex over a version's id, its parents' hashes (in any order) and what it says.

    The random id is part of it, so that short words cannot be guessed from the hash, which is kept in clear.
    """
    text = json.dumps([id, sorted(parents), dict(said)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return versions as they were written, the oldest first; each id once."""
    return tuple(sorted({version.id: version for version in versions}.values(), key=_moment))


def standing(versions: Collection[Version]) -> tuple[Version, ...]:
    """Return the versions nothing was written over, the oldest first. More than one: they wait to be joined."""
    written_over = {parent for version in versions for parent in version.parents}
    return in_order(version for version in versions if version.id not in written_over)


def ancestors(versions: Collection[Version], id: str) -> frozenset[str]:
    """Return the ids of everything a version was written over, near and far, and its own."""
    by_id = {version.id: version for version in versions}
    found: set[str] = set()
    waiting = [id]
    while waiting:
        at = waiting.pop()
        if at in by_id and at not in found:
            found.add(at)
            waiting.extend(by_id[at].parents)
    return frozenset(found)


def common_start(versions: Collection[Version], ids: Collection[str]) -> Version | None:
    """Return the last version all the named ones were written over; none where they began apart."""
    if not ids:
        return None
    shared = frozenset.intersection(*(ancestors(versions, id) for id in ids))
    left = [version for version in versions if version.id in shared]
    nearest = standing(left)
    return nearest[-1] if nearest else None


def check_parents(versions: Collection[Version], parents: Collection[str]) -> None:
    """Raise VersionError where a parent is not a version kept here.

    An edit or a join may start from any versions: where others have written since, it stands beside theirs.
    """
    if set(parents) - {version.id for version in versions}:
        raise VersionError("A version this was written over is not kept here. Open the part again and save there.")


def _moment(version: Version) -> tuple[datetime, str]:
    return version.at, version.id
