"""The burden ledger: what is asked of each agency, counted from what was really done."""

from decimal import Decimal

import pytest

from joinedup.inspections.enums import Stage
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission, refuse_submission, say_same_as
from joinedup.intake.asking.actions import chase
from joinedup.intake.burden import burden_of, burdens_of
from joinedup.intake.models import DataRequest
from joinedup.intake.questions.actions import answer_question, ask_question, use_answer
from tests.factories.inspections import World, make_inspection
from tests.factories.lists import csv_bytes, framework_of_lists

pytestmark = pytest.mark.django_db

MISSING = csv_bytes([["Force ID", "Reported missing", "Risk level"], ["1", "01/09/2022", "High"], ["2", "02/09/2022", "Low"]])


@pytest.fixture
def world() -> World:
    world = make_inspection(framework_of_lists(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


def wanted(world: World, item: str = "police-missing") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def send(world: World, item: str = "police-missing", data: bytes = MISSING, **more):
    return receive_submission(by=world.coordinators["police"], request=wanted(world, item), filename="a.csv", data=data, **more)


def ledger(world: World) -> tuple:
    burden = burden_of(world.agencies["police"], world.inspection)
    return tuple(getattr(burden, name) for name in burden.__dataclass_fields__ if name != "agency")


def test_before_anything_comes_hours_are_unknown_and_not_none(world):
    assert ledger(world) == (5, 0, 0, 0, 0, None, 0, 0, 0)


def test_everything_is_counted_once(world):
    chase(by=world.lead, request=wanted(world), words="Please.")
    refuse_submission(by=world.lead, submission=send(world, hours=Decimal("1.5")), reason="Last year's.")
    sent = accept_submission(by=world.lead, submission=send(world))
    say_same_as(by=world.coordinators["police"], request=wanted(world, "police-minutes"), sent=sent)
    police = world.agencies["police"]
    question = ask_question(by=world.lead, inspection=world.inspection, agency=police, text="Who chairs MACE?", purpose="To know.")
    answer_question(by=world.coordinators["police"], question=question, words="An inspector.", hours=Decimal("0.25"))
    use_answer(by=world.inspectors["hmicfrs"], question=question, words="Who chairs the MACE meeting?")
    # five items, one question, two files of two rows each, one reminder, hours with two of three answers, two asked for nothing
    assert ledger(world) == (5, 1, 2, 4, 1, Decimal("1.75"), 2, 3, 2)


def test_a_file_that_did_not_stand_for_another_item_avoided_nothing(world):
    made = say_same_as(by=world.coordinators["police"], request=wanted(world, "police-minutes"), sent=send(world))
    refuse_submission(by=world.lead, submission=made, reason="These are no minutes.")
    assert ledger(world)[-1] == 0


def test_each_agency_has_its_own(world):
    send(world)
    assert [(one.agency.sector, one.items, one.files) for one in burdens_of(world.inspection)] == [
        ("local_authority", 1, 0), ("police", 5, 1),
    ]  # fmt: skip
