"""Makes a small installation in the folder JOINEDUP_VAR names, and prints how its people sign in as JSON.

It holds the worked example, played to its letter, a second inspection that its team is still judging, a third whose lists
are linked but for the doubtful pairs, one that looks children up and has not asked about them yet, one that has just asked
its agencies for lists, and one that is only planned.

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
    pair = ("inspector1@cqc.example", "signatory@hmi-probation.example")
    open_auditing(pair, "coordinator@health.example", "coordinator@council.example")
    entries += join_for_a_concern()
    entries += open_selecting()
    entries += open_following()
    entries += open_tracking()
    entries += open_notebook()
    entries += open_judging()
    entries += open_letter_writing()
    entries += open_seeing()
    entries += open_week()
    entries += open_whole_week()
    entries += open_afterwards()
    entries += open_letters()
    entries += join_partnership()
    json.dump([asdict(entry) for entry in entries], sys.stdout)


def join_partnership() -> list:
    """Take a coordinator of their own into the worked example's partnership; return how they sign in."""
    from tests.journeys import partnership

    return partnership.join_partnership()


def open_letters() -> list:
    """Open the inspections the journeys through a letter's checking, signing and publication work in; say how people sign in."""
    from tests.journeys import letters

    return letters.open_letters()


def open_notebook() -> list:
    """Open the inspection the journeys through the notebook work in; return how its inspectors sign in."""
    from tests.journeys import notebook

    return notebook.open_notebook()


def open_judging() -> list:
    """Open the inspection the journey through own views works in; return how its two people sign in."""
    from tests.journeys import judging

    return judging.open_judging()


def open_letter_writing() -> list:
    """Open the inspection the journey through writing a letter works in; return how its two inspectors sign in."""
    from tests.journeys import letter_writing

    return letter_writing.open_letter_writing()


def open_seeing() -> list:
    """Open the inspection the journey through seeing together works in; return how its lead inspector signs in."""
    from tests.journeys import seeing

    return seeing.open_seeing()


def open_week() -> list:
    """Open the inspection the journey through the week at an agency's door works in; return how its coordinator signs in."""
    from tests.journeys import week

    return week.open_week()


def open_whole_week() -> list:
    """Open, as planned, the inspection the journey through a whole week plays; return how its five people sign in."""
    from tests.journeys import whole_week

    return whole_week.open_whole_week()


def open_afterwards() -> list:
    """Open what the journey of a deferral, a complaint and a survey works in; return how its three people sign in."""
    from tests.journeys import afterwards

    return afterwards.open_afterwards()


def open_second(roles: dict[str, str]) -> None:
    """Open another inspection, bring it to judging and take people of the worked example onto its team."""
    sys.path.insert(0, str(ROOT))
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.enums import Stage
    from joinedup.people.models import Person
    from tests.factories.evidence import letter_framework, make_note
    from tests.factories.inspections import make_inspection
    from tests.factories.judging import open_views

    world = make_inspection(letter_framework(), Stage.JUDGING)
    open_views(world)
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


def open_auditing(inspectors: tuple[str, str], officer: str, council: str) -> None:
    """Open an inspection that follows one child, and let four of the worked example work in it: two inspectors, two agencies."""
    from joinedup.areas.actions import add_agency_member, add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.models import Person
    from tests.factories.asked import make_followed

    world = make_followed().world
    for email, code in zip(inspectors, ("hmicfrs", "ofsted"), strict=True):
        person, body = Person.objects.get(email=email), world.inspectorates[code]
        add_inspectorate_member(by=None, inspectorate=body, person=person)
        add_team_member(by=world.lead, inspection=world.inspection, person=person, inspectorate=body, role="inspector")
    for email, sector in ((officer, "police"), (council, "local_authority")):
        person = Person.objects.get(email=email)
        add_agency_member(by=None, agency=world.agencies[sector], person=person, role="coordinator")


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


