"""Where a slot is, in words, and what of it may leave the pages of whoever may know the area."""

from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import is_secret
from joinedup.inspections.timetable.models import Slot

ONLINE = "Online"


def where(slot: Slot) -> str:
    """Return "The town hall, room 2", "Online" or "" where nobody has said."""
    if slot.online:
        return ONLINE
    if slot.place is None:
        return ""
    return f"{slot.place.title}, {slot.room}" if slot.room else slot.place.title


def where_carried(slot: Slot, inspection: Inspection) -> str:
    """Return where a slot is as a notebook or a calendar carries it: no place before the area is notified, for it would tell it."""
    return where(slot) if slot.online or not is_secret(inspection) else ""
