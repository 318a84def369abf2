"""Who may ask, send, decide and see: every cell of the tables of states, and every kind of person."""

from itertools import product

import pytest

from joinedup.areas.actions import create_agency
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import InspectionAgency
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import accept_submission, ask_agencies, receive_submission, refuse_submission, say_not_held
from joinedup.intake.enums import ASKING, REQUEST_MOVES, SENDING, SUBMISSION_MOVES, RequestState, Side, SubmissionState
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue
from joinedup.intake.queries import requests_seen_by
from joinedup.intake.rules import can_ask, can_decide, can_read, can_say_not_held, can_send, check_can_decide, check_can_send
from tests.factories.inspections import World, make_inspection
from tests.factories.lists import csv_bytes, framework_of_lists
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

MISSING = csv_bytes([["Force ID", "Reported missing", "Risk level"], ["1", "01/09/2022", "purple"]])


@pytest.fixture
def world() -> World:
    world = make_inspection(framework_of_lists(), Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def submission(world: World) -> Submission:
    return receive_submission(by=world.coordinators["police"], request=missing(world), filename="a.csv", data=MISSING)


def unanswered(world: World) -> DataRequest:
    return DataRequest.objects.filter(inspection=world.inspection, agency=world.agencies["local_authority"]).first()


def missing(world: World) -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item="police-missing")


def test_every_cell_of_the_submission_table(world: World, submission: Submission) -> None:
    for state, to in product(SubmissionState, SubmissionState):
        submission.state = state
        by_decision = to in (SubmissionState.ACCEPTED, SubmissionState.REFUSED)
        allowed = by_decision and SUBMISSION_MOVES.get((state, to)) == Side.TEAM
        assert can_decide(world.lead, submission, to) == allowed, (state, to)
    assert {pair for pair, side in SUBMISSION_MOVES.items() if side == Side.TEAM} == {
        (SubmissionState.RECEIVED, SubmissionState.ACCEPTED),
        (SubmissionState.RECEIVED, SubmissionState.REFUSED),
        (SubmissionState.ACCEPTED, SubmissionState.SUPERSEDED),
    }


def test_every_cell_of_the_request_table(world: World) -> None:
    request, coordinator = missing(world), world.coordinators["police"]
    for state in RequestState:
        request.state = state
        assert can_send(coordinator, request) == (REQUEST_MOVES.get((state, RequestState.RECEIVED)) == Side.AGENCY), state
        assert can_say_not_held(coordinator, request) == (REQUEST_MOVES.get((state, RequestState.NOT_HELD)) == Side.AGENCY), state
    assert {state for state in RequestState if (state, RequestState.RECEIVED) in REQUEST_MOVES} == set(RequestState)
    assert {state for state in RequestState if (state, RequestState.NOT_HELD) in REQUEST_MOVES} == {RequestState.ASKED}


@pytest.mark.parametrize("stage", Stage)
def test_stages(world: World, submission: Submission, stage: Stage) -> None:
    world.inspection.stage = stage
    request = missing(world)
    request.state = RequestState.ASKED
    request.inspection.stage = stage
    assert can_ask(world.lead, world.inspection) == (stage in ASKING)
    assert can_send(world.coordinators["police"], request) == (stage in SENDING)
    assert can_say_not_held(world.coordinators["police"], request) == (stage in SENDING)
    submission.inspection.stage = stage
    for to in (SubmissionState.ACCEPTED, SubmissionState.REFUSED):
        assert can_decide(world.lead, submission, to) == (stage in SENDING), to


def test_once_signed_a_list_that_waits_is_neither_accepted_nor_refused(world: World, submission: Submission) -> None:
    world.move_to(Stage.SIGNED)
    for decide in (accept_submission, refuse_submission):
        with pytest.raises(InspectionRefused, match="Nothing more is decided"):
            decide(by=world.lead, submission=Submission.objects.get(), reason="Late.")
    with pytest.raises(InspectionRefused, match="Nothing more can be sent"):
        say_not_held(by=world.coordinators["local_authority"], request=unanswered(world), answer="Not ours.")
    assert Submission.objects.get().state == SubmissionState.RECEIVED


def people_of(world: World) -> dict[str, object]:
    return {
        "lead": world.lead,
        "inspector": world.inspectors["ofsted"],
        "police": world.coordinators["police"],
        "council": world.coordinators["local_authority"],
        "other lead": make_inspection(framework_of_lists(), Stage.NOTIFIED).lead,
        "stranger": make_person(),
    }


def test_who_may(world: World, submission: Submission) -> None:
    may = {
        "ask": lambda person: can_ask(person, world.inspection),
        "send": lambda person: can_send(person, missing(world)),
        "decide": lambda person: can_decide(person, submission, SubmissionState.ACCEPTED),
        "read": lambda person: can_read(person, submission),
        "see requests": lambda person: missing(world) in requests_seen_by(person, world.inspection),
        "see submissions": lambda person: submission in Submission.objects.all().visible_to(person),
        "see issues": lambda person: SubmissionIssue.objects.all().visible_to(person).exists(),
    }
    who = people_of(world)
    found = {what: {name for name, person in who.items() if allowed(person)} for what, allowed in may.items()}
    team = {"lead", "inspector"}
    assert found == {
        "ask": {"lead"},
        "send": {"police"},
        "decide": team,
        "read": team | {"police"},
        "see requests": team | {"police"},
        "see submissions": team | {"police"},
        "see issues": team | {"police"},
    }


def test_two_agencies_of_one_sector_do_not_see_each_other(world: World, submission: Submission) -> None:
    from joinedup.areas.actions import add_agency_member

    other = create_agency(by=None, key="transport-police", name="Transport police", sector="police", areas=[world.area])
    InspectionAgency.objects.create(inspection=world.inspection, agency=other)
    person = make_person()
    add_agency_member(by=None, agency=other, person=person, role="contributor")
    new = ask_agencies(by=world.lead, inspection=world.inspection)
    assert {request.agency for request in new} == {other}
    assert not can_send(person, missing_of(world, submission))
    assert not can_read(person, submission)
    assert set(DataRequest.objects.all().visible_to(person)) == set(new)
    assert not Submission.objects.all().visible_to(person).exists()


def missing_of(world: World, submission: Submission) -> DataRequest:
    return submission.request


def test_nobody_sees_anything_before_notification_or_once_left(world: World, submission: Submission) -> None:
    coordinator = world.coordinators["police"]
    world.inspection.stage = Stage.PLANNED
    world.inspection.save(update_fields=["stage"])
    assert not DataRequest.objects.all().visible_to(coordinator).exists()
    assert DataRequest.objects.all().visible_to(world.lead).exists()
    world.lead.is_active = False
    assert not DataRequest.objects.all().visible_to(world.lead).exists()
    assert not Submission.objects.all().visible_to(world.lead).exists()


def test_refusals_are_sentences(world: World, submission: Submission) -> None:
    with pytest.raises(InspectionRefused, match=r"^Only people of Police \d+ can answer this request\.$"):
        check_can_send(world.coordinators["local_authority"], submission.request)
    with pytest.raises(InspectionRefused, match=r"^A submission that is received cannot become superseded\.$"):
        check_can_decide(world.lead, submission, SubmissionState.SUPERSEDED)
    with pytest.raises(InspectionRefused, match=r"^Only members of this inspection's team"):
        check_can_decide(world.coordinators["police"], submission, SubmissionState.ACCEPTED)