def open_tracking() -> list:
    """Open an inspection in fieldwork that follows one child, with two inspectors of their own; say how they sign in."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn
    from tests.factories.tracking import make_tracking

    world, signs = make_tracking().world, {"password": "tracking record 1", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXQ"}
    people = []
    for who, code in (("her", "ofsted"), ("him", "hmicfrs")):
        person = create_person(by=None, email=f"{who}@record.example", name=f"Inspector {who}", made_up=True, **signs)
        add_inspectorate_member(by=None, inspectorate=world.inspectorates[code], person=person)
        add_team_member(
            by=world.lead, inspection=world.inspection, person=person, inspectorate=world.inspectorates[code], role="inspector"
        )
        people.append(person)
    people.append(take_on_reader(world, signs))
    return [SignIn(role=person.name, email=person.email, **signs) for person in people]


def take_on_reader(world, signs: dict[str, str]):
    """Take one inspector into an inspection in fieldwork and into the worked example, to read there and to add here."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.areas.models import Inspectorate
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.models import Inspection
    from joinedup.people.actions import create_person

    reader = create_person(by=None, email="reader@chronology.example", name="Reader", made_up=True, **signs)
    played = Inspection.objects.get(code_word__startswith="rehearsal")
    places = (
        (world.inspection, world.lead, world.inspectorates["ofsted"]),
        (played, played.opened_by, Inspectorate.objects.get(code="ofsted")),
    )
    for inspection, lead, body in places:
        if not reader.inspectorate_memberships.filter(inspectorate=body).exists():
            add_inspectorate_member(by=None, inspectorate=body, person=reader)
        add_team_member(by=lead, inspection=inspection, person=reader, inspectorate=body, role="inspector")
    return reader


def join_for_a_concern() -> list:
    """Take a lead inspector and a coordinator of the council of their own into the worked example; say how they sign in."""
    from joinedup.areas.actions import add_agency_member, add_inspectorate_member
    from joinedup.areas.models import Agency, Inspectorate
    from joinedup.inspections.actions import add_team_member
    from joinedup.inspections.models import Inspection
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn

    played, secret, password = (
        Inspection.objects.get(code_word__startswith="rehearsal"),
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        "urgent concern 1",
    )
    signs = {"password": password, "totp_secret": secret}
    lead, council = (
        create_person(by=None, email=f"{who}@concern.example", name=who.capitalize(), made_up=True, **signs)
        for who in ("lead-inspector", "council")
    )
    ofsted = Inspectorate.objects.get(code="ofsted")
    add_inspectorate_member(by=None, inspectorate=ofsted, person=lead)
    add_team_member(by=played.opened_by, inspection=played, person=lead, inspectorate=ofsted, role="lead")
    agency = Agency.objects.get(inspections__inspection=played, sector="local_authority")
    add_agency_member(by=None, agency=agency, person=council, role="coordinator")
    return [SignIn(role=person.name, email=person.email, **signs) for person in (lead, council)]


def open_selecting() -> list:
    """Open an inspection whose lists are linked and whose sample is not drawn, with a lead of its own; return how they sign in."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn
    from tests.factories.later import linked_from_the_authority_alone

    world, signs = (
        linked_from_the_authority_alone().world,
        {"password": "six children 1", "totp_secret": "KRSXG5CTKRSXG5CTKRSXG5CTKRSXG5CT"},
    )
    lead = create_person(by=None, email="lead-inspector@selection.example", name="Dana Lister", made_up=True, **signs)
    ofsted = world.inspectorates["ofsted"]
    add_inspectorate_member(by=None, inspectorate=ofsted, person=lead)
    add_team_member(by=world.lead, inspection=world.inspection, person=lead, inspectorate=ofsted, role="lead")
    body = world.inspectorates["hmicfrs"]
    colleague = create_person(by=None, email="inspector@selection.example", name="Sam Otley", made_up=True, **signs)
    add_inspectorate_member(by=None, inspectorate=body, person=colleague)
    add_team_member(by=world.lead, inspection=world.inspection, person=colleague, inspectorate=body, role="inspector")
    return [SignIn(role=lead.name, email=lead.email, **signs)]


def open_following() -> list:
    """Open an inspection in which lines of enquiry are proposed, with an inspector of its own; return how they sign in."""
    from joinedup.areas.actions import add_inspectorate_member
    from joinedup.inspections.actions import add_team_member
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn
    from tests.factories.enquiries import make_following

    following, signs = make_following(), {"password": "seven lines 1", "totp_secret": "MFRGGZDFMFRGGZDFMFRGGZDFMFRGGZDF"}
    person = create_person(by=None, email="inspector@enquiry.example", name="Robin Marsh", made_up=True, **signs)
    body = following.world.inspectorates["hmicfrs"]
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    add_team_member(by=following.world.lead, inspection=following.inspection, person=person, inspectorate=body, role="inspector")
    following.tracked[0].leads.set([person, following.world.inspectors["ofsted"]])
    return [SignIn(role=person.name, email=person.email, **signs)]


if __name__ == "__main__":
    main()
