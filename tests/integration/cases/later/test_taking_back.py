"""What was wrongly let in is taken back: the child stands on what it stood on before, and nothing of what happened is lost."""

import pytest

from joinedup.audit.queries import entries
from joinedup.cases.core.later import Change
from joinedup.cases.later.actions import decide_later, open_earlier, take_back
from joinedup.cases.later.enums import Later
from joinedup.cases.later.queries import decisions_about, earlier_ground, later_run_of, stood_on, undecided
from joinedup.cases.later.rules import can_take_back
from joinedup.cases.models import LineProposal
from joinedup.cases.queries import chronology_of, coverage_under, ground_of, sample_outline
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.later import drawn_from_the_authority_alone


@pytest.fixture
def later(db):
    """Child 1 is tracked; the police have sent their lists since, know it, and that was let in."""
    drawn = drawn_from_the_authority_alone()
    drawn.one = drawn.track(1)
    drawn.before = (drawn.one.records, chronology_of(drawn.one))
    drawn.police_send(1, 3, 4, 5)
    drawn.run = drawn.link()
    drawn.let_in = let_in(drawn)
    return drawn


def let_in(drawn, run=None):
    kept = decide_later(by=drawn.world.lead, tracked=drawn.one, run=run or drawn.run, decision="accepted", why="It was late.")
    drawn.one.refresh_from_db()
    return kept


def back(drawn, wrong=None, why="It is another Amelia.", by=None):
    kept = take_back(by=by or drawn.world.lead, tracked=drawn.one, wrong=wrong or drawn.let_in, why=why)
    drawn.one.refresh_from_db()
    return kept


def test_taken_back_the_child_stands_on_what_it_stood_on_before(later):
    told, proposed = sample_outline(later.sample), LineProposal.objects.filter(tracked=later.one, gone_at=None).count()
    kept = back(later)
    records, lines = later.before
    assert later.one.records == records
    assert chronology_of(later.one).equals(lines)
    assert ground_of(later.one) is None
    assert "police-incidents" not in coverage_under(later.one).received
    assert sample_outline(later.sample) == told
    assert LineProposal.objects.filter(tracked=later.one, gone_at=None).count() <= proposed
    undone = Change.from_json(kept.change)
    assert undone.records_gone == Change.from_json(later.let_in.change).records_added
    assert undone.events_gone == Change.from_json(later.let_in.change).events_added


def test_what_was_let_in_stays_readable_with_who_and_why(later):
    back(later)
    assert [row.decision for row in decisions_about(later.one)] == [Later.ACCEPTED, Later.TAKEN_BACK]
    as_let_in = open_earlier(by=later.world.lead, tracked=later.one, ground=earlier_ground(later.one, 1))
    as_drawn = open_earlier(by=later.world.lead, tracked=later.one, ground=None)
    assert "police_incident" in set(as_let_in.chronology["kind"])
    assert "police_incident" not in set(as_drawn.chronology["kind"])
    read = [one for one in entries(str(later.inspection.pk)) if one.action == "earlier chronology read"]
    assert len(read) == 2
    assert all(one.reading for one in read)
    [logged] = [one for one in entries(str(later.inspection.pk)) if one.action == "later run taken back for a child"]
    assert "Amelia" not in logged.detail + logged.why


def test_it_no_longer_waits_and_can_be_let_in_again(later):
    back(later)
    assert later_run_of(later.one) == later.run
    assert undecided(later.inspection) == []
    with pytest.raises(InspectionRefused, match="taken back, already"):
        decide_later(by=later.world.lead, tracked=later.one, run=later.run, decision="refused", why="No.")
    let_in(later)
    assert later_run_of(later.one) is None
    assert [row.decision for row in decisions_about(later.one)] == [Later.ACCEPTED, Later.TAKEN_BACK, Later.ACCEPTED]


def test_of_two_let_in_the_last_is_taken_back_first_and_then_the_one_before(later):
    later.police_send(3, 4, 5)
    second = let_in(later, later.link())
    with pytest.raises(InspectionRefused, match="changed since you opened this page"):
        back(later)
    assert back(later, second).again == later.let_in
    assert stood_on(later.one) == ground_of(later.one) == later.let_in
    assert "police_incident" in set(chronology_of(later.one)["kind"])
    assert later.one.records == later.let_in.records
    assert undecided(later.inspection) == []
    assert back(later).again is None
    assert chronology_of(later.one).equals(later.before[1])
    with pytest.raises(InspectionRefused, match="nothing to take back"):
        back(later)


def test_a_newer_run_is_still_told_of_after_taking_back(later):
    back(later)
    later.police_send(1, 2)
    newer = later.link()
    assert later_run_of(later.one) == newer
    assert undecided(later.inspection) == [later.one]


def test_a_record_another_child_stands_on_by_now_is_not_taken_from_it(later):
    second = later.track(3)
    later.police_send(3, 4, 5)
    wrong = let_in(later, later.link())  # the police no longer hold child 1
    second.records = [*second.records, *wrong.records_before]
    second.save(update_fields=["records"])
    with pytest.raises(InspectionRefused, match="Child 2 stands by now on a record"):
        back(later, wrong)


def test_who_takes_back_and_until_when(later):
    with pytest.raises(InspectionRefused, match="Say why"):
        back(later, why=" ")
    for person in (later.world.coordinators["police"], later.world.signatories["ofsted"]):
        assert not can_take_back(person, later.one)
        with pytest.raises(InspectionRefused, match="Only inspectors"):
            back(later, by=person)
    assert can_take_back(next(iter(later.world.inspectors.values())), later.one)
    later.world.move_to(Stage.SIGNED)
    later.one.refresh_from_db()
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        back(later)
