"""“Is this child known to you?” on a real database: who may ask and answer, what is kept, what it leads to."""

import json
from decimal import Decimal

import polars as pl
import pytest
from django.db import connection

from joinedup.audit.models import Entry
from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.burden import burden_of
from joinedup.intake.enums import Side
from joinedup.intake.models import Question
from joinedup.intake.questions import actions as log
from joinedup.linkage.actions import run_link
from joinedup.linkage.models import LinkDecision, LinkRun, NotKnownQuestion
from joinedup.linkage.not_known.actions import (
    answer_question,
    ask_again,
    ask_whether_known,
    decide_found,
    found_record,
    open_knowledge,
    open_person,
    open_question,
    withdraw_question,
)
from joinedup.linkage.not_known.enums import OPEN, QUESTION_MOVES, Answer, QuestionState
from joinedup.linkage.not_known.queries import knowing_of, latest_by_agency, questions_of, questions_seen_by, questions_to
from joinedup.linkage.not_known.rules import (
    can_answer,
    can_ask_about,
    can_decide_found,
    can_move_question,
    can_read_question,
    check_supports,
    supports,
)
from joinedup.linkage.queries import decisions_of, memberships_of
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, Listed
from tests.factories.people import make_person

NOT_KNOWN = {"answer": "not_known", "said": "Searched every system by name, birth date and address."}


@pytest.fixture
def run(listed: Listed) -> LinkRun:
    return run_link(by=listed.world.lead, inspection=listed.inspection)


def person_of(run: LinkRun, record_id: str) -> str:
    return memberships_of(run).filter(pl.col("record_id") == record_id)["child_id"].item()


@pytest.fixture
def leo(run: LinkRun, listed: Listed) -> str:
    """A boy on the council's list alone."""
    return person_of(run, listed.record_id("local_authority", "2"))


@pytest.fixture
def police(listed: Listed):
    return listed.world.agencies["police"]


@pytest.fixture
def officer(listed: Listed):
    return listed.world.coordinators["police"]


@pytest.fixture
def question(run: LinkRun, listed: Listed, leo: str, police) -> NotKnownQuestion:
    [asked] = ask_whether_known(by=listed.world.lead, run=run, agency=police, children={leo: "Child 4"}, why="Not on your list.")
    return asked


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            texts += [
                bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
                for row in cursor.fetchall()
                for value in row
            ]
    return "\n".join(texts)


def test_a_question_carries_the_child_under_the_inspections_code(question, leo):
    assert (question.number, question.code, question.child_id, question.state) == (1, "Child 4", leo, QuestionState.ASKED)
    assert question.identity["names"] == ["Leo Okafor"]
    assert question.identity["births"] == ["2016-03-08"]
    assert question.due_at > question.asked_at


def test_who_the_child_is_and_what_is_answered_is_sealed(question, officer):
    answer_question(by=officer, question=question, answer="found", found_under="WEN-90817", said="Filed as Theo.")
    held = everything_in_the_database()
    assert "Child 4" in held
    assert not [word for word in ("Okafor", "Leo Ok", "WEN-90817", "Theo", "Not on your list") if word in held]


def test_a_child_the_agency_holds_or_was_asked_about_is_not_asked_about_again(run, listed, question, leo, police):
    amelia = person_of(run, listed.record_id("police", "7"))
    children = {amelia: "Child 1", leo: "Child 4"}
    assert ask_whether_known(by=listed.world.lead, run=run, agency=police, children=children, why="Again") == []
    assert NotKnownQuestion.objects.count() == 1


def test_several_children_are_asked_about_in_one_go(run, listed, leo, police):
    winston = person_of(run, listed.record_id("local_authority", "3"))
    children = {leo: "Child 4", winston: "Child 5"}
    asked = ask_whether_known(by=listed.world.lead, run=run, agency=police, children=children, why="Not on your list.")
    assert [one.number for one in asked] == [1, 2]
    assert {one.code for one in asked} == {"Child 4", "Child 5"}


