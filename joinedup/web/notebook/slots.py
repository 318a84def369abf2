"""A person's slots of the timetable as their notebook has them: shown on the day, each opening a note with what it knows."""

from typing import Any

from joinedup.cases.models import TrackedChild
from joinedup.cases.slots.noting import begun_by, hours
from joinedup.cases.slots.queries import children_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.queries import slots_seen_by
from joinedup.inspections.timetable.whereabouts import where_carried
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person
from joinedup.web.components.slots import when


def slots_for(person: Person, inspection: Inspection) -> list[dict[str, Any]]:
    """Return the slots a person goes to, by day and hour, those called off left out."""
    own = slots_seen_by(person, inspection).filter(pk__in=person.slots.values("pk")).exclude(state=SlotState.CALLED_OFF)
    found = list(own)
    children = children_of(found)
    return [_slot(slot, children.get(slot.pk), inspection) for slot in found]


def _slot(slot: Slot, child: TrackedChild | None, inspection: Inspection) -> dict[str, Any]:
    """Return one slot: what the screen says of it, then what its note begins with. Hours are London's, HH:MM."""
    work, begun, (begins, ends) = fieldwork_of(inspection.framework), begun_by(slot, child), hours(slot)
    return {
        "id": str(slot.pk),
        "number": slot.number,
        "title": {one.id: one.title for one in work.activities}.get(slot.activity, slot.activity),
        "when": when(slot, work),
        "where": where_carried(slot, inspection),
        "date": slot.day.isoformat(),
        "begins": _hour(begins),
        "ends": _hour(ends),
        "timed": slot.begins is not None,
        "source": begun.source,
        "sector": begun.sector,
        "criteria": list(begun.criteria),
        "tracked": str(begun.tracked.pk) if begun.tracked else "",
    }


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
