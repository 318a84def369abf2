"""Lists of a wider area through the real actions: what is cut, what stays, and that nothing is lost."""

from dataclasses import replace

import pytest

from joinedup.areas.actions import set_postcodes
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.queries import coverage_of, data_of, events_of, records_of, relations_of
from joinedup.method.framework import Column
from tests.factories.inspections import World, make_inspection
from tests.factories.linkage import AUTHORITY, framework_of_people
from tests.factories.lists import csv_bytes, framework_of_lists

pytestmark = pytest.mark.django_db

PEOPLE = [
    ["Force ID", "Forename", "Surname", "DOB", "Home postcode"],
    ["1", "Ann", "Lee", "01/05/2010", "LS1 2AB"],
    ["2", "Bo", "Lee", "01/05/1980", "YO1 2AB"],
    ["3", "Cy", "Moss", "01/05/2011", "YO1 2AB"],
    ["4", "Di", "Moss", "01/05/2012", ""],
]
MISSING = [["Force ID", "Reported missing", "Risk level"], *([own, "01/09/2022", "High"] for own in "134")]
RELATIONS = [["Child's ID", "Other person's ID", "Relation"], ["1", "2", "Parent"], ["3", "9", "Sibling"]]


@pytest.fixture
def world() -> World:
    world = make_inspection(framework_of_lists(), Stage.NOTIFIED)
    set_postcodes(by=world.lead, area=world.area, postcodes=["LS1"])
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


def send(world: World, item: str, rows, coverage: str, sector: str = "police") -> Submission:
    request = DataRequest.objects.get(inspection=world.inspection, item=item)
    by, data = world.coordinators[sector], csv_bytes(rows)
    sent = receive_submission(by=by, request=request, filename="list.csv", data=data, coverage=coverage)
    return accept_submission(by=world.lead, submission=sent)


def own_ids(frame) -> list[str]:
    return sorted(record.rpartition(":")[2] for record in frame["record_id"])


def test_whoever_lives_elsewhere_is_left_out_with_their_events_and_relations_and_counted(world):
    people = send(world, "police-people", PEOPLE, "wider")
    missing = send(world, "police-missing", MISSING, "wider")
    related = send(world, "police-relations", RELATIONS, "wider")
    assert own_ids(records_of(world.inspection)) == ["1", "2", "4"]  # the father beside his child, and whom nobody can tell
    assert own_ids(events_of(world.inspection)) == ["1", "4"]
    assert own_ids(relations_of(world.inspection)) == ["1"]
    told = {one.pk: counts for one, counts in coverage_of(world.inspection)}
    assert told[people.pk] == {
        "inside": 1, "known": 0, "related": 1, "cannot tell": 1, "cut": 1, "events": 0, "relations": 0,
    }  # fmt: skip
    assert (told[missing.pk]["cut"], told[missing.pk]["events"], told[related.pk]["relations"]) == (1, 1, 1)
    assert data_of(people) == csv_bytes(PEOPLE)
    assert people.rows == 4


def test_a_list_of_the_area_alone_is_not_cut(world):
    send(world, "police-people", PEOPLE, "area")
    assert own_ids(records_of(world.inspection)) == ["1", "2", "3", "4"]
    assert coverage_of(world.inspection) == []


def test_whoever_stands_on_a_list_of_the_area_too_stays(world):
    send(world, "police-people", PEOPLE, "wider")
    send(world, "police-missing", MISSING, "area")
    assert own_ids(records_of(world.inspection)) == ["1", "3", "4"]


def test_a_corrected_register_brings_people_back_and_nobody_sends_anything_again(world):
    send(world, "police-people", PEOPLE, "wider")
    set_postcodes(by=world.lead, area=world.area, postcodes=["LS1", "YO1"])
    world.inspection.area.refresh_from_db()
    assert own_ids(records_of(world.inspection)) == ["1", "2", "3", "4"]
    set_postcodes(by=world.lead, area=world.area, postcodes=[])
    world.inspection.area.refresh_from_db()
    assert coverage_of(world.inspection)[0][1]["cannot tell"] == 4


def test_whom_the_authority_knows_stays_whichever_list_comes_first():
    lists = framework_of_people().lists
    nhs = Column("nhs", "NHS number", "nhs", "To link", holds="known_id:nhs")
    lists = tuple(replace(spec, columns=(*spec.columns, nhs)) for spec in lists)
    world = make_inspection(replace(framework_of_people(), lists=lists), Stage.NOTIFIED)
    set_postcodes(by=world.lead, area=world.area, postcodes=["LS1"])
    ask_agencies(by=world.lead, inspection=world.inspection)
    head, number = [*AUTHORITY[0], "NHS number"], "9434765919"
    send(world, "police-people", [head, ["7", "Amelia", "Okafor", "06/05/2014", "YO1 2AB", number]], "wider")
    assert records_of(world.inspection).is_empty()
    send(world, "local_authority-people", [head, [*AUTHORITY[1][:4], "LS1 2AB", number]], "area", "local_authority")
    assert own_ids(records_of(world.inspection)) == ["1", "7"]
    assert coverage_of(world.inspection)[0][1]["known"] == 1


def test_whom_the_agency_was_asked_about_stays():
    base = framework_of_people()
    code = Column("code", "Our code", "id", "To answer", holds="known_id:look_up")
    world = make_inspection(
        replace(base, lists=tuple(replace(spec, columns=(*spec.columns, code)) for spec in base.lists)), Stage.LISTS
    )
    set_postcodes(by=world.lead, area=world.area, postcodes=["LS1"])
    ask_agencies(by=world.lead, inspection=world.inspection)
    rows = [[*AUTHORITY[0], "Our code"], ["7", *AUTHORITY[1][1:4], "YO1 2AB", "C-014"], ["8", *AUTHORITY[2][1:4], "YO1 2AB", ""]]
    send(world, "police-people", rows, "wider")
    assert own_ids(records_of(world.inspection)) == ["7"]
