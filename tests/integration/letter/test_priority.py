"""A priority action from proposal to answer: who decides, who is told at once, by when it is answered, cell by cell."""

import pytest
from django.utils import timezone

from joinedup.audit.queries import verify
from joinedup.evidence.enums import FindingDirection
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.priority.actions import (
    PriorityError,
    answer_priority,
    decide_priority,
    open_notice,
    open_priorities,
    open_priority,
    propose_priority,
    withdraw_priority,
)
from joinedup.letter.priority.enums import PRIORITY_MOVES, PriorityState, Who
from joinedup.letter.priority.models import PriorityAction, PriorityNotice
from joinedup.letter.priority.queries import entries_at, findings_to_propose, notices_seen_by, unread, waiting_at
from joinedup.letter.priority.rules import can_answer, can_move_priority, can_propose
from joinedup.letter.review import gaps_of
from joinedup.method.calendar import add_working_days
from tests.factories.evidence import letter_framework, make_letter, make_one_finding
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db
URGENT = {"asks": "Look today at every child missing now.", "reasons": "Nobody knows where they are."}


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.FIELDWORK)


@pytest.fixture
def finding(world):
    return make_one_finding(world, direction=FindingDirection.PRIORITY)


def proposed(world, finding, **changes):
    said = {"by": world.inspectors["hmicfrs"], "agencies": [world.agencies["police"]], **URGENT, **changes}
    return propose_priority(inspection=world.inspection, finding=finding, **said)


def decided(world, finding, needed=True, **changes):
    by = world.signatories["ofsted"]
    return decide_priority(by=by, priority=proposed(world, finding, **changes), needed=needed, reasons="It is so.")


def brought_to(world, finding, state):
    """Return a priority action brought to a state."""
    if state == PriorityState.PROPOSED:
        return proposed(world, finding)
    if state == PriorityState.WITHDRAWN:
        return withdraw_priority(by=world.lead, priority=proposed(world, finding), why="It was done.")
    return decided(world, finding, needed=state == PriorityState.DECIDED)


def test_the_agency_addressed_is_told_at_once_and_the_time_it_read_it_is_kept(world, finding):
    priority = decided(world, finding)
    police, council = world.coordinators["police"], world.coordinators["local_authority"]
    notice = waiting_at(police, world.inspection, world.agencies["police"]).get()
    assert list(unread(world.inspection)) == [notice]
    assert priority.due_on == add_working_days(timezone.localdate(), 10)
    assert not notices_seen_by(council, world.inspection).exists()
    with pytest.raises(InspectionRefused, match="Only a coordinator"):
        open_notice(by=council, notice=notice)
    first = open_notice(by=police, notice=notice)
    assert (first.read_by, first.priority.asks) == (police, URGENT["asks"])
    assert open_notice(by=police, notice=notice).read_at == first.read_at
    assert not unread(world.inspection).exists()
    with pytest.raises(PriorityError, match="what your agency has done"):
        answer_priority(by=police, notice=notice, words=" ")
    answer_priority(by=police, notice=notice, words="Every child was found.")
    answer_priority(by=police, notice=notice, words="And seen.")
    assert [entry.words for entry in entries_at(priority, notice.agency)][1:] == ["Every child was found.", "And seen."]
    assert not waiting_at(police, world.inspection, world.agencies["police"]).exists()
    assert verify(str(world.inspection.pk)) == []


def test_several_agencies_may_be_addressed_and_each_reads_its_own_answers_alone(world, finding):
    priority = decided(world, finding, agencies=list(world.agencies.values()))
    assert priority.notices.count() == len(world.agencies)
    notice = priority.notices.get(agency=world.agencies["police"])
    answer_priority(by=world.coordinators["police"], notice=notice, words="Done.")
    assert [entry.kind for entry in entries_at(priority, world.agencies["local_authority"])] == ["decided"]


