"""Accepting, rewording and refusing what is proposed: one row each, with who, when and both wordings."""

import pytest

from joinedup.audit.queries import entries
from joinedup.cases.enquiries.actions import Said, accept_kind, assign, close, decide, decide_several, propose_for_child, reword
from joinedup.cases.enquiries.enums import INSPECTORS, PROPOSAL_MOVES, ProposalState
from joinedup.cases.enquiries.models import Enquiry, LineDecision, LineProposal
from joinedup.cases.enquiries.queries import decisions_on, entries_of, line_of, waiting
from joinedup.cases.enquiries.rules import can_decide
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.cases import CHILDREN
from tests.factories.enquiries import make_line, tell_again, the_proposal, with_an_answer
from tests.factories.inspections import make_inspection

DECISIONS = (ProposalState.ACCEPTED, ProposalState.EDITED, ProposalState.REFUSED)
WORDS = {
    ProposalState.WAITING: "",
    ProposalState.ACCEPTED: "",
    ProposalState.EDITED: "Who decided?",
    ProposalState.REFUSED: "Known.",
}


def test_accepted_it_is_a_line_in_the_words_proposed(drawn, tracked):
    proposal, by = the_proposal(tracked), drawn.pair[1]
    made = decide(by=by, proposal=proposal, decision=ProposalState.ACCEPTED)
    line = made.enquiry
    assert (line.number, line.tracked, line.words, line.opened_by) == (1, tracked, proposal.words, by)
    assert (made.words, made.reason, made.decided_by) == (proposal.words, "", by)
    assert [entry.get_kind_display() for entry in entries_of(line)] == ["Opened"]
    assert line.about == "Child 1"


def test_in_other_words_both_wordings_are_kept(drawn, tracked):
    proposal = the_proposal(tracked)
    made = decide(by=drawn.world.lead, proposal=proposal, decision=ProposalState.EDITED, words=" Who saw the child that week? ")
    assert made.enquiry.words == "Who saw the child that week?"
    [kept] = decisions_on(made.enquiry)
    assert kept.proposal.words == proposal.words
    assert kept.words == made.enquiry.words


def test_refused_it_is_no_line_and_says_why(drawn, tracked):
    made = decide(
        by=drawn.world.lead, proposal=the_proposal(tracked), decision=ProposalState.REFUSED, words="Decided by telephone."
    )
    assert (made.enquiry, made.reason, made.words) == (None, "Decided by telephone.", "")
    assert not Enquiry.objects.exists()


def test_what_was_refused_can_be_taken_up_after_all_and_both_decisions_stay(drawn, tracked):
    proposal = the_proposal(tracked)
    decide(by=drawn.world.lead, proposal=proposal, decision=ProposalState.REFUSED, words="Known.")
    decide(by=drawn.pair[1], proposal=proposal, decision=ProposalState.ACCEPTED)
    assert [row.decision for row in proposal.decisions.order_by("decided_at")] == ["refused", "accepted"]
    assert line_of(proposal).number == 1


@pytest.mark.parametrize(
    ("decision", "words", "said"),
    [("edited", " ", "your words"), ("refused", "", "Say why"), ("edited", None, "as proposed")],
)
def test_words_are_needed_where_they_say_something(drawn, tracked, decision, words, said):
    proposal = the_proposal(tracked)
    with pytest.raises(ValueError, match=said):
        decide(by=drawn.world.lead, proposal=proposal, decision=decision, words=proposal.words if words is None else words)
    assert not LineDecision.objects.exists()


@pytest.mark.parametrize("came_from", ProposalState)
@pytest.mark.parametrize("to", ProposalState)
def test_every_cell_of_the_table_of_states(drawn, tracked, came_from, to):
    LineProposal.objects.filter(tracked=tracked).update(state=came_from)
    proposal = LineProposal.objects.get(tracked=tracked)
    allowed = PROPOSAL_MOVES.get((came_from, to), frozenset())
    assert can_decide(drawn.pair[1], proposal, to) == bool(allowed)
    if allowed:
        assert allowed == INSPECTORS
        decide(by=drawn.pair[1], proposal=proposal, decision=to, words=WORDS[to])
        assert LineProposal.objects.get(pk=proposal.pk).state == to
    else:
        with pytest.raises(InspectionRefused, match="before"):
            decide(by=drawn.pair[1], proposal=proposal, decision=to, words=WORDS[to])


@pytest.mark.parametrize("decision", DECISIONS)
def test_signatories_assurers_and_everyone_outside_decide_nothing(drawn, tracked, decision):
    world = drawn.world
    for person in (world.quality_assurer, world.signatories["hmicfrs"], world.coordinators["police"], make_inspection().lead):
        with pytest.raises(InspectionRefused, match="inspector"):
            decide(by=person, proposal=the_proposal(tracked), decision=decision, words=WORDS[decision])


