"""Notifying an area through the real actions."""

from datetime import datetime, time

from joinedup.inspections.models import Inspection, NotificationCall
from joinedup.inspections.notifying.actions import make_pack, notify_area
from joinedup.people.models import Person
from joinedup.records.dates import LONDON

POST = "Director of children’s services"
SAID = "Who takes part, what it looks at, and when inspectors come."


def minute(inspection: Inspection, hour: int = 9, minutes: int = 4) -> datetime:
    """Return a minute of the day of notification, London time."""
    return datetime.combine(inspection.notified_on, time(hour, minutes), tzinfo=LONDON)


def notify(lead: Person, inspection: Inspection, *, asked: str = "") -> NotificationCall:
    """Make the pack and record the call, as the lead inspector; the inspection stands at “Notified” then."""
    make_pack(by=lead, inspection=inspection)
    call = {"called_by": lead, "at": minute(inspection), "post": POST, "said": SAID, "asked": asked}
    return notify_area(by=lead, inspection=inspection, **call)
