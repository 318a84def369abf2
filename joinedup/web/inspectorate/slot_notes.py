"""A note begun from a slot of the timetable: what the slot knows already is filled in."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from joinedup.cases.slots.noting import begun_by, has_begun
from joinedup.cases.slots.queries import child_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.queries import slots_seen_by
from joinedup.people.models import Person


def slot_seen(person: Person, inspection: Inspection, named: str) -> Slot | None:
    """Return the slot an address names; null where it names none the person may see."""
    try:
        wanted = UUID(named)
    except ValueError:
        return None
    return slots_seen_by(person, inspection).filter(pk=wanted).first()


def begun_note(slot: Slot) -> dict[str, Any]:
    """Return the note's form as the slot begins it. The day and hour of a slot still to come are left to whoever writes."""
    begun = begun_by(slot, child_of(slot))
    filled: dict[str, Any] = {"source": begun.source, "sector": begun.sector, "criteria": list(begun.criteria)}
    filled["tracked"] = str(begun.tracked.pk) if begun.tracked else ""
    if has_begun(slot, timezone.now()):
        filled |= {"seen_on": begun.day, "seen_time": f"{begun.begins:%H:%M}" if begun.begins else ""}
    return filled
