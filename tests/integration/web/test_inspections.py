"""The inspectors' door: who comes in, and the inspection as a line of stages."""

from uuid import uuid4

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.web.components.dates import day
from joinedup.web.inspectorate.frame import code_word
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person


def address(inspection) -> str:
    return reverse("inspectorate:inspection", args=[inspection.pk])


def test_the_team_sees_the_inspection(pages_as):
    world = make_inspection(stage=Stage.LISTS)
    for person in [world.lead, *world.inspectors.values(), *world.signatories.values()]:
        page = pages_as(person).get(address(world.inspection))
        assert page.h1 == world.area.name


@pytest.mark.parametrize("outsider", ["coordinator", "stranger", "other team"])
def test_for_everyone_else_it_does_not_exist(pages_as, outsider):
    world, other = make_inspection(stage=Stage.LISTS), make_inspection(stage=Stage.LISTS)
    person = {"coordinator": world.coordinators["police"], "stranger": make_person(), "other team": other.lead}[outsider]
    pages = pages_as(person)
    assert (
        pages.get(address(world.inspection), status=404).text
        == pages.get(reverse("inspectorate:inspection", args=[uuid4()]), status=404).text
    )


def test_whoever_is_not_signed_in_is_asked_to_sign_in(anyone):
    world = make_inspection()
    response = anyone.client.get(address(world.inspection))
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_the_line_says_what_is_done_where_it_stands_and_what_comes(pages_as):
    world = make_inspection(stage=Stage.SELECTION)
    page = pages_as(world.lead).get(address(world.inspection))
    stops = [item for item in page.tree.iter("li") if "app-line__stage" in item.get("class", "")]
    assert len(stops) == len(Stage)
    here = [item for item in stops if item.get("aria-current") == "step"]
    assert ["".join(item.itertext()) for item in here] == ["Selectionnow"]


def test_without_an_accepted_list_the_page_says_why_nothing_can_be_linked(pages_as):
    world = make_inspection(stage=Stage.SELECTION)
    page = pages_as(world.lead).get(reverse("inspectorate:children", args=[world.inspection.pk]))
    assert "No list is accepted, so nothing can be linked." in page.text
    assert reverse("inspectorate:lists", args=[world.inspection.pk]) in page.links().values()


def test_two_inspections_of_one_area_are_told_apart_by_code_word_and_day(pages_as):
    world = make_inspection(stage=Stage.LISTS)
    page = pages_as(world.lead).get(reverse("inspectorate:home"))
    assert f"{world.area.name} {code_word(world.inspection)}, notified {day(world.inspection.notified_on)}" in page.text
    world = make_inspection(stage=Stage.PLANNED)
    page = pages_as(world.lead).get(reverse("inspectorate:home"))
    assert f"{code_word(world.inspection)} to be notified {day(world.inspection.notified_on)}" in page.text
    assert world.area.name not in page.text
