"""Slots of the timetable in words, the same at both doors: when, where, who, what was changed, what clashes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from joinedup.inspections.core.slot_history import Difference
from joinedup.inspections.core.timetable import Clash, ClashKind
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.method.fieldwork import fieldwork_of
from joinedup.method.framework import Framework
from joinedup.web.components.dates import day as day_in_words

#: What of a slot a difference is about, as a line of its history begins.
FIELDS = {
    "day": "Day",
    "half": "Half of the day",
    "begins": "Begins",
    "ends": "Ends",
    "activity": "What is done",
    "inspectors": "Inspectors",
    "place": "Place",
    "room": "Room",
    "online": "Online",
    "link": "Link",
    "agencies": "Who comes",
    "criteria": "Criteria",
    "sector": "Sector",
    "child": "Child",
    "what": "What it is about",
}


@dataclass(frozen=True)
class Names:
    """What the ids in slots, entries and clashes are called."""

    framework: Framework
    people: Mapping[str, str]  # id → name
    agencies: Mapping[str, str]  # key → name
    places: Mapping[str, str]  # id → title
    numbers: Mapping[str, int]  # slot's id → its number

    @cached_property
    def activities(self) -> dict[str, str]:
        """Id → title."""
        return {one.id: one.title for one in fieldwork_of(self.framework).activities}

    @cached_property
    def halves(self) -> dict[str, str]:
        """Id → title."""
        return {one.id: one.title for one in fieldwork_of(self.framework).halves}


def names_of(framework: Framework, slots: Iterable[Slot], places: Iterable[Place] = ()) -> Names:
    """Return what is called how in some slots, read with `slots_of`; `places` adds those earlier entries may speak of."""
    found = list(slots)
    people = {str(person.pk): person.name for slot in found for person in slot.inspectors.all()}
    agencies = {asked.agency.key: asked.agency.name for slot in found for asked in slot.agencies.all()}
    titles = {str(place.pk): place.title for place in (*places, *(slot.place for slot in found if slot.place))}
    return Names(framework, people, agencies, titles, {str(slot.pk): slot.number for slot in found})


def clock(hour: time) -> str:
    """Return "9am", "1:30pm" or "midday"."""
    if hour == time(12):
        return "midday"
    minutes = f":{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour % 12 or 12}{minutes}{'am' if hour.hour < 12 else 'pm'}"


def hours(slot: Slot, framework: Framework) -> str:
    """Return "9am to 10:30am", "from 9am", "until midday", or "the whole morning"."""
    if slot.begins and slot.ends:
        return f"{clock(slot.begins)} to {clock(slot.ends)}"
    if slot.begins:
        return f"from {clock(slot.begins)}"
    if slot.ends:
        return f"until {clock(slot.ends)}"
    titles = {one.id: one.title for one in fieldwork_of(framework).halves}
    return f"the whole {titles.get(slot.half, slot.half).lower()}"


def where(slot: Slot) -> str:
    """Return "Civic centre, Room 2" or "Online"; "" where nobody has said."""
    if slot.online:
        return "Online"
    return ", ".join(part for part in (slot.place.title if slot.place else "", slot.room) if part)


def changed(difference: Difference, names: Names) -> str:
    """Return one thing that was changed: "Day: 23 February 2016, before 22 February 2016"."""
    now, before = _value(difference.field, difference.after, names), _value(difference.field, difference.before, names)
    return f"{FIELDS[difference.field]}: {now or 'not said any more'}{f', before: {before}' if before else ''}"


def clash(found: Clash, names: Names) -> str:
    """Return what clashes as a sentence."""
    numbers = sorted(names.numbers[slot] for slot in found.slots if slot in names.numbers)
    slots = f"slots {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}" if len(numbers) > 1 else f"slot {numbers[0]}"
    who, room = found.who[0], found.who[-1]
    person = names.people.get(who, "Somebody not on the team")
    said = {
        ClashKind.INSPECTOR_TWICE: f"{person} is in {slots} at once.",
        ClashKind.STAFF_TWICE: (
            f"{names.agencies.get(who, who)}: “{room}” is asked for in {slots} at once. Are these two people, or one asked twice?"
        ),
        ClashKind.TRAVEL: f"{person} has {found.there_are} minutes between {slots} and needs {found.needed} to get there.",
        ClashKind.NOT_IN_TEAM: f"{person} is not in the team on {day_in_words(found.day)}: {slots}.",
        ClashKind.TOO_MANY: f"{person} has {found.there_are} slots in one half-day, {slots}. {found.needed} are right at most.",
        ClashKind.ROOM_TWICE: f"“{room}” at {names.places.get(who, 'one place')} is used for {slots} at once.",
        ClashKind.CHILD_TWICE: f"{who} is asked to meet inspectors more than once on one day: {slots}.",
    }
    return said[found.kind]


def _value(field: str, value: Any, names: Names) -> str:
    """Return a value of a standing in words; "" for nothing."""
    if value in (None, "", [], {}):
        return ""
    if field in ("begins", "ends"):
        return clock(time.fromisoformat(value))
    if field == "day":
        return day_in_words(date.fromisoformat(value))
    if field == "inspectors":
        return ", ".join(names.people.get(one, "somebody no longer in it") for one in value)
    if field == "agencies":
        return "; ".join(_asked(names.agencies.get(key, key), roles) for key, roles in value.items())
    if field == "sector":
        return {one.id: one.name for one in names.framework.sectors}.get(value, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    known = {"activity": names.activities, "half": names.halves, "place": names.places}.get(field, {})
    return ", ".join(value) if isinstance(value, list) else str(known.get(value, value))


def _asked(agency: str, roles: list[str]) -> str:
    return f"{agency} ({', '.join(roles)})" if roles else agency
