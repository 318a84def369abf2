"""Wordings beside one another, and what changed from one to the next, as pages show them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from joinedup.cases.core.versions import Version, common_start
from joinedup.cases.core.wording import NEW, SAME, Piece, difference, differences, joined_all


@dataclass(frozen=True)
class Side:
    """One of several wordings that stand: each field's words in runs, and whether a run stands in this wording alone."""

    version: Version
    fields: dict[str, tuple[tuple[str, bool], ...]]


@dataclass(frozen=True)
class Step:
    """One version as a page of its history shows it: for each version it was written over, what changed in each field."""

    version: Version
    changes: tuple[tuple[Version | None, dict[str, tuple[Piece, ...]]], ...]


def sides(versions: Collection[Version], standing: Sequence[Version], fields: Sequence[str]) -> list[Side]:
    """Return the wordings that stand, each with what it alone says: of two against the other, of more against their start."""
    start = common_start(versions, [version.id for version in standing])
    found = []
    for version in standing:
        others = [other for other in standing if other.id != version.id]
        against = others[0] if len(others) == 1 else start
        runs = {field: _runs(against.said.get(field, "") if against else "", version.said.get(field, "")) for field in fields}
        found.append(Side(version, runs))
    return found


def proposal(
    versions: Collection[Version], standing: Sequence[Version], free: Sequence[str], chosen: Sequence[str] = ()
) -> dict[str, str]:
    """Return what a form starts from: the one wording that stands, or one made of several for a person to read and change.

    `free` are fields of words; `chosen` fields of codes, filled in where all agree and left to the person where they differ.
    """
    start = common_start(versions, [version.id for version in standing])
    was: Mapping[str, str] = start.said if start else {}
    made = {field: joined_all(was.get(field, ""), [one.said.get(field, "") for one in standing]) for field in free}
    for field in chosen:
        codes = {one.said.get(field, "") for one in standing}
        made[field] = codes.pop() if len(codes) == 1 else ""
    return made


def history(versions: Sequence[Version]) -> list[Step]:
    """Return the versions with what each changed, the newest first."""
    by_id = {version.id: version for version in versions}
    return [Step(version, tuple(_changes(version, by_id))) for version in reversed(versions)]


def page_ids(sent: QueryDict | None, standing: Sequence[Version]) -> tuple[str, list[str]]:
    """Return a page's own id and the ids of the versions it starts from: what was sent back, else a new id and what stands."""
    if sent is not None:
        return sent.get("page", ""), [parent for parent in sent.getlist("parents") if parent]
    return str(uuid.uuid4()), [version.id for version in standing]


def _runs(other: str, own: str) -> tuple[tuple[str, bool], ...]:
    return tuple((piece.text, piece.kind == NEW) for piece in difference(other, own) if piece.kind in (SAME, NEW))


def _changes(version: Version, by_id: Mapping[str, Version]) -> list[tuple[Version | None, dict[str, tuple[Piece, ...]]]]:
    parents = [by_id[parent] for parent in version.parents if parent in by_id]
    if not parents:
        return [(None, differences({}, version.said))]
    return [(parent, differences(parent.said, version.said)) for parent in parents]
