"""Somebody who answers for two agencies of one inspection reaches both; whoever answers for one, that one alone."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.areas.actions import add_agency_member
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import ask_agencies
from joinedup.intake.models import DataRequest, Question, Submission
from joinedup.intake.questions.actions import ask_question
from joinedup.linkage.actions import run_link
from joinedup.linkage.not_known.actions import ask_whether_known
from joinedup.linkage.queries import memberships_of
from tests.factories.inspections import make_inspection
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people
from tests.factories.lists import MINUTES, csv_bytes
from tests.factories.look_up import make_looking_up
from tests.factories.people import make_person

ROWS = {"local_authority": AUTHORITY, "police": POLICE}


@pytest.fixture
def world(db):
    world = make_inspection(replace(framework_of_people(), requests=(MINUTES,)), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def both(pages_as, world):
    """The pages as somebody who coordinates both agencies."""
    return pages_as(of_both(world))


def of_both(world):
    person = make_person()
    for agency in world.agencies.values():
        add_agency_member(by=None, agency=agency, person=person, role="coordinator")
    return person


def here(world, page, *more):
    return reverse(f"agency:{page}", args=[world.inspection.pk, *more])


def wanted(world, sector):
    return DataRequest.objects.get(inspection=world.inspection, item=f"{sector}-people")


def a_file(sector):
    return SimpleUploadedFile("people.csv", csv_bytes(ROWS[sector]))


def test_the_first_pages_tell_each_agency_apart(both, world):
    for address in (reverse("agency:home"), here(world, "requests"), here(world, "burden")):
        page = both.get(address)
        for agency in world.agencies.values():
            assert agency.name in page.text, (address, agency)
    listed = {link.get("href") for link in both.get(here(world, "requests")).tree.iter("a")}  # both lists have one title
    assert {here(world, "item", wanted(world, sector).pk) for sector in ROWS} <= listed


@pytest.mark.parametrize("sector", ROWS)
def test_each_agencys_list_is_sent_and_read_back(both, world, sector):
    address = here(world, "item", wanted(world, sector).pk)
    assert world.agencies[sector].name in both.get(address).text
    page = both.post(address, {"coverage": "area"}, file=a_file(sector))
    assert "The file has arrived." in page.text
    sent = Submission.objects.get()
    assert sent.agency == world.agencies[sector]
    for what in ("submission", "receipt", "sent-file", "marked"):
        assert both.client.get(here(world, what, sent.pk)).status_code == 200
    both.post(here(world, "remark", sent.pk), {"text": "Complete to the day."})


@pytest.mark.parametrize("sector", ROWS)
def test_each_agencys_question_is_answered(both, world, sector):
    asked = ask_question(by=world.lead, inspection=world.inspection, agency=world.agencies[sector], text="Who?", purpose="To know.")
    assert "Who?" in both.get(here(world, "questions")).text
    assert "Your answer has arrived." in both.post(here(world, "question", asked.pk), {"words": "The board."}).text
    assert Question.objects.get().state == "answered"


def test_a_question_about_a_child_reaches_whoever_answers_for_both(both, world):
    listed = Listed(world)
    for sector, rows in ROWS.items():
        listed.send(sector, rows)
    run = run_link(by=world.lead, inspection=world.inspection)
    people = dict(memberships_of(run).select("record_id", "child_id").iter_rows())
    for sector, stranger in (("police", listed.record_id("local_authority", "2")), ("local_authority", None)):
        record = stranger or next(one for one in people if one.startswith(world.agencies["police"].key) and _alone(one, people))
        children = {people[record]: f"Child {sector}"}
        [asked] = ask_whether_known(by=world.lead, run=run, agency=world.agencies[sector], children=children, why="Not listed.")
        assert "Who the child is" in both.get(here(world, "not-known-question", asked.pk)).text
        assert asked.code in both.get(here(world, "not-known")).text


def _alone(record, people):
    return list(people.values()).count(people[record]) == 1


@pytest.mark.parametrize(("sector", "other"), [("police", "local_authority"), ("local_authority", "police")])
def test_whoever_answers_for_one_meets_nothing_of_the_other(pages_as, world, sector, other):
    one = pages_as(world.coordinators[sector])
    one.get(here(world, "item", wanted(world, sector).pk))
    one.get(here(world, "item", wanted(world, other).pk), status=404)
    one.post(here(world, "item", wanted(world, other).pk), {"coverage": "area"}, status=404, file=a_file(other))
    assert world.agencies[other].name not in one.get(here(world, "requests")).text
    assert not Submission.objects.exists()


def test_children_looked_up_are_met_by_whoever_answers_for_an_agency_that_is_asked(pages_as, db):
    looking = make_looking_up()
    looking.ask()
    world = looking.world
    both, police = pages_as(of_both(world)), world.agencies["police"]
    address = here(world, "look-up")
    assert f"You answer here for {police.name}." in both.get(address).text
    assert f"{address}?agency={police.pk}" in both.get(here(world, "requests")).links().values()
    said = {"codes": ["C-001"], "said": "not_known", "how": "By name."}
    assert "Your answer about 1 child has arrived." in both.post(f"{address}?agency={police.pk}", said).text
    both.get(address, status=404, agency=str(world.agencies["local_authority"].pk))
