"""What the machine proposes, and what a later reading of the lists does to it: nothing decided is lost or asked twice."""

import pytest
from django.db import connection

from joinedup.audit.queries import entries
from joinedup.cases import actions as cases
from joinedup.cases.enquiries.actions import decide, open_proposals, propose_for_child, propose_for_cohort
from joinedup.cases.enquiries.enums import ProposalState
from joinedup.cases.enquiries.models import LineProposal
from joinedup.cases.enquiries.queries import (
    decided_before,
    last_decision,
    line_of,
    standing_of_prompts,
    waiting,
    waiting_for,
)
from joinedup.cases.queries import chronology_of
from joinedup.inspections.rules import InspectionRefused
from tests.factories.cases import CHILDREN
from tests.factories.enquiries import tell_again, the_proposal, under_other_ids, with_an_answer


def test_choosing_a_child_proposes_what_its_lists_give_cause_to_ask(drawn, tracked):
    one = the_proposal(tracked)
    assert (one.kind, one.rule, one.heading) == ("outside_timescale", "decision", "Outside timescale")
    assert one.sentence.startswith("Decision in one working day. Due by ")
    assert one.words.endswith("?")
    assert [fact["kind"] for fact in one.rests_on] == ["referral"]
    assert one.rests_on[0]["event_id"] in chronology_of(tracked)["event_id"]


def test_drawing_the_sample_proposes_what_the_cohort_gives_cause_to_ask(drawn):
    [one] = waiting(drawn.inspection)
    assert one.tracked is None
    assert "Of 8 times the lists can tell of, 8 were outside the limit, of 8 children" in one.sentence


def test_what_is_proposed_is_sealed(drawn, tracked):
    with connection.cursor() as cursor:
        cursor.execute("select sentence, question, rests_on from cases_lineproposal")
        rows = cursor.fetchall()
    assert len(rows) == 2
    assert not any(word in bytes(value) for row in rows for value in row for word in (b"Due", b"child", b"referral"))


def test_reading_the_same_again_proposes_nothing_anew(drawn, tracked):
    assert propose_for_child(by=drawn.world.lead, tracked=tracked) == []
    assert propose_for_cohort(by=drawn.world.lead, sample=drawn.inspection.sample) == []
    assert LineProposal.objects.count() == 2


@pytest.mark.parametrize("decision", [ProposalState.ACCEPTED, ProposalState.EDITED, ProposalState.REFUSED])
def test_the_same_list_sent_again_loses_no_decision_and_proposes_nothing_twice(drawn, tracked, decision):
    before = the_proposal(tracked)
    decide(by=drawn.world.lead, proposal=before, decision=decision, words="Known to the school." if decision != "accepted" else "")
    tell_again(tracked.sample, under_other_ids(tracked.sample))
    assert propose_for_child(by=drawn.world.lead, tracked=tracked) == []
    after = LineProposal.objects.get(tracked=tracked)
    assert (after.state, after.gone_at) == (decision, None)
    assert after.prompt != before.prompt  # it follows the event under its new id
    assert standing_of_prompts(tracked)[after.prompt].decision == last_decision(before)


def test_what_was_refused_is_proposed_again_where_what_it_rests_on_changed_and_says_so(drawn, tracked):
    refused = the_proposal(tracked)
    decide(by=drawn.world.lead, proposal=refused, decision=ProposalState.REFUSED, words="Done, not listed.")
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=9))
    [again] = propose_for_child(by=drawn.world.lead, tracked=tracked)
    assert (again.follows, again.state) == (refused, ProposalState.WAITING)
    assert "recorded" in again.sentence
    assert decided_before(again).reason == "Done, not listed."
    refused.refresh_from_db()
    assert refused.state == ProposalState.REFUSED
    assert refused.gone_at is not None
    assert list(waiting(drawn.inspection).filter(tracked=tracked)) == [again]


def test_a_line_taken_up_again_after_a_change_is_the_same_line(drawn, tracked, line):
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=9))
    [again] = propose_for_child(by=drawn.world.lead, tracked=tracked)
    assert line_of(again) == line
    assert standing_of_prompts(tracked)[again.prompt].enquiry == line
    made = decide(by=drawn.world.lead, proposal=again, decision=ProposalState.ACCEPTED)
    assert made.enquiry == line
    assert made.enquiry.words == again.words


def test_what_the_records_no_longer_show_waits_for_nobody_and_cannot_be_decided(drawn, tracked):
    one = the_proposal(tracked)
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=0))
    assert propose_for_child(by=drawn.world.lead, tracked=tracked) == []
    assert not waiting(drawn.inspection).filter(tracked=tracked)
    one.refresh_from_db()
    with pytest.raises(InspectionRefused, match="no longer show"):
        decide(by=drawn.world.lead, proposal=one, decision=ProposalState.ACCEPTED)


def test_what_comes_back_as_it_was_waits_again(drawn, tracked):
    before = under_other_ids(tracked.sample)
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=0))
    propose_for_child(by=drawn.world.lead, tracked=tracked)
    tell_again(tracked.sample, before)
    assert propose_for_child(by=drawn.world.lead, tracked=tracked) == []
    assert the_proposal(tracked).gone_at is None


def test_it_waits_for_who_leads_on_the_child_and_not_for_a_child_left_out(drawn, tracked):
    assert [one.tracked for one in waiting_for(drawn.pair[0], drawn.inspection)] == [tracked]
    assert not waiting_for(drawn.world.quality_assurer, drawn.inspection)
    cases.move_tracked(by=drawn.world.lead, tracked=tracked, to="left_out", why="no consent")
    assert not waiting_for(drawn.pair[0], drawn.inspection)


def test_reading_proposals_is_for_the_team_and_logged(drawn, tracked):
    inspector = drawn.world.inspectors["hmicfrs"]
    assert len(open_proposals(by=inspector, inspection=drawn.inspection, proposals=waiting(drawn.inspection))) == 2
    last = entries(str(drawn.inspection.pk)).order_by("seq").last()
    assert (last.action, last.reading) == ("proposed lines of enquiry read", True)
    assert "Child 1" in last.detail
    with pytest.raises(InspectionRefused):
        open_proposals(by=drawn.world.coordinators["police"], inspection=drawn.inspection, proposals=[])
    assert not LineProposal.objects.all().visible_to(drawn.world.coordinators["police"])
    assert LineProposal.objects.all().visible_to(inspector).count() == 2


def test_nobody_else_has_it_look(drawn, tracked):
    stranger = drawn.world.coordinators["police"]
    with pytest.raises(InspectionRefused):
        propose_for_child(by=stranger, tracked=tracked)
    with pytest.raises(InspectionRefused):
        propose_for_cohort(by=stranger, sample=drawn.inspection.sample)
