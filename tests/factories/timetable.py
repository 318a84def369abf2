"""Slots of a timetable, made through the real actions."""

from datetime import date, time

from joinedup.inspections.timetable.actions import add_place, add_slot
from joinedup.inspections.timetable.details import SlotDetails
from joinedup.inspections.timetable.models import Place, Slot
from tests.factories.inspections import World

MONDAY = date(2022, 10, 17)
TUESDAY = date(2022, 10, 18)


def make_place(world: World, title: str = "The town hall", **given) -> Place:
    """Add a place as the lead inspector."""
    return add_place(**{"by": world.lead, "inspection": world.inspection, "title": title, **given})


def wanted(world: World, **given) -> SlotDetails:
    """Return a slot as inspectors want it: the lead interviews the police on Monday from nine to ten."""
    police = world.agencies.get("police")  # a framework of one agency has none
    usual = {
        "day": MONDAY,
        "half": "morning",
        "begins": time(9),
        "ends": time(10),
        "activity": "interview",
        "inspectors": [world.lead],
        "staff": {police: ["Detective inspector"]} if police else {},
        "criteria": ["c2"],
        "sector": "police",
        "what": "How referrals are shared.",
    }
    return SlotDetails(**{**usual, **given})


def make_slot(world: World, *, by=None, **given) -> Slot:
    """Plan a slot as the lead inspector."""
    return add_slot(by=by or world.lead, inspection=world.inspection, details=wanted(world, **given))