def test_an_agency_of_another_inspection_is_told_nothing(run, listed, leo):
    elsewhere = make_inspection(stage=Stage.LISTS).agencies["police"]
    with pytest.raises(InspectionRefused, match="takes no part"):
        ask_whether_known(by=listed.world.lead, run=run, agency=elsewhere, children={leo: "Child 4"}, why="Why")
    assert not NotKnownQuestion.objects.exists()


@pytest.mark.parametrize("stage", list(Stage))
def test_agencies_are_asked_from_the_first_lists_until_the_letter_is_signed(listed, stage):
    listed.inspection.stage = stage
    assert can_ask_about(listed.world.lead, listed.inspection) is (stage in OPEN)


@pytest.mark.parametrize("state", list(QuestionState))
@pytest.mark.parametrize("to", list(QuestionState))
def test_states_move_as_the_table_says(listed, question, officer, state, to):
    """The agency answers, the team withdraws and asks again; nobody does the other's."""
    question.state = state
    side = QUESTION_MOVES.get((state, to))
    assert can_move_question(listed.world.lead, question, to) is (side is not None)
    assert not can_move_question(officer, question, to)
    if to == QuestionState.ANSWERED:
        assert can_answer(officer, question) is (side == Side.AGENCY)
    assert not can_answer(listed.world.lead, question)


def test_only_the_team_and_the_agency_asked_see_a_question(listed, question, officer):
    world = listed.world
    sees = {world.lead: True, officer: True, world.coordinators["local_authority"]: False, make_person(): False}
    for person, allowed in sees.items():
        assert (question in questions_seen_by(person, listed.inspection)) is allowed
        assert can_read_question(person, question) is allowed
    world.lead.is_active = False
    assert not NotKnownQuestion.objects.all().visible_to(world.lead)
    with pytest.raises(InspectionRefused, match="agency asked"):
        open_question(by=make_person(), question=question)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.PLANNED])
def test_the_agency_reads_who_the_child_is_only_while_it_may_answer(listed, question, officer, stage):
    question.inspection.stage = stage
    for state in QuestionState:
        question.state = state
        shown = stage in OPEN and state in (QuestionState.ASKED, QuestionState.ANSWERED)
        assert can_read_question(officer, question) is shown, (stage, state)
        assert can_read_question(listed.world.lead, question), (stage, state)


def test_nothing_is_opened_of_a_question_withdrawn(listed, question, officer):
    gone = withdraw_question(by=listed.world.lead, question=question, why="Asked by mistake.")
    with pytest.raises(InspectionRefused, match="no longer stands"):
        open_question(by=officer, question=gone)
    assert not Entry.objects.filter(action="question about a child opened").exists()


def test_each_opening_is_logged_by_code(question, officer, run, listed, leo):
    assert open_question(by=officer, question=question)["names"] == ["Leo Okafor"]
    entry = Entry.objects.get(action="question about a child opened")
    assert (entry.reading, entry.actor, json.loads(entry.detail)["code"]) == (True, str(officer.pk), "Child 4")
    assert len(open_person(by=listed.world.lead, run=run, person_id=leo)) == 1
    open_knowledge(by=listed.world.lead, run=run, child_id=leo, code="Child 4")
    told = [line for line in entries(str(listed.inspection.pk)) if line.reading]
    assert {"person opened", "who knew a child opened"} <= {line.action for line in told}
    assert not [line for line in told if "Okafor" in line.detail]
    assert verify(str(listed.inspection.pk)) == []


def test_an_agency_cannot_open_what_others_wrote(run, leo, officer):
    for opens in (
        lambda: open_person(by=officer, run=run, person_id=leo),
        lambda: open_knowledge(by=officer, run=run, child_id=leo, code="Child 4"),
    ):
        with pytest.raises(InspectionRefused, match="team"):
            opens()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"answer": "found"}, "own number"),
        ({"answer": "recording_error"}, "what happened"),
        ({"answer": "not_known", "said": " "}, "where you looked"),
    ],
)
def test_an_answer_says_what_it_rests_on(question, officer, said, refusal):
    with pytest.raises(InspectionRefused, match=refusal):
        answer_question(by=officer, question=question, **said)
    assert NotKnownQuestion.objects.get().state == QuestionState.ASKED


