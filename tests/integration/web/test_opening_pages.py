"""Opening an inspection through the pages, and gathering its team; until the area is told only the team sees which it is."""

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_inspectorate_member, create_agency, create_area
from joinedup.areas.models import InspectorateMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

FRAMEWORK = "jtai-2022-front-door"


@pytest.fixture
def world(db):
    """An inspection elsewhere: its inspectorates and people are whom we need, and its own pages must not change."""
    return make_inspection()


@pytest.fixture
def area(world):
    """An area with two agencies."""
    made = create_area(by=None, code="X1", name="Northmoor and Dale", made_up=True)
    for sector in ("police", "health"):
        create_agency(by=None, key=f"{sector}-moor", name=f"{sector.capitalize()} of the moor", sector=sector, areas=[made])
    return made


def filled_in(area, **other) -> dict:
    agencies = [str(agency.pk) for agency in area.agencies.all()]
    day = {"notified_on_day": "3", "notified_on_month": "2", "notified_on_year": "2026"}
    return {"framework": FRAMEWORK, "code_word": "Quiet lantern", "agencies": agencies, **day, **other}


def open_at(area) -> str:
    return reverse("inspectorate:open-area", args=[area.pk])


def team_of(inspection) -> str:
    return reverse("inspectorate:team", args=[inspection.pk])


def test_somebody_of_an_inspectorate_opens_an_inspection_step_by_step(pages_as, world, area):
    lead = pages_as(world.lead)
    home = lead.get(reverse("inspectorate:home"))
    page = lead.post(home.links()["Open an inspection"], {"area": str(area.pk)})
    assert "Police of the moor" in page.text
    page = lead.post(open_at(area), filled_in(area))
    opened = Inspection.objects.get(code_word="quiet-lantern")
    assert page.h1 == "Team"
    assert (opened.area, opened.framework_id, str(opened.notified_on), opened.made_up) == (area, FRAMEWORK, "2026-02-03", True)
    assert opened.agencies.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"notified_on_day": "7"}, "must be a working day"),
        ({"code_word": "Northmoor lantern"}, "must not hold a word of the area's name"),
        ({"code_word": "North moors"}, "must not hold a word of the area's name"),
        ({"code_word": "Moorland lantern"}, "must not hold a word of the name of an agency"),
        ({"code_word": "!?"}, "must have letters"),
        ({"agencies": []}, "Choose the agencies that take part."),
        ({"framework": ""}, "Choose a framework."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(pages_as, world, area, wrong, sentence):
    page = pages_as(world.lead).post(open_at(area), filled_in(area, **wrong))
    assert page.title.startswith("Error: ")
    assert sentence in page.text
    assert Inspection.objects.count() == 1


def test_a_code_word_is_used_once(pages_as, world, area):
    word = world.inspection.code_word
    page = pages_as(world.lead).post(open_at(area), filled_in(area, code_word=word))
    assert "Another inspection has this code word" in page.text


def test_an_agency_of_elsewhere_cannot_be_asked(pages_as, world, area):
    elsewhere = str(world.agencies["police"].pk)
    page = pages_as(world.lead).post(open_at(area), filled_in(area, agencies=[elsewhere]))
    assert page.title.startswith("Error: ")
    assert Inspection.objects.count() == 1


def test_whoever_works_for_no_inspectorate_finds_nothing(pages_as, world, area):
    for person in (world.coordinators["police"], make_person()):
        pages = pages_as(person)
        pages.get(reverse("inspectorate:open"), status=404)
        pages.get(open_at(area), status=404)
        pages.post(open_at(area), filled_in(area), status=404)
        assert "Open an inspection" not in pages.get(reverse("inspectorate:home")).links()


def test_who_opened_it_gathers_the_team_and_then_sees_the_inspection(pages_as, world, area):
    lead = pages_as(world.lead)
    lead.post(open_at(area), filled_in(area))
    opened = Inspection.objects.get(code_word="quiet-lantern")
    overview = reverse("inspectorate:inspection", args=[opened.pk])
    assert lead.client.get(overview).headers["Location"] == team_of(opened)
    assert lead.get(reverse("inspectorate:home")).links()["Quiet lantern"] == team_of(opened)
    me = InspectorateMember.objects.get(person=world.lead)
    page = lead.post(team_of(opened), {"member": str(me.pk), "role": "lead"})
    assert world.lead.name in page.text
    assert TeamMember.objects.get(inspection=opened).role == "lead"
    page = lead.get(overview)
    assert "Nobody is on the team for" in page.text
    again = lead.post(team_of(opened), {"member": str(me.pk), "role": "lead"})
    assert "is on the team as lead inspector already" in again.text


def test_a_lead_inspector_takes_somebody_out_of_the_team(pages_as, world):
    lead, her = pages_as(world.lead), world.inspectors["hmicfrs"]
    member = TeamMember.objects.get(inspection=world.inspection, person=her)
    nothing = lead.post(team_of(world.inspection), {"do": "leave"})
    assert "Choose who leaves." in nothing.text
    assert "Choose why they leave." in nothing.text
    only = TeamMember.objects.get(inspection=world.inspection, person=world.lead, role="lead")
    page = lead.post(team_of(world.inspection), {"do": "leave", "leaves": str(only.pk), "reason": "posted"})
    assert "is the only lead inspector" in page.text
    page = lead.post(team_of(world.inspection), {"do": "leave", "leaves": str(member.pk), "reason": "posted"})
    assert f"{her.name} is no longer inspector of this inspection." in page.text
    assert not TeamMember.objects.filter(person=her).exists()
    pages_as(her).get(team_of(world.inspection), status=404)


def test_an_inspector_sees_the_team_and_cannot_add_to_it(pages_as, world):
    inspector = pages_as(world.inspectors["hmicfrs"])
    assert "Add to the team" not in inspector.get(team_of(world.inspection)).text
    me = InspectorateMember.objects.get(person=world.lead)
    page = inspector.post(team_of(world.inspection), {"member": str(me.pk), "role": "inspector"}, status=403)
    assert "Only a lead inspector, or whoever opened this inspection" in page.text


def test_only_people_of_the_frameworks_inspectorates_are_offered(pages_as, world):
    stranger = make_person()
    page = pages_as(world.lead).get(team_of(world.inspection))
    assert world.lead.name in page.text
    assert stranger.name not in page.text


def test_until_the_area_is_told_the_pages_are_headed_by_the_code_word(pages_as, world):
    address = reverse("inspectorate:inspection", args=[world.inspection.pk])
    lead = pages_as(world.lead)
    planned = lead.get(address)
    said = world.inspection.code_word.replace("-", " ").capitalize()
    assert (planned.h1, world.area.name in planned.title) == (said, False)
    assert world.area.name not in lead.get(reverse("inspectorate:home")).text
    world.move_to(Stage.NOTIFIED)
    assert lead.get(address).h1 == world.area.name


def test_nobody_outside_the_team_learns_of_a_planned_inspection(pages_as, world):
    somebody = make_person()
    add_inspectorate_member(by=None, inspectorate=world.inspectorates["ofsted"], person=somebody)
    for person in (somebody, world.coordinators["police"]):
        pages = pages_as(person)
        pages.get(team_of(world.inspection), status=404)
        home = pages.get(reverse("inspectorate:home")).text
        assert world.inspection.code_word.replace("-", " ").capitalize() not in home
