"""Each agency sees one exact version, replies once, and is told what became of every point before anything is signed."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.queries import entries
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.unusable import UnusableFile
from joinedup.letter.accuracy import actions, queries, rules
from joinedup.letter.accuracy.enums import DECISION_MOVES, REPLY_MOVES, Decision, ReplyState
from joinedup.letter.accuracy.models import AccuracyPoint, AccuracyReply
from joinedup.letter.actions import LetterHasGaps, offer_for_signature, reword_passage
from joinedup.letter.models import Letter
from joinedup.letter.review import current_version, gaps_of
from joinedup.method.loader import load_framework
from tests.factories.checking import a_point, a_query, no_comments, outside_reader, reply_of, send_out
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    return fresh(checked(world, letter))


@pytest.fixture
def check(world, letter):
    return send_out(world, letter)


@pytest.fixture
def reply(world, check):
    return reply_of(world, check)


def fresh(letter) -> Letter:
    return Letter.objects.select_related("inspection").get(pk=letter.pk)


def sentences(letter, *, blocking: bool) -> str:
    return " ".join(gap.sentence for gap in gaps_of(fresh(letter)) if gap.blocks == blocking)


def decided(world, point, decision=Decision.NOT_ACCEPTED, reason="The log says Monday."):
    return actions.decide_point(by=world.lead, point=AccuracyPoint.objects.get(pk=point.pk), decision=decision, reason=reason)


def sent(world, reply, to=ReplyState.SENT):
    by = world.coordinators[reply.agency.sector]
    return actions.send_reply(by=by, reply=AccuracyReply.objects.get(pk=reply.pk), to=to)


def test_a_lead_sends_one_exact_version_to_every_agency(world, letter, check):
    assert (check.number, check.version) == (1, current_version(fresh(letter)))
    assert {row.agency for row in check.replies.all()} == set(world.agencies.values())
    passage = letter.passages.get()
    assert check.sent.texts() == {str(passage.pk): passage.text}
    reword_passage(by=world.lead, passage=passage, text="Something else stands here by now.")
    check.refresh_from_db()
    assert check.sent.texts() == {str(passage.pk): passage.text}  # what was sent stays what was sent


def test_the_clock_is_the_frameworks(world, check):
    monday = date(2026, 11, 23)
    framework = load_framework("jtai-2022-front-door")
    assert queries.due_day(framework, monday) == date(2026, 12, 4)  # nine working days
    steps = [replace(step, offset=5) if step.id == "accuracy" else step for step in framework.calendar]
    assert queries.due_day(replace(framework, calendar=tuple(steps)), monday) == date(2026, 11, 30)
    assert queries.due_day(replace(framework, calendar=()), monday) == date(2026, 12, 4)
    assert check.due_on == queries.due_day(world.inspection.framework, timezone.localdate())


def test_nobody_else_sends_it_and_not_before_checking(world):
    early = make_letter(world)
    make_passage(world, early)
    with pytest.raises(InspectionRefused, match="at the checking stage"):
        send_out(world, fresh(early))
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    for person in (world.inspectors["hmicfrs"], world.signatories["ofsted"], world.coordinators["police"], make_person()):
        assert not rules.can_send(person, fresh(early))


def test_what_keeps_it_from_being_offered_keeps_it_from_being_sent(world, letter):
    a_query(outside_reader(world), letter)
    with pytest.raises(InspectionRefused, match="Quality query 1 is open"):
        send_out(world, letter)


def test_an_offered_letter_is_not_sent(world, letter):
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    with pytest.raises(InspectionRefused, match="offered for signature already"):
        send_out(world, fresh(letter))


def test_while_an_agency_has_time_the_letter_is_not_offered(world, letter, check):
    with pytest.raises(LetterHasGaps, match="has until"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    check.replies.update(due_on=timezone.localdate() - timedelta(days=1))
    assert "has not replied on the draft, awaited since" in sentences(letter, blocking=False)
    assert offer_for_signature(by=world.lead, letter=checked(world, letter)).version


def test_only_coordinators_of_agencies_taking_part_read_it_from_sending_on(world, letter, reply):
    contributor = make_person()
    add_agency_member(by=None, agency=world.agencies["police"], person=contributor, role="contributor")
    police = world.coordinators["police"]
    assert rules.can_read_draft(police, reply)
    assert list(queries.replies_seen_by(police, world.inspection)) == [reply]
    for person in (contributor, world.coordinators["local_authority"], make_inspection().coordinators["police"], make_person()):
        assert not rules.can_read_draft(person, reply)
        assert reply not in queries.replies_seen_by(person, world.inspection)
        with pytest.raises(InspectionRefused, match="Only a coordinator"):
            actions.open_draft(by=person, reply=reply)
    actions.open_draft(by=police, reply=reply, form="pdf")
    last = list(entries(str(world.inspection.pk)))[-1]
    assert (last.action, last.actor) == ("draft opened under embargo", str(police.pk))
    assert '"form":"pdf"' in last.detail


def test_points_are_the_agencys_own_until_it_replies(world, letter, reply):
    text = "It was a Tuesday. " * 2000  # no limit of length
    point = a_point(world, reply, text)
    assert point.text == text.strip()
    council, police = world.coordinators["local_authority"], world.coordinators["police"]
    assert list(queries.points_seen_by(police, world.inspection)) == [point]
    assert not queries.points_seen_by(world.lead, world.inspection)
    sent(world, reply)
    assert list(queries.points_seen_by(world.lead, world.inspection)) == [point]
    assert not queries.points_seen_by(council, world.inspection)


def test_a_point_is_changed_and_taken_out_before_it_is_sent_and_never_after(world, reply):
    police, point, other = world.coordinators["police"], a_point(world, reply), a_point(world, reply)
    assert actions.change_point(by=police, point=point, text="It was in May.").text == "It was in May."
    actions.remove_point(by=police, point=other)
    sent(world, reply)
    for refused in (
        lambda: actions.change_point(by=police, point=point, text="No."),
        lambda: actions.remove_point(by=police, point=point),
        lambda: actions.write_point(by=police, reply=reply, text="And this."),
        lambda: actions.attach_proof(by=police, point=point, filename="log.txt", data=b"Tuesday"),
    ):
        with pytest.raises(InspectionRefused, match="has sent its reply"):
            refused()


def test_proof_goes_with_a_point_and_is_opened_by_team_and_agency_alone(world, reply):
    police, point = world.coordinators["police"], a_point(world, reply)
    proof = actions.attach_proof(by=police, point=point, filename="log.txt", data=b"Tuesday")
    assert actions.open_proof(by=police, proof=proof) == b"Tuesday"
    for person in (world.lead, world.coordinators["local_authority"]):
        with pytest.raises(InspectionRefused, match="Only the agency"):
            actions.open_proof(by=person, proof=proof)
    sent(world, reply)
    assert actions.open_proof(by=world.lead, proof=proof) == b"Tuesday"
    with pytest.raises(UnusableFile):
        actions.attach_proof(by=police, point=a_point_of(world, "local_authority", reply), filename="a.txt", data=b"")


def a_point_of(world, sector, reply):
    """Return a point of another agency's reply, moved to the police's coordinator's reach by nobody: made for an empty file."""
    other = reply_of(world, reply.check_of, sector)
    add_agency_member(by=None, agency=other.agency, person=world.coordinators["police"], role="coordinator")
    return a_point(world, other)