def test_an_answer_is_given_once(question, officer):
    answered = answer_question(by=officer, question=question, **NOT_KNOWN)
    assert (answered.answer, answered.answered_by) == (Answer.NOT_KNOWN, officer)
    with pytest.raises(InspectionRefused, match="cannot become"):
        answer_question(by=officer, question=question, answer="found", found_under="9")
    assert NotKnownQuestion.objects.get().said == NOT_KNOWN["said"]


def test_nobody_else_answers(question, listed):
    for person in (listed.world.lead, listed.world.coordinators["local_authority"], make_person()):
        with pytest.raises(InspectionRefused, match="Only people of"):
            answer_question(by=person, question=question, **NOT_KNOWN)


def test_asked_again_the_first_answer_stays_and_no_longer_supports(question, officer, listed):
    answered = answer_question(by=officer, question=question, **NOT_KNOWN)
    assert supports(answered)
    again = ask_again(by=listed.world.lead, question=answered, why="A school names another surname.")
    first = NotKnownQuestion.objects.get(pk=question.pk)
    assert (first.state, first.answer, first.said) == (QuestionState.ASKED_AGAIN, Answer.NOT_KNOWN, NOT_KNOWN["said"])
    assert (again.follows, again.number, again.code, again.identity) == (first, 2, "Child 4", first.identity)
    with pytest.raises(InspectionRefused, match="asked again"):
        check_supports(first)
    with pytest.raises(InspectionRefused, match="not been answered yet"):
        check_supports(again)
    assert latest_by_agency(questions_of(listed.inspection)) == {listed.world.agencies["police"].key: again}


def test_a_withdrawn_question_is_kept_and_may_be_put_anew(question, run, listed, leo, police, officer):
    gone = withdraw_question(by=listed.world.lead, question=question, why="Asked by mistake.")
    assert (gone.state, gone.withdrawn_why) == (QuestionState.WITHDRAWN, "Asked by mistake.")
    assert questions_to(police, listed.inspection) == []
    with pytest.raises(InspectionRefused, match="withdrawn"):
        check_supports(gone)
    with pytest.raises(InspectionRefused):
        answer_question(by=officer, question=question, **NOT_KNOWN)
    assert ask_whether_known(by=listed.world.lead, run=run, agency=police, children={leo: "Child 4"}, why="Rightly")
    assert NotKnownQuestion.objects.count() == 2


@pytest.mark.parametrize("act", [ask_again, withdraw_question])
def test_the_team_says_why(question, officer, listed, act):
    if act is ask_again:
        question = answer_question(by=officer, question=question, **NOT_KNOWN)
    with pytest.raises(InspectionRefused, match="Say why"):
        act(by=listed.world.lead, question=question, why=" ")


def test_asking_needs_a_reason(run, listed, leo, police):
    with pytest.raises(InspectionRefused, match="Say why"):
        ask_whether_known(by=listed.world.lead, run=run, agency=police, children={leo: "Child 4"}, why=" ")


def test_what_was_found_is_a_proposal_until_somebody_decides(question, officer, listed, run, leo):
    """The police find Leo under another name; their next list holds that record; the next run joins it because a person said so."""
    found = answer_question(by=officer, question=question, answer="found", found_under="9")
    assert LinkDecision.objects.count() == 0
    listed.send("police", [*POLICE, ["9", "Theodore", "Achebe", "01/02/2015", "M1 1AE"]])
    apart = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert person_of(apart, found_record(found)) != person_of(apart, listed.record_id("local_authority", "2"))
    made = decide_found(by=listed.world.lead, question=found, decision="accept", reason="Same mother, named on both files.")
    assert decisions_of(listed.inspection) == [made]
    assert NotKnownQuestion.objects.get().decision == made
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    assert person_of(later, found_record(found)) == person_of(later, listed.record_id("local_authority", "2"))


