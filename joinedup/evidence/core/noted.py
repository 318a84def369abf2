"""Which slots of the week have a note: one interview may end in several, and two interviews of a day are told apart by hour."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Held:
    """A slot that took place: what its note would say of it, and its hours in minutes since midnight."""

    id: Hashable
    day: date
    begins: int
    ends: int
    source: str
    sector: str = ""  # "": of no sector in particular
    child: Hashable | None = None


@dataclass(frozen=True)
class Noted:
    """What a note says of where it comes from. `minute` of the day it was seen; null where the note gives the day alone."""

    day: date
    source: str
    sector: str
    child: Hashable | None = None
    minute: int | None = None


def without_note(slots: Iterable[Held], notes: Iterable[Noted]) -> list[Hashable]:
    """Return the ids of the slots no note can come from, in their order.

    A note comes from a slot of its day and kind of source, of its sector where the slot has one, about the slot's child where it
    has one, at an hour of the slot where the note gives one.
    """
    written: dict[tuple[date, str], list[Noted]] = defaultdict(list)
    for note in notes:
        written[note.day, note.source].append(note)
    return [slot.id for slot in slots if not any(_comes_from(slot, note) for note in written[slot.day, slot.source])]


def _comes_from(slot: Held, note: Noted) -> bool:
    return (
        slot.sector in ("", note.sector)
        and slot.child in (None, note.child)
        and (note.minute is None or slot.begins <= note.minute < slot.ends)
    )
