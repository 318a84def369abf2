"""A slot of the timetable in words, for both doors: when, where, with whom, what was changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from joinedup.inspections.core.slot_history import Difference, PlaceThen
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.method.fieldwork import fieldwork_of
from joinedup.method.framework import Fieldwork
from joinedup.people.models import Person
from joinedup.web.components.dates import clock
from joinedup.web.components.words import listed

#: What the fields of `core.slot_history` are called.
FIELDS: Final = {
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
    "agencies": "Staff, by role",
    "criteria": "Criteria",
    "sector": "Sector",
    "child": "Child",
    "what": "What it is about",
}
NOTHING: Final = "nothing"


@dataclass(frozen=True)
class Names:
    """The words for what a slot holds as ids, read once for a page."""

    fieldwork: Fieldwork
    criteria: Mapping[str, str]
    sectors: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)

    @property
    def activities(self) -> dict[str, str]:
        """Return the activities' titles by id."""
        return {one.id: one.title for one in self.fieldwork.activities}

    @property
    def halves(self) -> dict[str, str]:
        """Return the half-days' titles by id."""
        return {one.id: one.title for one in self.fieldwork.halves}


def names_for(
    inspection: Inspection,
    *,
    places: Iterable[Place] = (),
    people: Iterable[Person] = (),
    agencies: Mapping[str, str] | None = None,
) -> Names:
    """Return the words of an inspection's framework, of some places and people, and of agencies by key."""
    framework = inspection.framework
    return Names(
        fieldwork=fieldwork_of(framework),
        criteria={one.id: one.text for one in framework.criteria},
        sectors={one.id: one.name for one in framework.sectors},
        places={str(place.pk): place.title for place in places},
        people={str(person.pk): person.name for person in people},
        agencies=agencies or {},
    )


def hour(value: time) -> str:
    """Return "9:30am"."""
    return clock(datetime.combine(date.min, value))


def when(slot: Slot, fieldwork: Fieldwork) -> str:
    """Return "9am to 10:30am"; "Morning" where it fills its half-day."""
    half = {one.id: one for one in fieldwork.halves}.get(slot.half)
    if half is None or (slot.begins is None and slot.ends is None):
        return half.title if half else slot.get_half_display()
    return f"{hour(slot.begins or time.fromisoformat(half.begins))} to {hour(slot.ends or time.fromisoformat(half.ends))}"


def weekday(value: date) -> str:
    """Return "Monday 17 October"."""
    return f"{value:%A} {value.day} {value:%B}"


def changed(difference: Difference, names: Names) -> tuple[str, str, str]:
    """Return what a field is called, what stood there and what stands there now, in words."""
    name = difference.field
    return FIELDS[name], in_words(name, difference.before, names), in_words(name, difference.after, names)


def in_words(name: str, value: Any, names: Names) -> str:
    """Return one field's value (`core.slot_history`) in words; "nothing" where it holds none."""
    if value in (None, "", [], {}, False):
        return "no" if name == "online" else NOTHING
    if name in _WORDED:
        return _WORDED[name](value, names)
    return str(value)


def _staff(value: Mapping[str, list[str]], names: Names) -> str:
    said = [f"{names.agencies.get(key, key)} ({', '.join(roles) or 'whom it finds'})" for key, roles in value.items()]
    return "; ".join(said)


_WORDED: Final = {
    "day": lambda value, names: weekday(date.fromisoformat(value)),
    "half": lambda value, names: names.halves.get(value, value),
    "begins": lambda value, names: hour(time.fromisoformat(value)),
    "ends": lambda value, names: hour(time.fromisoformat(value)),
    "activity": lambda value, names: names.activities.get(value, value),
    "inspectors": lambda value, names: listed(sorted(names.people.get(one, "somebody who left the team") for one in value)),
    "place": lambda value, names: (
        value.title if isinstance(value, PlaceThen) else names.places.get(value, "a place you are not told of")
    ),
    "online": lambda value, names: "yes",
    "agencies": _staff,
    "criteria": lambda value, names: "; ".join(names.criteria.get(one, one) for one in value),
    "sector": lambda value, names: names.sectors.get(value, value),
}