def test_a_point_on_what_is_not_in_the_draft_is_refused(world, reply):
    with pytest.raises(InspectionRefused, match="not in the draft"):
        a_point(world, reply, passage=uuid4())
    with pytest.raises(ValueError, match="Write your comment"):
        a_point(world, reply, " ")


@pytest.mark.parametrize(("here", "to"), list(itertools.product(ReplyState, ReplyState)))
@pytest.mark.parametrize("points", [False, True])
def test_the_table_of_replies_cell_by_cell(world, reply, here, to, points):
    if points:
        a_point(world, reply)
    AccuracyReply.objects.filter(pk=reply.pk).update(state=here)
    reply = queries.replies_to(reply.check_of).get(pk=reply.pk)
    fits = {ReplyState.SENT: points, ReplyState.NO_COMMENTS: not points}.get(to, False)
    allowed = to in REPLY_MOVES[here] and fits
    assert rules.can_reply(world.coordinators["police"], reply, to) == allowed
    for person in (world.lead, world.coordinators["local_authority"], make_person()):
        assert not rules.can_reply(person, reply, to)
    if allowed:
        assert sent(world, reply, to).state == to
    else:
        with pytest.raises(InspectionRefused):
            sent(world, reply, to)


@pytest.mark.parametrize(("here", "to"), list(itertools.product(Decision, Decision)))
def test_the_table_of_decisions_cell_by_cell(world, reply, here, to):
    point = a_point(world, reply)
    sent(world, reply)
    AccuracyPoint.objects.filter(pk=point.pk).update(decision=here)
    if to in DECISION_MOVES[here]:
        assert decided(world, point, to).decision == to
    else:
        with pytest.raises(InspectionRefused):
            decided(world, point, to)


