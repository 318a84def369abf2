"""Between asking and receiving: reminders, more time, and one file that answers twice."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone

from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import (
    accept_submission,
    ask_agencies,
    receive_submission,
    refuse_submission,
    say_not_held,
    say_same_as,
)
from joinedup.intake.asking.actions import ask_anyway, ask_for_time, chase, give_time, refuse_time
from joinedup.intake.asking.queries import chasers_of, extensions_of, reminded, reusable, wish_for_time, wishes_to_decide
from joinedup.intake.asking.rules import can_ask_anyway, can_ask_for_time, can_chase, can_decide_on_time, can_give_time, can_reuse
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.enums import EXTENSION_MOVES, REQUEST_MOVES, SENDING, ExtensionState, RequestState, Side, SubmissionState
from joinedup.intake.models import Chaser, DataRequest, Extension, Submission
from joinedup.intake.queries import data_of, events_of
from joinedup.vault.models import SealedFile
from tests.factories.inspections import World, make_inspection
from tests.factories.lists import csv_bytes, framework_of_lists, workbook_bytes
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

MISSING = [["Force ID", "Reported missing", "Risk level"], ["1", "01/09/2022", "High"]]
MEETINGS = [["Force ID", "Date of meeting", "Meeting"], ["1", "01/09/2022", "MACE"]]
LATER = date(2022, 10, 7)


@pytest.fixture
def world() -> World:
    world = make_inspection(framework_of_lists(), Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


def request_of(world: World, item: str = "police-missing") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def send(world: World, item: str = "police-missing", data: bytes | None = None, name: str = "list.csv", **more) -> Submission:
    by, data = world.coordinators["police"], data or csv_bytes(MISSING)
    return receive_submission(by=by, request=request_of(world, item), filename=name, data=data, **more)


def wish(world: World) -> Extension:
    return ask_for_time(by=world.coordinators["police"], request=request_of(world), until=LATER, reason="The system is down.")


# Reminders


def test_a_reminder_is_kept_and_counted(world):
    chase(by=world.lead, request=request_of(world), words="Please send it by noon.")
    [chaser] = chasers_of(request_of(world))
    assert (chaser.words, chaser.sent_by, reminded(world.inspection)) == (
        "Please send it by noon.", world.lead, {request_of(world).pk: 1},
    )  # fmt: skip
    assert b"noon" not in bytes(Chaser.objects.values_list("words", flat=True)[0])
    assert entries(str(world.inspection.pk)).last().action == "agency reminded"


def test_a_second_reminder_on_one_day_needs_a_reason(world):
    request = request_of(world)
    chase(by=world.lead, request=request, words="Please.")
    with pytest.raises(InspectionRefused, match="reminded of this today already"):
        chase(by=world.inspectors["ofsted"], request=request, words="Please!")
    chase(by=world.lead, request=request, words="Please!", reason="Linking waits for it.")
    Chaser.objects.update(sent_at=timezone.now() - timedelta(days=1))
    chase(by=world.lead, request=request, words="Please.")
    assert reminded(world.inspection) == {request.pk: 3}


def test_only_what_is_awaited_is_reminded_of(world):
    with pytest.raises(ValueError, match="Write what"):
        chase(by=world.lead, request=request_of(world), words=" ")
    send(world)
    with pytest.raises(InspectionRefused, match="not awaited: it is received"):
        chase(by=world.lead, request=request_of(world), words="Please.")


def test_what_is_said_not_to_be_held_is_asked_for_again_with_a_reason(world):
    police, request = world.coordinators["police"], request_of(world)
    with pytest.raises(InspectionRefused, match="Only what an agency says it does not hold"):
        ask_anyway(by=world.lead, request=request, words="You sent it last year.")
    say_not_held(by=police, request=request, answer="The county holds it.")
    with pytest.raises(ValueError, match="Say why it is asked for again"):
        ask_anyway(by=world.lead, request=request, words="")
    with pytest.raises(InspectionRefused, match="Only members of this inspection's team"):
        ask_anyway(by=police, request=request, words="You sent it last year.")
    ask_anyway(by=world.lead, request=request, words="You sent it last year.")
    again = request_of(world)
    assert (again.state, again.answer, chasers_of(again)[0].words) == (
        RequestState.ASKED, "The county holds it.", "You sent it last year.",
    )  # fmt: skip


# More time


def test_more_time_wished_for_and_given(world):
    asked = wish(world)
    assert (request_of(world).due_on, wish_for_time(request_of(world)), list(wishes_to_decide(world.inspection))) == (
        date(2022, 10, 4), asked, [asked],
    )  # fmt: skip
    given = give_time(by=world.lead, request=request_of(world), until=date(2022, 10, 6), reason="Two days are fine.")
    assert (given.pk, given.state, given.due_before, given.due_after) == (
        asked.pk, "given", date(2022, 10, 4), date(2022, 10, 6),
    )  # fmt: skip
    assert request_of(world).due_on == date(2022, 10, 6)
    assert not wishes_to_decide(world.inspection)


def test_more_time_given_unasked_and_again(world):
    for day in (5, 6):
        give_time(by=world.lead, request=request_of(world), until=date(2022, 10, day), reason="We were late to ask.")
    assert [(one.asked_by, one.due_before.day, one.due_after.day) for one in extensions_of(request_of(world))] == [
        (None, 4, 5), (None, 5, 6),
    ]  # fmt: skip


def test_more_time_refused_stays_in_the_history(world):
    asked = wish(world)
    with pytest.raises(ValueError, match="Say why no more time"):
        refuse_time(by=world.lead, extension=asked, reason="")
    refuse_time(by=world.lead, extension=asked, reason="Fieldwork begins.")
    assert request_of(world).due_on == date(2022, 10, 4)
    wish(world)
    assert [one.state for one in extensions_of(request_of(world))] == ["refused", "asked"]


def test_one_wish_at_a_time_with_a_reason_and_a_later_day(world):
    police, request = world.coordinators["police"], request_of(world)
    with pytest.raises(ValueError, match="after the day it is due now"):
        ask_for_time(by=police, request=request, until=request.due_on, reason="Busy.")
    with pytest.raises(ValueError, match="Say why more time is needed"):
        ask_for_time(by=police, request=request, until=LATER, reason="")
    with pytest.raises(ValueError, match="Say why more time is given"):
        give_time(by=world.lead, request=request, until=LATER, reason="")
    with pytest.raises(ValueError, match="after the day it is due now"):
        give_time(by=world.lead, request=request, until=request.due_on, reason="Fine.")
    wish(world)
    with pytest.raises(InspectionRefused, match="already"):
        wish(world)
    send(world)
    assert not wishes_to_decide(world.inspection)  # nobody need decide on what has come


def test_every_cell_of_the_request_table_the_team_makes(world):
    request = request_of(world)
    for state in RequestState:
        request.state = state
        by_table = REQUEST_MOVES.get((state, RequestState.ASKED)) == Side.TEAM
        # what was received is asked for again by sending it back
        assert can_ask_anyway(world.lead, request) == (by_table and state != RequestState.RECEIVED), state
        assert can_chase(world.lead, request) == can_give_time(world.lead, request) == (state == RequestState.ASKED), state


def test_every_cell_of_the_table_of_more_time(world):
    extension = wish(world)
    for state, to in product(ExtensionState, ExtensionState):
        extension.state = state
        assert can_decide_on_time(world.lead, extension, to) == (EXTENSION_MOVES.get((state, to)) == Side.TEAM), (state, to)
    assert {pair for pair, side in EXTENSION_MOVES.items() if side == Side.TEAM} == {("asked", "given"), ("asked", "refused")}


# The same as sent before


def test_one_workbook_answers_two_items_and_is_kept_once(world):
    sent = send(world, data=workbook_bytes({"Missing": MISSING, "Meetings": MEETINGS}), name="all.xlsx", coverage="wider")
    files = SealedFile.objects.filter(kind="submission").count()
    made = say_same_as(by=world.coordinators["police"], request=request_of(world, "police-conferences"), sent=sent)
    assert (made.same_as, made.file, made.list_id, made.event_count) == (sent, sent.file, "police-conferences", 1)
    assert (made.sha256, made.filename, made.coverage) == (sent.sha256, "all.xlsx", "wider")
    assert SealedFile.objects.filter(kind="submission").count() == files
    assert request_of(world, "police-conferences").state == RequestState.RECEIVED
    accept_submission(by=world.lead, submission=made)
    assert events_of(world.inspection)["kind"].to_list() == ["mace"]
    assert verify(str(world.inspection.pk)) == []


def test_the_team_sends_it_back_like_any_other(world):
    sent = send(world)
    made = say_same_as(by=world.coordinators["police"], request=request_of(world, "police-minutes"), sent=sent)
    assert data_of(made) == data_of(sent)
    refuse_submission(by=world.lead, submission=made, reason="These are no minutes.")
    assert request_of(world, "police-minutes").state == RequestState.ASKED
    assert sent.state == SubmissionState.RECEIVED


def test_a_file_that_holds_no_such_list_leaves_nothing(world):
    sent = send(world)
    with pytest.raises(UnusableFile, match=r"^The file sent for Multi-agency meetings"):
        say_same_as(by=world.coordinators["police"], request=request_of(world, "police-conferences"), sent=sent)
    assert Submission.objects.count() == 1


def test_what_may_be_pointed_to(world):
    police, request = world.coordinators["police"], request_of(world)
    first = send(world)
    assert not can_reuse(police, request, first)
    second = send(world, data=csv_bytes([*MISSING, ["2", "02/09/2022", "Low"]]))
    first.refresh_from_db()
    assert list(reusable(request)) == [first]  # the earlier file, after all
    assert set(reusable(request_of(world, "police-minutes"))) == {first, second}
    made = say_same_as(by=police, request=request, sent=first)
    assert (made.supersedes, made.event_count) == (second, 1)
    assert made not in reusable(request_of(world, "police-minutes"))  # a pointer is not pointed to


def test_nothing_of_another_agency_or_inspection_is_pointed_to(world):
    other = make_inspection(framework_of_lists(), Stage.NOTIFIED)
    ask_agencies(by=other.lead, inspection=other.inspection)
    sent = send(other)
    with pytest.raises(InspectionRefused, match="Only what your agency sent in this inspection"):
        say_same_as(by=world.coordinators["police"], request=request_of(world), sent=sent)


# What the sender says, what the team says


def test_coverage_and_hours_are_kept_as_said(world):
    sent = send(world, coverage="area", hours=Decimal("2.5"))
    assert (sent.coverage, sent.hours) == ("area", Decimal("2.5"))
    assert (send(world).coverage, send(world).hours) == ("", None)
    with pytest.raises(ValueError, match="less than none"):
        send(world, hours=Decimal(-1))


def test_accepted_as_it_is_and_somebody_rings(world):
    rings = world.inspectors["hmicfrs"]
    sent = accept_submission(by=world.lead, submission=send(world), reason="Ages are missing.", rings=rings)
    sent.refresh_from_db()
    assert (sent.state, sent.rings, sent.reason) == (SubmissionState.ACCEPTED, rings, "Ages are missing.")
    with pytest.raises(InspectionRefused, match="Only members of this inspection's team"):
        accept_submission(by=world.lead, submission=send(world), rings=world.coordinators["police"])


# Who and when


def test_who_may(world):
    sent = send(world, "police-minutes", b"%PDF-1.7", "minutes.pdf")
    people = {
        "lead": world.lead,
        "inspector": world.inspectors["ofsted"],
        "police": world.coordinators["police"],
        "council": world.coordinators["local_authority"],
        "stranger": make_person(),
    }
    extension = Extension(inspection=world.inspection, request=request_of(world), state=ExtensionState.ASKED)
    chase(by=world.lead, request=request_of(world), words="Please.")
    give_time(by=world.lead, request=request_of(world), until=LATER, reason="Fine.")
    may = {
        "remind": lambda person: can_chase(person, request_of(world)),
        "give time": lambda person: can_give_time(person, request_of(world)),
        "decide on time": lambda person: can_decide_on_time(person, extension, ExtensionState.GIVEN),
        "ask for time": lambda person: can_ask_for_time(person, request_of(world)),
        "point": lambda person: can_reuse(person, request_of(world), sent),
        "see reminders": lambda person: Chaser.objects.all().visible_to(person).exists(),
        "see time": lambda person: Extension.objects.all().visible_to(person).exists(),
    }
    found = {what: {name for name, person in people.items() if allowed(person)} for what, allowed in may.items()}
    team, police = {"lead", "inspector"}, {"police"}
    assert found == {
        "remind": team, "give time": team, "decide on time": team, "ask for time": police, "point": police,
        "see reminders": team | police, "see time": team | police,
    }  # fmt: skip


@pytest.mark.parametrize("stage", Stage)
def test_stages(world, stage):
    request = request_of(world)
    world.inspection.stage = request.inspection.stage = stage
    assert can_chase(world.lead, request) == (stage in SENDING)
    assert can_give_time(world.lead, request) == (stage in SENDING)
    assert can_ask_for_time(world.coordinators["police"], request) == (stage in SENDING)
