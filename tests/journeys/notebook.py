"""An inspection in fieldwork, with inspectors of its own, for the journeys through the notebook."""

from dataclasses import replace
from unittest.mock import patch

PEOPLE = ("notebook", "tabs", "keyboard", "leaving")
SIGNS = {"password": "four plain words 1", "totp_secret": "ONSWG4TFORZGK3DMNFXGO4ZAMFZGKIDM"}


def open_notebook() -> list:
    """Open the inspection, follow three children, let a colleague write one note; return how its inspectors sign in."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn
    from tests.factories.evidence import make_note

    world = in_fieldwork()
    criterion = world.inspection.framework.criteria[0]
    make_note(
        world,
        text="The custody sergeant asked each child what they were worried about.",
        source="staff",
        criteria=[criterion.id],
    )
    entries = []
    for who in PEOPLE:
        person = create_person(by=None, email=f"{who}@notes.example", name=f"Inspector {who}", made_up=True, **SIGNS)
        body = world.inspectorates["ofsted"]
        add_inspectorate_member(by=None, inspectorate=body, person=person)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")
        entries.append(SignIn(role=person.name, email=person.email, **SIGNS))
    return entries


def in_fieldwork():
    """Return an inspection under the front-door framework, in fieldwork, that follows three children."""
    from joinedup.cases import actions as cases
    from joinedup.inspections.enums import Stage
    from joinedup.linkage.models import LinkRun
    from joinedup.method.loader import load_framework
    from joinedup.records.shape import RELATION, empty
    from tests.factories.cases import CHILDREN, frames_of, selection_framework
    from tests.factories.inspections import make_inspection

    small = selection_framework()
    framework = replace(
        load_framework("jtai-2022-front-door"),
        selection=replace(small.selection, tracked=3),
        lists=small.lists,
        timescales=small.timescales,
        handovers=(),
    )
    world = make_inspection(framework, Stage.SELECTION)
    members, records, events = frames_of(world)
    made_up = {"memberships_of": members, "records_of": records, "events_of": events, "relations_of": empty(RELATION)}
    with patch.multiple(cases, **{name: (lambda *_, frame=frame: frame) for name, frame in made_up.items()}):
        cases.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=LinkRun(inspection=world.inspection), seed="7")
    pair = list(world.inspectors.values())[:2]
    for child in CHILDREN[1:4]:
        cases.choose_tracked(by=world.lead, inspection=world.inspection, child_id=child, why="For range.", leads=pair)
    world.move_to(Stage.FIELDWORK)
    return world