def test_a_record_on_no_list_yet_waits_for_it(question, officer, listed):
    found = answer_question(by=officer, question=question, answer="found", found_under="9")
    decide_found(by=listed.world.lead, question=found, decision="accept", reason="Same mother.")
    assert run_link(by=listed.world.lead, inspection=listed.inspection).finished_at


def test_only_what_was_found_is_decided_and_only_by_the_team(question, officer, listed):
    answered = answer_question(by=officer, question=question, **NOT_KNOWN)
    with pytest.raises(InspectionRefused, match="nothing to decide"):
        decide_found(by=listed.world.lead, question=answered, decision="accept", reason="Sure")
    again = ask_again(by=listed.world.lead, question=answered, why="Another name.")
    found = answer_question(by=officer, question=again, answer="found", found_under="9")
    assert can_decide_found(listed.world.lead, found)
    assert not can_decide_found(officer, found)
    with pytest.raises(InspectionRefused, match="Say why"):
        decide_found(by=listed.world.lead, question=found, decision="accept", reason="")


def test_a_later_run_finds_the_question_of_an_earlier_one(question, listed, officer):
    """The child's id moves with its records; the question is found by them."""
    listed.send("police", [*POLICE, ["11", "Leo", "Okafor", "08/03/2016", "LS1 2AB"]])
    later = run_link(by=listed.world.lead, inspection=listed.inspection)
    now = person_of(later, listed.record_id("local_authority", "2"))
    assert now != question.child_id
    assert knowing_of(later).people_of(question.records) == {now}


def test_adults_are_not_counted_as_children(run, listed):
    knowing = knowing_of(run)
    winston = person_of(run, listed.record_id("local_authority", "3"))
    assert winston not in knowing.children
    assert (len(knowing.children), knowing.aged("adult"), knowing.aged("not known")) == (3, 1, 0)


def test_an_agency_sees_its_waiting_questions_first(run, listed, leo, police, officer):
    winston = person_of(run, listed.record_id("local_authority", "3"))
    first, second = ask_whether_known(
        by=listed.world.lead, run=run, agency=police, children={leo: "Child 4", winston: "Child 5"}, why="Not on your list."
    )
    answer_question(by=officer, question=first, **NOT_KNOWN)
    assert [one.pk for one in questions_to(police, listed.inspection)] == [second.pk, first.pk]


def test_a_question_stands_in_the_query_log_under_its_number(question, officer, listed, police):
    logged = Question.objects.get(pk=question.pk)
    assert (logged.number, logged.text, logged.state) == (question.number, "Is Child 4 known to you?", "asked")
    answer_question(by=officer, question=question, hours=Decimal("1.5"), **NOT_KNOWN)
    told = burden_of(police, listed.inspection)
    assert (told.questions, told.answers, told.hours) == (1, 2, Decimal("1.5"))
    assert Question.objects.get(pk=question.pk).state == "answered"
    ask_again(by=listed.world.lead, question=NotKnownQuestion.objects.get(), why="Another surname.")
    assert burden_of(police, listed.inspection).questions == 2


def test_a_withdrawn_question_is_withdrawn_in_the_log(question, listed):
    withdraw_question(by=listed.world.lead, question=question, why="Asked by mistake.")
    assert Question.objects.get(pk=question.pk).state == "withdrawn"


def test_the_log_leaves_a_childs_question_to_its_own_page(question, officer, listed):
    logged = Question.objects.get(pk=question.pk)
    for act, by in ((log.answer_question, officer), (log.withdraw_question, listed.world.lead)):
        with pytest.raises(InspectionRefused, match="its own page"):
            act(by=by, question=logged, words="No.")
    assert NotKnownQuestion.objects.get().state == QuestionState.ASKED


def test_hours_below_none_are_not_taken(question, officer):
    with pytest.raises(ValueError, match="less than none"):
        answer_question(by=officer, question=question, hours=Decimal(-1), **NOT_KNOWN)
    assert NotKnownQuestion.objects.get().state == QuestionState.ASKED
