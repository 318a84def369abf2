"""What the journey of a deferral, a complaint and a survey works in: an inspection at its lists, and one that is published."""

from joinedup.areas.actions import add_agency_member, add_inspectorate_member
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.survey.actions import open_survey
from joinedup.method.loader import load_framework
from joinedup.people.actions import create_person
from joinedup.people.models import Person
from joinedup.rehearsal.cast import SignIn
from tests.factories.complaints import outsider
from tests.factories.inspections import World, make_inspection

SIGNS = {"password": "put off and put right 3 4", "totp_secret": "MJXXG5DPNRSXE4TFMRUXG2DFNZTSAYLU"}


def open_afterwards() -> list[SignIn]:
    """Open both inspections; return how a coordinator of both, a lead inspector and a reader outside the team sign in."""
    police, lead = _person("police"), _person("lead")
    worlds = [make_inspection(load_framework("jtai-2022-front-door"), stage) for stage in (Stage.LISTS, Stage.PUBLISHED)]
    for world in worlds:
        add_agency_member(by=None, agency=world.agencies["police"], person=police, role="coordinator")
    _leads(worlds[0], lead)
    open_survey(by=worlds[1].lead, inspection=worlds[1].inspection)
    reader = _person("reader")
    code = outsider(worlds[0]).inspectorate_memberships.get().inspectorate
    add_inspectorate_member(by=None, inspectorate=code, person=reader)
    return [SignIn(role=person.name, email=person.email, **SIGNS) for person in (police, lead, reader)]


def _leads(world: World, lead: Person) -> None:
    body = world.inspectorates["ofsted"]
    add_inspectorate_member(by=world.lead, inspectorate=body, person=lead)
    add_team_member(by=world.lead, inspection=world.inspection, person=lead, inspectorate=body, role="lead")


def _person(who: str) -> Person:
    return create_person(by=None, email=f"{who}@afterwards.example", name=f"{who.capitalize()} afterwards", made_up=True, **SIGNS)