def test_a_point_is_decided_by_a_lead_with_a_reason_once_it_is_sent(world, reply):
    point = a_point(world, reply)
    with pytest.raises(InspectionRefused, match="not been sent"):
        decided(world, point)
    sent(world, reply)
    for person in (world.inspectors["hmicfrs"], world.coordinators["police"]):
        with pytest.raises(InspectionRefused, match="Only a lead"):
            actions.decide_point(by=person, point=point, decision=Decision.ACCEPTED, reason="True.")
    with pytest.raises(ValueError, match="Give the reason"):
        decided(world, point, reason=" ")


def test_an_undecided_point_blocks_offering(world, letter, reply):
    point = a_point(world, reply)
    sent(world, reply)
    no_comments(world, reply.check_of)
    with pytest.raises(LetterHasGaps, match=r"Accuracy point 1 of .* is not decided"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    decided(world, point)
    assert "not been told yet" in sentences(letter, blocking=False)
    assert offer_for_signature(by=world.lead, letter=checked(world, letter)).version


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.PARTLY])
def test_what_was_accepted_has_to_be_changed(world, letter, reply, decision):
    point = a_point(world, reply)
    sent(world, reply)
    no_comments(world, reply.check_of)
    decided(world, point, decision, "The log says so.")
    with pytest.raises(LetterHasGaps, match="still says what it said"):
        offer_for_signature(by=world.lead, letter=checked(world, letter))
    reword_passage(by=world.lead, passage=letter.passages.get(), text="Officers came on a Tuesday, and saw the child alone.")
    assert offer_for_signature(by=world.lead, letter=checked(world, fresh(letter))).version


def test_one_reply_tells_all_agencies_what_became_of_each_point_and_never_its_words(world, letter, reply):
    point, check = a_point(world, reply, "He is called otherwise."), reply.check_of
    sent(world, reply)
    with pytest.raises(InspectionRefused, match="Decide every accuracy point"):
        actions.answer_agencies(by=world.lead, check=check, words="Thank you.")
    decided(world, point)
    with pytest.raises(InspectionRefused, match="has until"):
        actions.answer_agencies(by=world.lead, check=check, words="Thank you.")
    no_comments(world, check)
    with pytest.raises(ValueError, match="Write what you tell"):
        actions.answer_agencies(by=world.lead, check=check, words="")
    answered = actions.answer_agencies(by=world.lead, check=check, words="Thank you.")
    told = queries.told_in(answered)
    assert [(one.agency, one.number, one.decision, one.reason) for one in told] == [
        (reply.agency.name, 1, "Not accepted", "The log says Monday.")
    ]
    assert "called otherwise" not in str(told)
    with pytest.raises(InspectionRefused, match="answered already"):
        actions.answer_agencies(by=world.lead, check=check, words="Again.")
    with pytest.raises(InspectionRefused, match="have been told"):
        decided(world, point, Decision.ACCEPTED)


def test_another_draft_is_sent_once_the_agencies_are_answered(world, letter, check):
    no_comments(world, check)
    with pytest.raises(InspectionRefused, match="Answer the agencies"):
        send_out(world, fresh(letter))
    actions.answer_agencies(by=world.lead, check=check, words="Thank you.")
    second = send_out(world, fresh(letter))
    assert (second.number, second.replies.count()) == (2, len(world.agencies))
    police, agency = world.coordinators["police"], world.agencies["police"]
    assert [row.check_of for row in queries.replies_awaited(police, world.inspection, agency)] == [second]


def test_an_agency_is_given_longer_with_a_reason(world, letter, reply):
    later = reply.due_on + timedelta(days=5)
    with pytest.raises(ValueError, match="Say why"):
        actions.give_time(by=world.lead, reply=reply, until=later, why="")
    with pytest.raises(ValueError, match="a day after"):
        actions.give_time(by=world.lead, reply=reply, until=reply.due_on, why="They asked.")
    assert actions.give_time(by=world.lead, reply=reply, until=later, why="They asked.").due_on == later
    sent(world, reply, ReplyState.NO_COMMENTS)
    assert not rules.can_give_time(world.lead, queries.replies_to(reply.check_of).get(pk=reply.pk))


def test_once_offered_and_once_published_comments_are_closed(world, letter, reply):
    police = world.coordinators["police"]
    reply.check_of.replies.update(due_on=timezone.localdate() - timedelta(days=1))
    assert rules.can_comment(police, AccuracyReply.objects.get(pk=reply.pk))  # awaited, never late
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    with pytest.raises(InspectionRefused, match="Comments on this draft are closed"):
        a_point(world, reply)
    Letter.objects.filter(pk=letter.pk).update(state="published")
    with pytest.raises(InspectionRefused, match="is published"):
        actions.open_draft(by=police, reply=AccuracyReply.objects.get(pk=reply.pk))
