"""What clashes in a timetable. Each group of slots is swept once in order of time: near-linear in slots, but for what is found."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import TypeVar

from joinedup.inspections.core.timetable import Clash, ClashKind, Place, Slot, SlotState, Team, hours_of, travel_needed
from joinedup.method.framework import Fieldwork

K = TypeVar("K", bound=Hashable)
#: A slot with the minutes of its day at which it begins and ends.
Timed = tuple[int, int, Slot]


def clashes(
    slots: Iterable[Slot], places: Mapping[str, Place], team: Team, fieldwork: Fieldwork, days: tuple[date, date] | None = None
) -> list[Clash]:
    """Return everything that clashes, by day. Slots called off count for nothing; whom `team` does not name is in it on no day.

    `days`: the first and the last of fieldwork; null where they are not known.
    """
    timed = sorted(((*hours_of(slot, fieldwork), slot) for slot in slots if slot.counts), key=lambda one: (*one[:2], one[2].id))
    found = [
        *_inspectors(timed, places),
        *_not_in_team(timed, team),
        *_too_many(timed, fieldwork.slots_a_half),
        *_staff(timed),
        *_rooms(timed),
        *_outside(timed, days),
        *_children(timed, {activity.id for activity in fieldwork.activities if activity.meets_child}),
    ]
    return sorted(found, key=lambda clash: (clash.day, clash.kind, clash.slots, clash.who))


def ways_unknown(slots: Iterable[Slot], places: Mapping[str, Place], fieldwork: Fieldwork) -> list[tuple[str, str]]:
    """Return the pairs of slots, ids rising, between which an inspector has a way nobody can tell the length of. No clash: unknown.

    Of an inspector's day each slot and the next, those online left out, where one of the two places is not known.
    """
    timed = sorted(((*hours_of(slot, fieldwork), slot) for slot in slots if slot.counts), key=lambda one: (*one[:2], one[2].id))
    found = set()
    for group in _grouped([one for one in timed if not one[2].online], lambda slot: slot.inspectors).values():
        for earlier, later in pairwise(group):
            if not _at_once(earlier, later) and travel_needed(earlier[2], later[2], places) is None:
                first, second = sorted((earlier[2].id, later[2].id))
                found.add((first, second))
    return sorted(found)


def _inspectors(timed: list[Timed], places: Mapping[str, Place]) -> Iterator[Clash]:
    furthest = max((place.minutes for place in places.values()), default=0)
    for (day, who), group in _grouped(timed, lambda slot: slot.inspectors).items():
        for earlier, later in _near(group, furthest):
            gap, needed = later[0] - earlier[1], travel_needed(earlier[2], later[2], places)
            if _at_once(earlier, later):
                yield Clash(day, ClashKind.INSPECTOR_TWICE, _ids(earlier, later), (who,))
            elif needed is not None and gap < needed:
                yield Clash(day, ClashKind.TRAVEL, _ids(earlier, later), (who,), gap, needed)


def _not_in_team(timed: list[Timed], team: Team) -> Iterator[Clash]:
    for _, _, slot in timed:
        for who in slot.inspectors:
            days = team.get(who, frozenset())
            if days is not None and slot.day not in days:
                yield Clash(slot.day, ClashKind.NOT_IN_TEAM, (slot.id,), (who,))


def _too_many(timed: list[Timed], most: int) -> Iterator[Clash]:
    grouped = _grouped(timed, lambda slot: ((who, slot.half) for who in slot.inspectors))
    for (day, (who, _)), group in grouped.items():
        if len(group) > most:
            yield Clash(day, ClashKind.TOO_MANY, _ids(*group), (who,), len(group), most)


def _staff(timed: list[Timed]) -> Iterator[Clash]:
    # One role written "Social worker" and "social worker " is one role.
    grouped = _grouped(timed, lambda slot: {(agency, same(role)) for agency, role in slot.staff})
    for (day, who), group in grouped.items():
        for earlier, later in _near(group, 0):
            if _at_once(earlier, later):
                yield Clash(day, ClashKind.STAFF_TWICE, _ids(earlier, later), who)


def _rooms(timed: list[Timed]) -> Iterator[Clash]:
    grouped = _grouped(timed, lambda slot: [(slot.place, same(slot.room))] if slot.place and same(slot.room) else [])
    for (day, who), group in grouped.items():
        for earlier, later in _near(group, 0):
            if _at_once(earlier, later):
                yield Clash(day, ClashKind.ROOM_TWICE, _ids(earlier, later), who)


def _children(timed: list[Timed], meeting: set[str]) -> Iterator[Clash]:
    grouped = _grouped(timed, lambda slot: [slot.child] if slot.child and slot.activity in meeting else [])
    for (day, child), group in grouped.items():
        if len(group) > 1:
            yield Clash(day, ClashKind.CHILD_TWICE, _ids(*group), (child,))


def _outside(timed: list[Timed], days: tuple[date, date] | None) -> Iterator[Clash]:
    for _, _, slot in timed:
        if days and slot.state != SlotState.DONE and not days[0] <= slot.day <= days[1]:
            yield Clash(slot.day, ClashKind.OUTSIDE, (slot.id,), ())


def same(text: str) -> str:
    """Return a role's or a room's words as they are compared: case and spaces do not tell two apart."""
    return " ".join(text.split()).casefold()


def _grouped(timed: list[Timed], keys: Callable[[Slot], Iterable[K]]) -> dict[tuple[date, K], list[Timed]]:
    """Return the slots of each day and key, still in order of time."""
    found: dict[tuple[date, K], list[Timed]] = defaultdict(list)
    for one in timed:
        for key in keys(one[2]):
            found[one[2].day, key].append(one)
    return found


def _near(group: list[Timed], margin: int) -> Iterator[tuple[Timed, Timed]]:
    """Yield each pair of a group of which the later begins before the other ends, or less than `margin` minutes after.

    Those that ended too long ago are dropped for good, since every later one begins later still.
    """
    running: list[Timed] = []
    for later in group:
        running = [earlier for earlier in running if later[0] < earlier[1] + margin]
        for earlier in running:
            yield earlier, later
        running.append(later)


def _at_once(earlier: Timed, later: Timed) -> bool:
    return later[0] < earlier[1] and earlier[0] < later[1]


def _ids(*slots: Timed) -> tuple[str, ...]:
    return tuple(sorted(slot.id for _, _, slot in slots))
