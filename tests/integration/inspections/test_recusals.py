"""Somebody stands back from an inspection: access ends at once by every way, and nobody brings them back but by lifting it."""

import pytest

from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.feeds.actions import make_feed, open_feed
from joinedup.inspections.models import Inspection, NotificationPack, Recusal, TeamMember
from joinedup.inspections.naming import circle, could_be_named, may_know_area, needs_area
from joinedup.inspections.notifying.actions import make_pack, name_into_circle
from joinedup.inspections.queries import roles_of
from joinedup.inspections.recusals.actions import lift, recuse
from joinedup.inspections.recusals.queries import recusals_seen_by
from joinedup.inspections.rules import InspectionRefused, can_add_team_member
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
WHY = "My sister manages its front door."


@pytest.fixture
def world():
    return make_inspection()


def another_lead(world):
    other = next(person for code, person in world.inspectors.items() if person != world.lead)
    code = next(code for code, person in world.inspectors.items() if person == other)
    add_team_member(by=world.lead, inspection=world.inspection, person=other, inspectorate=world.inspectorates[code], role="lead")
    return other


def stand_back(world, person, by=None):
    return recuse(by=by or person, inspection=world.inspection, person=person, kind="family", why=WHY)


def test_access_ends_at_once_and_stays_ended(world):
    her = world.inspectors["hmicfrs"]
    secret = make_feed(by=her, inspection=world.inspection)
    name_into_circle(by=world.lead, inspection=world.inspection, person=her, why="Books the rooms.")
    row = stand_back(world, her)
    assert not roles_of(her, world.inspection)
    assert not Inspection.objects.visible_to(her).exists()
    assert not may_know_area(her, world.inspection)
    assert open_feed(secret=secret) is None
    assert str(her.pk) not in could_be_named(world.inspection)
    back = {"person": her, "inspectorate": world.inspectorates["hmicfrs"], "role": "inspector"}
    with pytest.raises(InspectionRefused, match="cannot be on its team"):
        add_team_member(by=world.lead, inspection=world.inspection, **back)
    with pytest.raises(InspectionRefused, match="stands back"):
        name_into_circle(by=world.lead, inspection=world.inspection, person=her, why="Again.")
    lift(by=world.lead, recusal=row, why="Another sister.")
    assert add_team_member(by=world.lead, inspection=world.inspection, **back)
    assert Inspection.objects.visible_to(her).exists()


def test_who_opened_it_sees_nothing_either_once_another_leads(world):
    her = world.lead
    with pytest.raises(InspectionRefused, match="Add another lead inspector first"):
        stand_back(world, her)
    other = another_lead(world)
    make_pack(by=other, inspection=world.inspection)
    stand_back(world, her)
    assert not Inspection.objects.visible_to(her).exists()
    assert not NotificationPack.objects.all().visible_to(her).exists()
    assert not needs_area(her, world.inspection) and not can_add_team_member(her, world.inspection)
    assert her not in {one.person for one in circle(world.inspection)}


def test_the_words_are_sealed_and_the_log_holds_the_kind(world):
    row = stand_back(world, world.inspectors["hmicfrs"])
    assert Recusal.objects.get(pk=row.pk).why == WHY
    entry = Entry.objects.get(action="stands back")
    assert "family" in str(entry.detail) and WHY not in str(entry.detail) and not entry.why
    assert verify(str(world.inspection.pk)) == []


@pytest.mark.parametrize("kind", ["", "gossip"])
def test_an_unknown_kind_keeps_everything_as_it_was(world, kind):
    her = world.inspectors["hmicfrs"]
    with pytest.raises(ValueError, match="is not a valid"):
        recuse(by=her, inspection=world.inspection, person=her, kind=kind, why=WHY)
    assert roles_of(her, world.inspection)


def test_who_may(world):
    her, him = world.inspectors["hmicfrs"], world.inspectors["ofsted"]
    stranger = make_person()
    with pytest.raises(InspectionRefused, match="Only they themselves"):
        stand_back(world, her, by=him)
    with pytest.raises(InspectionRefused, match="is not in this inspection"):
        stand_back(world, stranger)
    with pytest.raises(InspectionRefused, match="Say what ties them"):
        recuse(by=her, inspection=world.inspection, person=her, kind="family", why=" ")
    row = stand_back(world, her, by=world.lead)
    with pytest.raises(InspectionRefused, match="already"):
        stand_back(world, her, by=world.lead)
    with pytest.raises(InspectionRefused, match="Only another lead"):
        lift(by=her, recusal=row, why="I want to.")
    with pytest.raises(InspectionRefused, match="Say why"):
        lift(by=world.lead, recusal=row, why="")
    lift(by=world.lead, recusal=row, why="Mistaken.")
    with pytest.raises(InspectionRefused, match="lifted already"):
        lift(by=world.lead, recusal=row, why="Mistaken.")


def test_who_reads_that_somebody_stood_back(world):
    her = world.inspectors["hmicfrs"]
    row = stand_back(world, her)
    assert list(recusals_seen_by(world.lead, world.inspection)) == [row]
    assert list(recusals_seen_by(her, world.inspection)) == [row]
    assert not recusals_seen_by(make_person(), world.inspection).exists()


def test_a_closed_inspection_keeps_its_team(world):
    world.inspection.stage = Stage.CLOSED
    world.inspection.save()
    with pytest.raises(InspectionRefused, match="is closed"):
        stand_back(world, world.inspectors["hmicfrs"])
    assert TeamMember.objects.filter(inspection=world.inspection, person=world.inspectors["hmicfrs"]).exists()
