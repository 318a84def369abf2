"""Makes a small installation in the folder JOINEDUP_VAR names, and prints how its people sign in as JSON.

It holds the worked example, played to its letter, a second inspection that its team is still judging, a third whose lists
are linked but for the doubtful pairs, one that looks children up and has not asked about them yet, and one that has just asked
its agencies for lists.

Run as a program of its own: the journeys meet the service as people do, over the network and with its own database.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

CHILDREN = 400
ROOT = Path(__file__).parents[2]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
    import django

    django.setup()
    from joinedup.config.preparing import prepare
    from joinedup.rehearsal import worked_example

    prepare()
    worked_example.CHILDREN = CHILDREN
    entries = worked_example.play_worked_example()
    open_second({"inspector1@ofsted.example": "lead", "lead@ofsted.example": "inspector"})
    open_third("signatory@hmic.example")
    open_reviewing({"inspector2@hmic.example": "hmicfrs", "inspector1@hmi-probation.example": "ofsted"})
    open_look_up("signatory@cqc.example", "coordinator@probation.example")
    open_asking("inspector2@cqc.example", "coordinator@board.example")
    open_not_known("inspector2@hmi-probation.example", "coordinator@youth.example")
    json.dump([asdict(entry) for entry in entries], sys.stdout)


def open_second(roles: dict[str, str]) -> None:
    """Open another inspection, bring it to judging and take people of the worked example onto its team."""
    sys.path.insert(0, str(ROOT))
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.people.models import Person
    from tests.factories.evidence import letter_framework, make_note
    from tests.factories.inspections import make_inspection

    world = make_inspection(letter_framework(), Stage.JUDGING)
    make_note(world, text="The duty officer rang the school before lunch and wrote down what was agreed.")
    ofsted = world.inspectorates["ofsted"]
    for email, role in roles.items():
        person = Person.objects.get(email=email)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=ofsted, role=role)


def open_third(email: str) -> None:
    """Open another inspection, link its lists, and take one person of the worked example onto its team."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.intake.actions import ask_agencies
    from joinedup.linkage.actions import run_link
    from joinedup.people.models import Person
    from tests.factories.inspections import make_inspection
    from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    run_link(by=world.lead, inspection=world.inspection)
    person, body = Person.objects.get(email=email), world.inspectorates["hmicfrs"]
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")


def open_reviewing(people: dict[str, str]) -> None:
    """Open another inspection with several doubtful pairs, and take people of the worked example onto its team, by inspectorate."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.intake.actions import ask_agencies
    from joinedup.linkage.actions import run_link
    from joinedup.people.models import Person
    from tests.factories.inspections import make_inspection
    from tests.factories.linkage import AUTHORITY, POLICE, TWIN_SISTERS, TWINS, Listed, framework_of_people

    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY + TWINS)
    listed.send("police", POLICE + TWIN_SISTERS)
    run_link(by=world.lead, inspection=world.inspection)
    for email, code in people.items():
        person, body = Person.objects.get(email=email), world.inspectorates[code]
        add_inspectorate_member(by=None, inspectorate=body, person=person)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")


def open_not_known(inspector: str, coordinator: str) -> None:
    """Open an inspection whose linked lists lack a boy on the police's, and let two of the worked example work in it."""
    from joinedup.areas.actions import add_agency_member, add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.intake.actions import ask_agencies
    from joinedup.linkage.actions import run_link
    from joinedup.people.models import Person
    from tests.factories.inspections import make_inspection
    from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    run_link(by=world.lead, inspection=world.inspection)
    person, body = Person.objects.get(email=inspector), world.inspectorates["hmicfrs"]
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")
    officer = Person.objects.get(email=coordinator)
    add_agency_member(by=None, agency=world.agencies["police"], person=officer, role="coordinator")


def open_asking(inspector: str, coordinator: str) -> None:
    """Open an inspection that has just asked its agencies, and let two of the worked example work in it, one for the force."""
    from joinedup.areas.actions import add_agency_member, add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.intake.actions import ask_agencies
    from joinedup.method.loader import load_framework
    from joinedup.people.models import Person
    from tests.factories.inspections import make_inspection

    world = make_inspection(load_framework("jtai-2022-front-door"), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    person, body = Person.objects.get(email=inspector), world.inspectorates["cqc"]
    if body not in [member.inspectorate for member in person.inspectorate_memberships.all()]:
        add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")
    force = Person.objects.get(email=coordinator)
    add_agency_member(by=None, agency=world.agencies["police"], person=force, role="coordinator")


def open_look_up(lead: str, coordinator: str) -> None:
    """Open an inspection that looks children up, link the authority's lists, and let two of the worked example work in it."""
    from joinedup.areas.actions import add_agency_member, add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.models import Person
    from tests.factories.look_up import make_looking_up

    looking = make_looking_up()
    looking.link()
    world, person = looking.world, Person.objects.get(email=lead)
    body = world.inspectorates["hmicfrs"]
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="lead")
    force = Person.objects.get(email=coordinator)
    add_agency_member(by=None, agency=world.agencies["police"], person=force, role="coordinator")


if __name__ == "__main__":
    main()