def test_nothing_is_decided_once_the_letter_is_signed(drawn, tracked):
    proposal = the_proposal(tracked)
    drawn.world.move_to(Stage.SIGNED)
    proposal.refresh_from_db()
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        decide(by=drawn.world.lead, proposal=proposal, decision=ProposalState.ACCEPTED)


def test_several_at_once_each_get_a_row_and_a_line_in_the_log(drawn, tracked, second):
    found = list(waiting(drawn.inspection))
    decisions = [ProposalState.REFUSED, ProposalState.ACCEPTED, ProposalState.EDITED]
    said = [Said(one, decision, WORDS[decision]) for one, decision in zip(found, decisions, strict=True)]
    made = decide_several(by=drawn.world.lead, inspection=drawn.inspection, said=said)
    assert [row.decision for row in made] == decisions
    logged = [entry for entry in entries(str(drawn.inspection.pk)) if entry.action == "proposed line decided"]
    assert [entry.object_id for entry in logged] == [str(one.pk) for one in found]


def test_one_that_cannot_be_decided_keeps_all_of_them_as_they_were(drawn, tracked, second):
    said = [Said(one, ProposalState.REFUSED, why) for one, why in zip(waiting(drawn.inspection), ("x", "y", ""), strict=True)]
    with pytest.raises(ValueError, match="Say why"):
        decide_several(by=drawn.world.lead, inspection=drawn.inspection, said=said)
    assert waiting(drawn.inspection).count() == 3


def test_proposals_of_another_inspection_are_left_alone(drawn, tracked):
    other = make_inspection(stage=Stage.FIELDWORK)
    said = [Said(the_proposal(tracked), ProposalState.ACCEPTED)]
    assert decide_several(by=other.lead, inspection=other.inspection, said=said) == []


def accept_all(drawn, kind, tracked, shown=None):
    ids = [one.pk for one in waiting(drawn.inspection)] if shown is None else shown
    return accept_kind(by=drawn.world.lead, inspection=drawn.inspection, kind=kind, tracked=tracked, shown=ids)


def test_all_of_one_kind_are_accepted_one_row_each_and_only_about_that_child(drawn, tracked, second):
    made = accept_all(drawn, "outside_timescale", tracked)
    assert [row.enquiry.tracked for row in made] == [tracked]
    assert {one.tracked for one in waiting(drawn.inspection)} == {None, second}
    assert accept_all(drawn, "gap", None) == []
    assert len(accept_all(drawn, "outside_timescale", None)) == 1
    assert Enquiry.objects.get(tracked=None).about == "The cohort"


def test_all_of_one_kind_are_those_the_page_showed(drawn, tracked):
    assert accept_all(drawn, "outside_timescale", tracked, shown=[]) == []


def test_what_changed_after_it_was_decided_is_never_accepted_by_the_batch(drawn, tracked):
    line = make_line(drawn, tracked)
    close(by=drawn.world.lead, enquiry=line, found="recording", words="Decided, but not listed.")
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=9))
    assert len(propose_for_child(by=drawn.world.lead, tracked=tracked)) == 1
    assert accept_all(drawn, "outside_timescale", tracked) == []
    line.refresh_from_db()
    assert (line.state, line.found) == ("closed", "recording")


@pytest.mark.parametrize("decision", [ProposalState.ACCEPTED, ProposalState.EDITED])
def test_taken_up_again_a_line_keeps_the_words_a_person_gave_it(drawn, tracked, decision):
    line = make_line(drawn, tracked)
    reword(by=drawn.pair[1], enquiry=line, words="Who saw the child?")
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=9))
    [again] = propose_for_child(by=drawn.world.lead, tracked=tracked)
    made = decide(by=drawn.world.lead, proposal=again, decision=decision, words=WORDS[decision])
    assert made.enquiry == line
    assert made.words == made.enquiry.words == (WORDS[decision] or "Who saw the child?")


@pytest.mark.parametrize(("followed", "state"), [(True, "followed"), (False, "open")])
def test_a_closed_line_whose_ground_changed_is_open_again_once_accepted(drawn, tracked, followed, state):
    line = make_line(drawn, tracked)
    if followed:
        assign(by=drawn.world.lead, enquiry=line, people=[drawn.pair[0]])
    close(by=drawn.world.lead, enquiry=line, found="recording", words="Decided, but not listed.")
    tell_again(tracked.sample, with_an_answer(tracked.sample, CHILDREN[3], after_days=9))
    [again] = propose_for_child(by=drawn.world.lead, tracked=tracked)
    decide(by=drawn.world.lead, proposal=again, decision=ProposalState.ACCEPTED)
    line.refresh_from_db()
    assert (line.state, line.found) == (state, "")
    assert [entry.kind for entry in entries_of(line)][-2:] == ["closed", "again"]
