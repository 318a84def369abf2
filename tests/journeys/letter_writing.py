"""What the journey through writing a letter works in: a letter begun, with a passage, and two inspectors who write it."""

from joinedup.areas.actions import add_inspectorate_member
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.people.actions import create_person
from joinedup.rehearsal.cast import SignIn
from tests.factories.evidence import letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding

SIGNS = {"password": "one letter by two 1", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ"}
FIRST = "Children at risk are seen quickly. Schools are told the same day."


def open_letter_writing() -> list[SignIn]:
    """Open the inspection with three findings, one of them in a passage; return how its two inspectors sign in."""
    world = make_inspection(letter_framework(), Stage.WRITING)
    note = make_note(world, text="The duty officer rang the school before lunch and wrote down what was agreed.")
    seen = agree_finding(world, make_one_finding(world, text="Children are seen quickly."))
    agree_finding(world, make_one_finding(world, notes=[note], text="Schools hear the same day what was agreed."))
    late = {"direction": "improve", "text": "Health assessments are not always timely.", "known_to_leaders": "acting"}
    agree_finding(world, make_one_finding(world, **late))
    make_passage(world, make_letter(world), findings=[seen], text=FIRST)
    people = []
    for who, code in (("her", "ofsted"), ("him", "hmicfrs")):
        person = create_person(by=None, email=f"{who}@letter.example", name=f"Inspector {who}", made_up=True, **SIGNS)
        body = world.inspectorates[code]
        add_inspectorate_member(by=None, inspectorate=body, person=person)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")
        people.append(person)
    return [SignIn(role=person.name, email=person.email, **SIGNS) for person in people]