def test_nobody_is_told_of_what_is_not_needed(world, finding):
    priority = decided(world, finding, needed=False)
    assert (priority.state, priority.due_on) == (PriorityState.NOT_NEEDED, None)
    assert not PriorityNotice.objects.exists()


def test_what_is_withdrawn_is_answered_no_more(world, finding):
    priority = decided(world, finding)
    notice = priority.notices.get()
    withdraw_priority(by=world.signatories["ofsted"], priority=priority, why="It is done.")
    assert not can_answer(world.coordinators["police"], PriorityNotice.objects.get())
    with pytest.raises(InspectionRefused, match="withdrawn"):
        answer_priority(by=world.coordinators["police"], notice=notice, words="Done.")


@pytest.mark.parametrize("to", PriorityState)
@pytest.mark.parametrize("before", PriorityState)
def test_the_table_of_states_cell_by_cell(world, finding, before, to):
    priority = brought_to(world, finding, before)
    who = PRIORITY_MOVES.get((before, to))
    signatory, inspector = world.signatories["ofsted"], world.inspectors["ofsted"]
    assert can_move_priority(signatory, priority, to) == (who == Who.DECIDER)
    assert can_move_priority(inspector, priority, to) == (who == Who.INSPECTOR)
    for person in (world.quality_assurer, world.coordinators["police"]):
        assert not can_move_priority(person, priority, to)


def test_nobody_decides_on_what_they_proposed(world, finding):
    priority = proposed(world, finding)
    priority.proposed_by = world.signatories["ofsted"]
    priority.save()
    assert not can_move_priority(world.signatories["ofsted"], priority, PriorityState.DECIDED)
    assert can_move_priority(world.signatories["hmicfrs"], priority, PriorityState.DECIDED)


def test_it_is_proposed_from_fieldwork_on(world):
    assert can_propose(world.lead, world.inspection)
    assert not can_propose(world.quality_assurer, world.inspection)
    early = make_inspection(stage=Stage.SELECTION)
    assert not can_propose(early.lead, early.inspection)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"agencies": []}, "which agencies"),
        ({"asks": " "}, "what must be done"),
        ({"reasons": ""}, "why it cannot wait"),
    ],
)
def test_a_proposal_says_what_must_be_known(world, finding, changes, sentence):
    with pytest.raises(PriorityError, match=sentence):
        proposed(world, finding, **changes)
    assert not PriorityAction.objects.exists()


def test_it_rests_on_a_finding_that_asks_for_it_and_each_once(world, finding):
    assert findings_to_propose(world.inspection) == [finding]
    with pytest.raises(PriorityError, match="asks for one"):
        proposed(world, make_one_finding(world))
    proposed(world, finding)
    assert findings_to_propose(world.inspection) == []
    with pytest.raises(PriorityError, match="already"):
        proposed(world, finding)
    with pytest.raises(PriorityError, match="takes no part"):
        proposed(world, make_one_finding(world, direction="priority"), agencies=[make_inspection().agencies["police"]])


def test_the_letter_waits_for_the_decision(world, finding):
    priority = proposed(world, finding)
    world.move_to(Stage.WRITING)
    letter = make_letter(world)
    assert "Priority action 1 is proposed. Decide on it." in [gap.sentence for gap in gaps_of(letter) if gap.blocks]
    decide_priority(by=world.signatories["ofsted"], priority=priority, needed=False, reasons="It is known and in hand.")
    assert not [gap for gap in gaps_of(letter) if "riority action 1" in gap.sentence]


def test_the_team_reads_it_and_nobody_else(world, finding):
    priority = proposed(world, finding)
    assert open_priorities(by=world.quality_assurer, inspection=world.inspection) == [priority]
    assert [entry.words for entry in open_priority(by=world.lead, priority=priority)] == [URGENT["reasons"]]
    for read in (open_priority, open_priorities):
        what = {"priority": priority} if read is open_priority else {"inspection": world.inspection}
        with pytest.raises(InspectionRefused):
            read(by=world.coordinators["police"], **what)
