"""What the fieldwork week is made of, and when a slot of it takes place. Hours are London's; a day is one of fieldwork.

`clashes` and `covering` beside this module work on these.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from joinedup.method.framework import Fieldwork

#: The halves a working day falls into: ids of `framework.fieldwork.halves`.
MORNING, AFTERNOON = "morning", "afternoon"


class SlotState(StrEnum):
    """Where a slot stands between the inspectors who ask for it and the coordinator who finds place and people."""

    WANTED = "wanted"
    OFFERED = "offered"
    AGREED = "agreed"
    CHANGED = "changed"
    DONE = "done"
    CALLED_OFF = "called_off"


@dataclass(frozen=True)
class Slot:
    """Part of one half-day of fieldwork. Raises ValueError where it ends before it begins.

    Without hours it fills its half-day; with one of the two alone it reaches to the other end of the half-day.
    """

    id: str
    day: date
    half: str  # morning | afternoon
    begins: time | None
    ends: time | None
    activity: str  # an id of `framework.fieldwork.activities`
    inspectors: frozenset[str]
    place: str | None  # id of a Place; null: not known yet, or online
    online: bool
    staff: frozenset[tuple[str, str]]  # (agency, role)
    criteria: frozenset[str]
    sector: str
    child: str | None  # code, such as "Child 4"
    state: str  # one of SlotState
    room: str = ""  # room at the place; empty: not said

    def __post_init__(self) -> None:
        """Refuse hours that run backwards."""
        if self.begins is not None and self.ends is not None and self.ends <= self.begins:
            raise ValueError("A slot must end after it begins.")

    @property
    def counts(self) -> bool:
        """Say whether anybody is to be anywhere: a slot called off counts for nothing."""
        return self.state != SlotState.CALLED_OFF


class ClashKind(StrEnum):
    """What can be wrong with a timetable."""

    INSPECTOR_TWICE = "inspector_twice"  # in two slots at once
    STAFF_TWICE = "staff_twice"  # a role of one agency asked for in two slots at once
    TRAVEL = "travel"  # too little time for an inspector to get from one place to the next
    NOT_IN_TEAM = "not_in_team"  # an inspector who is not in the team that day
    TOO_MANY = "too_many"  # more slots in a half-day than the framework holds right for one inspector
    ROOM_TWICE = "room_twice"  # one room used for two slots at once
    CHILD_TWICE = "child_twice"  # a child or family asked to meet twice in one day
    OUTSIDE = "outside"  # on a day outside the fieldwork, as where the fieldwork moved


@dataclass(frozen=True, order=True)
class Clash:
    """Something that cannot be, or should not be asked of people, on one day of the timetable."""

    day: date
    kind: ClashKind
    slots: tuple[str, ...]  # ids of the slots it lies between, rising
    who: tuple[str, ...]  # (inspector,) | (agency, role) | (place, room) | (child,) | ()
    there_are: int | None = None  # minutes between the two slots, or slots in the half-day
    needed: int | None = None  # minutes needed between them, or slots a half-day at most


@dataclass(frozen=True)
class Place:
    """A place of the area, with the minutes needed to get from it to any other place."""

    id: str
    title: str
    minutes: int


#: An inspector → the days of fieldwork they are in the team; null: every day.
Team = Mapping[str, frozenset[date] | None]


def hours_of(slot: Slot, fieldwork: Fieldwork) -> tuple[int, int]:
    """Return when a slot begins and ends, in minutes since midnight. Raises KeyError for a half the framework does not know."""
    half = {half.id: half for half in fieldwork.halves}[slot.half]
    begins = minutes(slot.begins) if slot.begins else minutes(time.fromisoformat(half.begins))
    ends = minutes(slot.ends) if slot.ends else minutes(time.fromisoformat(half.ends))
    return begins, max(begins, ends)


def minutes(hour: time) -> int:
    """Return the minutes from midnight to an hour."""
    return 60 * hour.hour + hour.minute


def travel_needed(here: Slot, there: Slot, places: Mapping[str, Place]) -> int | None:
    """Return the minutes needed between two slots, the larger of both places.

    0 online or at one place, null where one place is not known.
    """
    if here.online or there.online or (here.place is not None and here.place == there.place):
        return 0
    ends = [places.get(slot.place) for slot in (here, there) if slot.place is not None]
    known = [end.minutes for end in ends if end is not None]
    return max(known) if len(known) == 2 else None
