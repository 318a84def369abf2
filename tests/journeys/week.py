"""What the journey through the fieldwork week at an agency's door works in: slots asked for, one changed, two that clash."""

from datetime import time

from joinedup.areas.actions import add_agency_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable.actions import change_slot
from joinedup.method.loader import load_framework
from joinedup.people.actions import create_person
from joinedup.rehearsal.cast import SignIn
from tests.factories.inspections import make_inspection
from tests.factories.timetable import TUESDAY, make_place, make_slot, wanted

SIGNS = {"password": "morning and afternoon 1 2", "totp_secret": "MFZWWZLUNBSXEZLTORUGKY3IMFXGGZLS"}


def open_week() -> list[SignIn]:
    """Open an inspection whose inspectors have asked the police for their week; return how its coordinator signs in."""
    world = make_inspection(load_framework("jtai-2023-serious-youth-violence"), Stage.NOTIFIED)
    coordinator = create_person(by=None, email="police@week.example", name="Coordinator week", made_up=True, **SIGNS)
    police = world.agencies["police"]
    add_agency_member(by=None, agency=police, person=coordinator, role="coordinator")
    other = next(person for person in world.inspectors.values() if person != world.lead)
    criteria = [world.inspection.framework.criteria[0].id]
    make_slot(world, criteria=criteria, place=make_place(world, "The civic centre"))
    make_slot(
        world, criteria=criteria, inspectors=[other], begins=time(9, 30), ends=time(10, 30), what="How missing children are found."
    )
    moved = make_slot(world, criteria=criteria, day=TUESDAY, half="afternoon", begins=None, ends=None, what="The daily meeting.")
    later = wanted(world, criteria=criteria, day=TUESDAY, begins=time(11), ends=None, what="The daily meeting.")
    change_slot(by=world.lead, slot=moved, version=moved.version, details=later, words="The meeting was moved to the morning.")
    return [SignIn(role=coordinator.name, email=coordinator.email, **SIGNS)]
