"""What was changed about a slot: two of its standings compared, a field at a time.

A standing is the whole slot at one moment as plain JSON values, under the names of `FIELDS`; beside them `place_title`, what the
place was called then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Standing = Mapping[str, Any]

#: day and hours as ISO text or null; inspectors: ids; agencies: key → roles; place: id or null; the rest as they are.
FIELDS: Final = (
    "day",
    "half",
    "begins",
    "ends",
    "activity",
    "inspectors",
    "place",
    "room",
    "online",
    "link",
    "agencies",
    "criteria",
    "sector",
    "child",
    "what",
)


@dataclass(frozen=True)
class Difference:
    """One field that is otherwise than before."""

    field: str
    before: Any
    after: Any


def differences(before: Standing, after: Standing) -> tuple[Difference, ...]:
    """Return the fields that differ, in the order of FIELDS. A field one of the two does not know is null there."""
    pairs = ((field, before.get(field), after.get(field)) for field in FIELDS)
    return tuple(Difference(field, was, now) for field, was, now in pairs if was != now)


@dataclass(frozen=True)
class PlaceThen:
    """A place as it was called at the time."""

    id: str
    title: str


def differences_told(before: Standing, after: Standing) -> tuple[Difference, ...]:
    """Return `differences` for whoever reads the history: a place as it was called then, and that it was called otherwise."""
    was, now = _place(before), _place(after)
    found = tuple(Difference("place", was, now) if one.field == "place" else one for one in differences(before, after))
    if isinstance(was, PlaceThen) and isinstance(now, PlaceThen) and was.id == now.id and was != now:
        return (*found, Difference("place", was, now))
    return found


def _place(standing: Standing) -> Any:
    """Return the place with its title at the time; its id alone where that was not kept yet."""
    place, title = standing.get("place"), standing.get("place_title")
    return PlaceThen(place, title) if place and title else place


def both_changed(start: Standing, theirs: Standing, mine: Standing) -> tuple[str, ...]:
    """Return the fields two people changed at once, differently, from the same beginning."""
    mine_changed = {one.field for one in differences(start, mine)}
    theirs_changed = {one.field for one in differences(start, theirs)}
    return tuple(field for field in FIELDS if field in mine_changed & theirs_changed and mine.get(field) != theirs.get(field))


def together(start: Standing, theirs: Standing, mine: Standing) -> dict[str, Any]:
    """Return theirs with every field that only I changed laid over it: what both meant, but for `both_changed`."""
    changed = {one.field: one.after for one in differences(start, mine)}
    kept = {one.field for one in differences(start, theirs)}
    return {**theirs, **{field: value for field, value in changed.items() if field not in kept}}
