"""The query log: one numbering, one coordinator, working hours, and what was asked before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count, product

import pytest
from django.utils import timezone

from joinedup.areas.actions import add_agency_member, create_agency
from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.intake.enums import QUESTION_MOVES, SENDING, QuestionState, Side
from joinedup.intake.models import DataRequest, Question, QuestionEntry
from joinedup.intake.queries import left_to_ask, progress
from joinedup.intake.questions.actions import (
    AskedBefore,
    answer_question,
    ask_again,
    ask_question,
    open_question,
    use_answer,
    withdraw_question,
)
from joinedup.intake.questions.queries import (
    asked_before,
    coordinator_of,
    entries_for_agency,
    entries_of,
    open_questions_to,
    questions_seen_by,
)
from joinedup.intake.questions.rules import can_move_question, can_put_questions, can_read_question, can_use_answer
from joinedup.method.framework import RequestItem
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import World, make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

MONDAY_TEN = datetime(2022, 10, 3, 9, tzinfo=UTC)  # 10 o'clock in London
CONSENT = RequestItem(
    "consent", "question", "Which families agree to meet an inspector?", "local_authority", "To hear them.", due=6
)
CHAIR = "Who chairs the MACE meeting?"


@pytest.fixture
def world(monkeypatch) -> World:
    ticks = count()
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_TEN + timedelta(microseconds=next(ticks)))
    return make_inspection(stage=Stage.FIELDWORK)


def ask(world: World, text: str = CHAIR, *, by=None, sector: str = "police", **more) -> Question:
    said = {"purpose": "To know who decides.", **more}
    return ask_question(
        by=by or world.inspectors["ofsted"], inspection=world.inspection, agency=world.agencies[sector], text=text, **said
    )


def to_the_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def test_a_question_has_a_number_a_purpose_one_receiver_and_working_hours_to_answer(world):
    question = ask(world)
    assert (question.number, question.text, question.purpose, question.state) == (1, CHAIR, "To know who decides.", "asked")
    assert (question.goes_to, question.inspectorate.code) == (world.coordinators["police"], "ofsted")
    assert to_the_second(question.due_at) == datetime(2022, 10, 4, 9, tzinfo=UTC)  # eight working hours: Tuesday at ten
    by_two = ask(world, "Where are custody records kept?", hours=4).due_at
    assert to_the_second(by_two) == datetime(2022, 10, 3, 13, tzinfo=UTC)
    assert [one.number for one in questions_seen_by(world.lead, world.inspection)] == [1, 2]
    assert (entries(str(world.inspection.pk)).last().action, verify(str(world.inspection.pk))) == ("question asked", [])


def test_its_words_are_sealed(world):
    question = ask(world)
    answer_question(by=world.coordinators["police"], question=question, words="The detective inspector.")
    text, purpose = Question.objects.values_list("text", "purpose")[0]
    words = QuestionEntry.objects.values_list("words", flat=True)
    raw = b"".join(bytes(value) for value in (text, purpose, *words))
    assert b"MACE" not in raw
    assert b"decides" not in raw
    assert b"detective" not in raw


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": " "}, "Write the question"),
        ({"purpose": ""}, "without a purpose"),
        ({"hours": 0}, "1 to 80 working hours"),
        ({"hours": 81}, "1 to 80 working hours"),
    ],
)
def test_nothing_is_asked_without_words_a_purpose_and_time(world, wrong, words):
    with pytest.raises(ValueError, match=words):
        ask(world, **wrong)
    assert not Question.objects.exists()


def test_what_another_inspectorate_asked_is_shown_and_not_sent(world):
    first = ask(world)
    again = {"text": "Which officer chairs MACE meetings at present?", "by": world.inspectors["hmicfrs"]}
    with pytest.raises(AskedBefore, match=r"asked already \(1\)") as refusal:
        ask(world, **again)
    assert refusal.value.questions == [first]
    assert "MACE" not in str(refusal.value)
    use_answer(by=world.inspectors["hmicfrs"], question=first, words=again["text"])
    assert [entry.kind for entry in entries_of(first)] == ["asked", "used"]
    second = ask(world, **again, despite="The answer is of last year.")
    assert (second.number, entries_of(second)[0].words) == (2, "The answer is of last year.")


def test_a_question_to_another_agency_is_shown_too_after_those_to_the_same(world):
    council = ask(world, sector="local_authority")
    police = ask(world, despite="They may differ.")
    assert asked_before(world.inspection, CHAIR, world.agencies["police"]) == [police, council]
    assert asked_before(world.inspection, CHAIR, world.agencies["local_authority"]) == [council, police]
    withdraw_question(by=world.lead, question=police, words="Asked in error.")
    assert asked_before(world.inspection, CHAIR, world.agencies["police"]) == [council]
    assert asked_before(world.inspection, "Where are custody records kept?", world.agencies["police"]) == []


def test_answered_added_to_asked_again_and_answered(world, monkeypatch):
    question, police = ask(world), world.coordinators["police"]
    answer_question(by=police, question=question, words="The detective inspector.", hours=Decimal("0.5"))
    answer_question(by=police, question=question, words="Since June.")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 10, 5, 9, tzinfo=UTC))
    ask_again(by=world.inspectors["hmicfrs"], question=question, words="And before?", hours=2)
    monkeypatch.undo()
    question.refresh_from_db()
    assert (question.state, question.due_at) == ("again", datetime(2022, 10, 5, 11, tzinfo=UTC))
    assert list(open_questions_to(world.agencies["police"], world.inspection)) == [question]
    answer_question(by=police, question=question, words="A sergeant.")
    assert [(entry.kind, entry.words) for entry in entries_of(question)] == [
        ("asked", ""), ("answered", "The detective inspector."), ("answered", "Since June."), ("again", "And before?"),
        ("answered", "A sergeant."),
    ]  # fmt: skip
    assert not open_questions_to(world.agencies["police"], world.inspection)


@pytest.mark.parametrize(
    ("action", "words"), [(answer_question, "Write the answer"), (ask_again, "leaves open"), (withdraw_question, "why")]
)
def test_each_step_says_something(world, action, words):
    question = ask(world)
    with pytest.raises(ValueError, match=words):
        action(by=world.lead, question=question, words=" ")


def test_a_withdrawn_question_keeps_its_number(world):
    withdraw_question(by=world.lead, question=ask(world), words="Asked in error.")
    assert ask(world).number == 2
    with pytest.raises(InspectionRefused, match="withdrawn: there is no answer"):
        use_answer(by=world.lead, question=Question.objects.get(number=1), words=CHAIR)


def test_who_else_reads_the_answer_is_not_the_agencys(world):
    question = ask(world)
    use_answer(by=world.lead, question=question, words="Who chairs?")
    assert [entry.kind for entry in entries_for_agency(question)] == ["asked"]


def test_reading_is_logged(world):
    question = ask(world)
    open_question(by=world.coordinators["police"], question=question)
    entry = entries(str(world.inspection.pk)).last()
    assert (entry.action, entry.reading) == ("question opened", True)
    with pytest.raises(InspectionRefused, match="team and the agency asked"):
        open_question(by=world.coordinators["local_authority"], question=question)


def test_every_cell_of_the_table(world):
    question = ask(world)
    for state, to in product(QuestionState, QuestionState):
        question.state, side = state, QUESTION_MOVES.get((state, to))
        assert can_move_question(world.lead, question, to) == (side == Side.TEAM), (state, to)
        assert can_move_question(world.coordinators["police"], question, to) == (side == Side.AGENCY), (state, to)


def test_who_may(world):
    question = ask(world)
    people = {
        "lead": world.lead,
        "inspector": world.inspectors["hmicfrs"],
        "police": world.coordinators["police"],
        "council": world.coordinators["local_authority"],
        "stranger": make_person(),
    }
    may = {
        "ask": lambda person: can_put_questions(person, world.inspection),
        "use": lambda person: can_use_answer(person, question),
        "read": lambda person: can_read_question(person, question),
        "see": lambda person: Question.objects.all().visible_to(person).exists(),
        "see entries": lambda person: QuestionEntry.objects.all().visible_to(person).exists(),
    }
    found = {what: {name for name, person in people.items() if allowed(person)} for what, allowed in may.items()}
    team, police = {"lead", "inspector"}, {"police"}
    assert found == {"ask": team, "use": team, "read": team | police, "see": team | police, "see entries": team | police}


@pytest.mark.parametrize("stage", Stage)
def test_stages(world, stage):
    world.inspection.stage = stage
    assert can_put_questions(world.lead, world.inspection) == (stage in SENDING)


def test_only_an_agency_that_takes_part_is_asked(world):
    other = create_agency(by=None, key="other-police", name="Another force", sector="police", areas=[world.area])
    with pytest.raises(InspectionRefused, match="Another force takes no part"):
        ask_question(by=world.lead, inspection=world.inspection, agency=other, text=CHAIR, purpose="To know.")


def test_one_coordinator_of_several(world):
    police = world.agencies["police"]
    for name, role in (("Zoe", "coordinator"), ("Abe", "coordinator"), ("Aaa", "contributor")):
        add_agency_member(by=None, agency=police, person=make_person(name=name), role=role)
    assert coordinator_of(police).name == "Abe"
    assert coordinator_of(create_agency(by=None, key="empty", name="Empty", sector="health", areas=[])) is None


def test_the_frameworks_questions_stand_in_the_same_numbering():
    world = make_inspection(replace(tiny_framework(), requests=(CONSENT,)), Stage.NOTIFIED)
    new = ask_agencies(by=world.lead, inspection=world.inspection)
    [question] = Question.objects.filter(inspection=world.inspection)
    assert question in new
    assert (question.number, question.item, question.text, question.hours) == (1, "consent", CONSENT.title, None)
    # notified on Monday 3 October: working day 6 is the Monday after, and it ends at five in London
    assert question.due_at == datetime(2022, 10, 10, 16, tzinfo=UTC)
    assert not DataRequest.objects.filter(kind="question").exists()
    assert progress(world.inspection)["asked"] == len(new) - 1
    assert not left_to_ask(world.inspection)
    assert ask_agencies(by=world.lead, inspection=world.inspection) == []
    assert ask(world, "Where are custody records kept?").number == 2
