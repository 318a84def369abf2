"""What the journey through seeing together works in: an inspection in fieldwork, led by a person of its own."""

from joinedup.areas.actions import add_inspectorate_member
from joinedup.evidence.actions import revise_note
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.inspections.actions import add_team_member
from joinedup.people.actions import create_person
from joinedup.rehearsal.cast import SignIn
from tests.factories.evidence import SEEN, make_note
from tests.factories.notebook import make_device, sent
from tests.journeys.notebook import in_fieldwork

SIGNS = {"password": "side by side 1 2", "totp_secret": "MFZWWZLUNBSXEZLTORUGKY3IMFXGGZLS"}


def open_seeing() -> list[SignIn]:
    """Open it with a note, one in two wordings and one for restricted eyes, a device, and what it sent that cannot be placed."""
    world = in_fieldwork()
    lead = create_person(by=None, email="lead@seeing.example", name="Inspector seeing", made_up=True, **SIGNS)
    body = world.inspectorates["ofsted"]
    add_inspectorate_member(by=None, inspectorate=body, person=lead)
    add_team_member(by=world.lead, inspection=world.inspection, person=lead, inspectorate=body, role="lead")
    said = {"source": "staff", "sector": "police", "criteria": [world.inspection.framework.criteria[0].id], "direction": "strength"}
    make_note(world, by=lead, text="The duty officer rang the school before lunch.", **said)
    branched = make_note(world, by=lead, text="The meeting was held.", **said)
    read = str(branched.current_id)
    for person, text in (
        (lead, "The meeting was held within a day."),
        (world.lead, "The meeting was held; the school was missing."),
    ):
        revise_note(by=person, note=branched, based_on=read, text=text, seen_on=SEEN, **said)
    make_note(world, by=lead, text="Known to a live enquiry.", eyes="restricted", **said)
    device = make_device(lead, "Blue tablet")
    make_device(lead, "Work laptop")
    lost = [sent(device=str(device.pk), source="gossip", text="Heard at the gate."), "half a wording"]
    receive_revisions(by=lead, inspection=world.inspection, device=device, revisions=lost)
    return [SignIn(role=lead.name, email=lead.email, **SIGNS)]
