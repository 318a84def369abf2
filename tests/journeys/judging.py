"""What the journey through own views works in: an inspection being judged, with a person of each of two inspectorates."""

from joinedup.areas.actions import add_inspectorate_member
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.people.actions import create_person
from joinedup.rehearsal.cast import SignIn
from tests.factories.evidence import letter_framework, make_note
from tests.factories.inspections import make_inspection

SIGNS = {"password": "own view first 1", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ"}


def open_judging() -> list[SignIn]:
    """Open the inspection with two notes on one criterion; return how its two people sign in."""
    world = make_inspection(letter_framework(), Stage.JUDGING)
    make_note(world, text="The duty officer rang the school before lunch and wrote down what was agreed.")
    make_note(world, by=world.lead, sector="local_authority", direction="concern", text="At night nobody rang anybody.")
    people = []
    for who, code, role in (("lead", "ofsted", "lead"), ("police", "hmicfrs", "inspector")):
        person = create_person(by=None, email=f"{who}@judging.example", name=f"Inspector {who}", made_up=True, **SIGNS)
        body = world.inspectorates[code]
        add_inspectorate_member(by=None, inspectorate=body, person=person)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role=role)
        people.append(person)
    return [SignIn(role=person.name, email=person.email, **SIGNS) for person in people]
