"""Several wordings of one text, told to a reader: which stand, how each differs from where they began, and all that came before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from joinedup.cases.core.versions import Version, common_start, standing
from joinedup.cases.core.wording import Piece, difference, joined_all


@dataclass(frozen=True)
class Wording:
    """One wording as a page shows it; `pieces` say how it differs from what it was written over."""

    id: str
    by: str
    at: datetime
    words: str
    pieces: tuple[Piece, ...]
    late: bool
    joins: bool


def branches(versions: Sequence[Version], field: str, labels: Mapping[str, str] | None = None) -> list[Wording]:
    """Return the wordings that stand beside one another, each told as it differs from where they began."""
    last = standing(versions)
    start = common_start(versions, [version.id for version in last])
    before = start.said.get(field, "") if start else ""
    return [_told(version, before, field, labels or {}) for version in last]


def history(versions: Sequence[Version], field: str, labels: Mapping[str, str] | None = None) -> list[Wording]:
    """Return every wording, the latest first, each told as it differs from what it was written over."""
    by_id = {version.id: version for version in versions}
    return [_told(version, _before(version, by_id, field), field, labels or {}) for version in reversed(versions)]


def proposal(versions: Sequence[Version], field: str) -> str:
    """Return one wording in which nothing of those that stand is missing: for a person to read, change and keep."""
    last = standing(versions)
    start = common_start(versions, [version.id for version in last])
    return joined_all(start.said.get(field, "") if start else "", [version.said.get(field, "") for version in last])


def _before(version: Version, by_id: Mapping[str, Version], field: str) -> str:
    parent = by_id.get(version.parents[0]) if version.parents else None
    return parent.said.get(field, "") if parent else ""


def _told(version: Version, before: str, field: str, labels: Mapping[str, str]) -> Wording:
    words, old = (labels.get(text, text) for text in (version.said.get(field, ""), before))
    return Wording(version.id, version.by, version.at, words, difference(old, words), version.late, version.joins)
