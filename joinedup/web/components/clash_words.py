"""What clashes in a timetable, in sentences, each with what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from joinedup.inspections.core.timetable import Clash, ClashKind
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.whereabouts import where
from joinedup.web.components.slots import Names, weekday, when
from joinedup.web.components.words import listed


@dataclass(frozen=True)
class ClashWords:
    """One clash: a few words for its mark in the grid, the sentence, what to do, and the slots it lies between.

    `inspector`: the id of the one inspector it is about, as text; "" where it is about the slots, whoever is in them.
    """

    short: str
    sentence: str
    do: str
    slots: tuple[Slot, ...]
    inspector: str = ""


_OF_AN_INSPECTOR = (ClashKind.INSPECTOR_TWICE, ClashKind.TRAVEL, ClashKind.NOT_IN_TEAM, ClashKind.TOO_MANY)
#: Kind → the mark in the grid, and what to do.
_TOLD = {
    ClashKind.INSPECTOR_TWICE: ("Two at once", "Change the hours of one, or give one to another inspector."),
    ClashKind.STAFF_TWICE: ("Staff asked twice", "Choose another hour for one, or ask for somebody else."),
    ClashKind.TRAVEL: ("Too little time to get there", "Leave more time between them, or hold one online."),
    ClashKind.NOT_IN_TEAM: ("Not in the team", "Give the slot to an inspector who is."),
    ClashKind.TOO_MANY: ("Many in one half-day", "Move one, or give one away: notes are written between them."),
    ClashKind.ROOM_TWICE: ("Room used twice", "Choose another room or hour for one."),
    ClashKind.OUTSIDE: ("Outside the fieldwork", "Move it into the fieldwork, or call it off."),
    ClashKind.CHILD_TWICE: ("Met twice in one day", "Ask the child and the family once: go together, or on another day."),
}


def clash_words(clash: Clash, slots: Mapping[str, Slot], names: Names) -> ClashWords:
    """Return a clash in words. `slots` by id as text."""
    between = tuple(sorted((slots[id] for id in clash.slots), key=lambda slot: slot.number))
    short, do = _TOLD[clash.kind]
    inspector = clash.who[0] if clash.kind in _OF_AN_INSPECTOR else ""
    return ClashWords(short, _sentence(clash, between, names), do, between, inspector)


def told_of(slot: Slot, names: Names) -> str:
    """Return "slot 3 (9am to 10am, The town hall)"."""
    place = where(slot)
    return f"slot {slot.number} ({when(slot, names.fieldwork)}{', ' + place if place else ''})"


def _sentence(clash: Clash, between: tuple[Slot, ...], names: Names) -> str:
    who, slots = clash.who[0] if clash.who else "", listed(told_of(slot, names) for slot in between)
    person = names.people.get(who, "Somebody who left the team")
    half = names.halves.get(between[0].half, between[0].half).lower()
    role = clash.who[-1] if clash.who else ""
    said = {
        ClashKind.INSPECTOR_TWICE: f"{person} is in two slots at once, {slots}.",
        ClashKind.TRAVEL: (
            f"{person} has {clash.there_are} minutes between {slots}, and needs {clash.needed} to get from one to the other."
        ),
        ClashKind.NOT_IN_TEAM: f"{person} is not an inspector of the team, and is in {slots}.",
        ClashKind.TOO_MANY: f"{person} has {clash.there_are} slots in the {half}, {slots}. More than {clash.needed} are many.",
        ClashKind.STAFF_TWICE: f"{names.agencies.get(who, who)} is asked for the same role, {role}, twice at once: {slots}.",
        ClashKind.ROOM_TWICE: f"one room is used twice at once: {slots}.",
        ClashKind.OUTSIDE: f"{slots} is outside the fieldwork.",
        ClashKind.CHILD_TWICE: f"{who} or the family is asked to meet twice in one day, {slots}.",
    }
    return f"{weekday(clash.day)}: {said[clash.kind]}"
