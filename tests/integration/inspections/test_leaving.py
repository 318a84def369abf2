"""Somebody leaves a team or an agency: what they may see ends at once, what they wrote stays theirs, and the log keeps it."""

import pytest

from joinedup.areas.actions import remove_agency_member
from joinedup.areas.models import AgencyMember
from joinedup.areas.rules import RegisterRefused
from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.evidence.models import Note
from joinedup.inspections.actions import add_team_member, remove_team_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.feeds.actions import make_feed, open_feed
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.rules import InspectionRefused, agencies_of, is_inspector
from joinedup.people.models import Person
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def place_of(world, person, role="inspector") -> TeamMember:
    return TeamMember.objects.get(inspection=world.inspection, person=person, role=role)


def test_who_leaves_a_team_sees_nothing_more_and_keeps_what_they_wrote(world):
    her = world.inspectors["hmicfrs"]
    note, secret = make_note(world), make_feed(by=her, inspection=world.inspection)
    remove_team_member(by=world.lead, member=place_of(world, her), why="posted")
    her = Person.objects.get(pk=her.pk)
    assert not is_inspector(her, world.inspection)
    assert not Inspection.objects.visible_to(her).exists()
    assert open_feed(secret=secret) is None
    assert Note.objects.get(pk=note.pk).author == her
    left, stopped = Entry.objects.get(action="team member removed"), Entry.objects.get(action="calendar address stopped")
    assert str(her.pk) in left.detail
    assert left.why == stopped.why == "They have other work now"
    assert verify(str(world.inspection.pk)) == []
    with pytest.raises(InspectionRefused, match="left the team already"):
        remove_team_member(by=world.lead, member=TeamMember(pk=note.pk, inspection=world.inspection), why="posted")


def test_an_address_from_before_stays_stopped_when_they_come_back(world):
    her = world.inspectors["hmicfrs"]
    secret, member = make_feed(by=her, inspection=world.inspection), place_of(world, her)
    remove_team_member(by=world.lead, member=member, why="mistake")
    back = {"inspectorate": world.inspectorates["hmicfrs"], "role": "inspector"}
    add_team_member(by=world.lead, inspection=world.inspection, person=her, **back)
    assert open_feed(secret=secret) is None


def test_who_stays_in_another_role_keeps_their_calendar(world):
    her, body = world.inspectors["hmicfrs"], world.inspectorates["hmicfrs"]
    second = add_team_member(by=world.lead, inspection=world.inspection, person=her, inspectorate=body, role="signatory")
    secret = make_feed(by=her, inspection=world.inspection)
    remove_team_member(by=world.lead, member=second, why="mistake")
    assert open_feed(secret=secret).person == her


def test_the_only_lead_inspector_stays_until_there_is_another(world):
    only = place_of(world, world.lead, "lead")
    with pytest.raises(InspectionRefused, match="is the only lead inspector"):
        remove_team_member(by=world.lead, member=only, why="posted")
    her, body = world.inspectors["hmicfrs"], world.inspectorates["hmicfrs"]
    add_team_member(by=world.lead, inspection=world.inspection, person=her, inspectorate=body, role="lead")
    remove_team_member(by=world.lead, member=only, why="posted")
    assert not is_inspector(world.lead, world.inspection)


def test_nobody_else_takes_people_out_nor_anybody_once_it_is_closed(world):
    member = place_of(world, world.inspectors["ofsted"])
    others = (world.inspectors["hmicfrs"], world.quality_assurer, world.coordinators["police"], make_person())
    for person in others:
        with pytest.raises(InspectionRefused, match="Only a lead inspector"):
            remove_team_member(by=person, member=member, why="posted")
    with pytest.raises(ValueError, match="bored"):
        remove_team_member(by=world.lead, member=member, why="bored")
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.CLOSED)
    with pytest.raises(InspectionRefused, match="its team stays as it was"):
        remove_team_member(by=world.lead, member=TeamMember.objects.get(pk=member.pk), why="posted")
    assert TeamMember.objects.filter(pk=member.pk).exists()


def test_who_leaves_an_agency_sees_nothing_more_at_once(world):
    police, him = world.agencies["police"], world.coordinators["police"]
    secret, member = make_feed(by=him, inspection=world.inspection), AgencyMember.objects.get(person=him)
    for person, why, sentence in ((make_person(), "Left.", "Only a coordinator"), (him, " ", "Say why")):
        with pytest.raises(RegisterRefused, match=sentence):
            remove_agency_member(by=person, member=member, why=why)
    remove_agency_member(by=him, member=member, why="Left the force.")
    assert not agencies_of(him, world.inspection).exists()
    assert not Inspection.objects.visible_to(him).exists()
    assert open_feed(secret=secret) is None
    left = Entry.objects.get(action="agency member removed")
    assert (left.object_id, left.why) == (str(police.pk), "Left the force.")
    assert Entry.objects.filter(action="calendar address stopped", why="Left the force.").count() == 1
