"""Lists that come after the draw: they tell more of its children, and move nothing unless somebody lets it in."""

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from joinedup.audit.queries import entries, verify
from joinedup.cases.core.later import Change
from joinedup.cases.later import queries
from joinedup.cases.later.actions import decide_later, keep_unchanged, open_later
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import LaterDecision
from joinedup.cases.later.queries import decisions_about, later_run_of, undecided
from joinedup.cases.later.rules import can_decide_later
from joinedup.cases.queries import chronology_of, coverage_under, first_chronology_of, sample_outline, story_of
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.later import drawn_from_the_authority_alone


@pytest.fixture
def drawn(db):
    """Children 1 and 2 tracked; nothing has come since."""
    drawn = drawn_from_the_authority_alone()
    drawn.one, drawn.two = drawn.track(1), drawn.track(2)
    return drawn


@pytest.fixture
def later(drawn):
    """The police have sent their lists, and everything is linked again: they know child 1 and three others, not child 2."""
    drawn.police_send(1, 3, 4, 5)
    drawn.run = drawn.link()
    return drawn


def decide(drawn, child, decision="accepted", why="The police list was late.", by=None):
    return decide_later(by=by or drawn.world.lead, tracked=child, run=drawn.run, decision=decision, why=why)


def test_the_cohort_is_the_authoritys_alone_and_a_later_run_never_redraws(drawn):
    sample, told = drawn.sample, sample_outline(drawn.sample)
    facts = [(child.pk, child.records, child.facts, child.code) for child in (drawn.one, drawn.two)]
    before = chronology_of(drawn.one)
    assert sample.children == 6
    assert set(before["agency"]) == {drawn.world.agencies["local_authority"].key}
    drawn.police_send(1, 3, 4, 5)
    drawn.link()
    again = drawn.sample
    assert sample_outline(again) == told
    assert (again.frame_hash, again.run, again.artefact_id) == (sample.frame_hash, sample.run, sample.artefact_id)
    for child in (drawn.one, drawn.two):
        child.refresh_from_db()
    assert [(child.pk, child.records, child.facts, child.code) for child in (drawn.one, drawn.two)] == facts
    assert chronology_of(drawn.one).equals(before)


def test_before_a_later_run_there_is_nothing_to_decide(drawn):
    assert later_run_of(drawn.one) is None
    assert undecided(drawn.inspection) == []


def test_what_a_later_run_would_change_is_told(later):
    one, two = open_later(by=later.world.lead, children=[later.one, later.two], run=later.run)
    police = later.world.agencies["police"].key
    assert one.change.records_added == (f"{police}:P1",)
    assert [(event.agency, event.kind) for event in one.change.events_added] == [(police, "police_incident")]
    assert (one.change.records_gone, one.change.events_gone) == ((), ())
    assert two.change.nothing
    assert [child.code for child in undecided(later.inspection)] == ["Child 1", "Child 2"]


def test_what_is_undecided_is_read_at_once_however_many_children(later):
    with CaptureQueriesContext(connection) as two:
        assert len(undecided(later.inspection)) == 2
    later.track(3)
    with CaptureQueriesContext(connection) as three:
        assert len(undecided(later.inspection)) == 3
    assert len(three) == len(two)


def test_let_in_the_child_stands_on_the_later_records_and_the_earlier_stay_readable(later):
    before, told = chronology_of(later.one), sample_outline(later.sample)
    kept = decide(later, later.one)
    later.one.refresh_from_db()
    assert later.one.records == kept.records == [*kept.records_before, f"{later.world.agencies['police'].key}:P1"]
    after = chronology_of(later.one)
    assert after.height == before.height + 1
    assert set(after["child_id"]) == {later.one.child_id}
    assert "police_incident" in set(story_of(later.one).chronology["kind"])
    assert first_chronology_of(later.one).equals(before)
    assert sample_outline(later.sample) == told
    assert Change.from_json(kept.change).records_added == (f"{later.world.agencies['police'].key}:P1",)
    assert "police-incidents" in coverage_under(later.one).received
    assert "police-incidents" not in coverage_under(later.two).received
    assert later_run_of(later.one) is None


def test_refused_nothing_moves_and_it_can_be_let_in_after_all(later):
    before = chronology_of(later.one)
    decide(later, later.one, "refused", "It is another Amelia.")
    later.one.refresh_from_db()
    assert chronology_of(later.one).equals(before)
    assert undecided(later.inspection) == [later.two]
    with pytest.raises(InspectionRefused, match="refused, or taken back, already"):
        decide(later, later.one, "refused", "Again.")
    decide(later, later.one)
    assert [row.decision for row in decisions_about(later.one)] == [Later.REFUSED, Later.ACCEPTED]
    with pytest.raises(InspectionRefused, match="stands on the latest link run already"):
        decide(later, later.one)


def test_where_nothing_changes_one_word_keeps_that_it_was_looked_at(later):
    kept = keep_unchanged(by=later.world.lead, children=[later.one, later.two], run=later.run)
    assert [row.tracked for row in kept] == [later.two]
    assert undecided(later.inspection) == [later.one]


def test_a_record_a_later_list_no_longer_has_is_told_as_gone(later):
    decide(later, later.one)
    later.police_send(3, 4, 5)
    later.run = later.link()
    later.one.refresh_from_db()
    [one] = open_later(by=later.world.lead, children=[later.one], run=later.run)
    assert one.change.records_gone == (f"{later.world.agencies['police'].key}:P1",)
    assert one.change.elsewhere == ()
    assert len(one.change.events_gone) == 1


def test_a_run_that_came_since_is_looked_at_first(later):
    old = later.run
    later.link()
    with pytest.raises(InspectionRefused, match="linked once more since"):
        decide_later(by=later.world.lead, tracked=later.one, run=old, decision="accepted", why="Seen.")


def test_who_decides_and_until_when(later):
    with pytest.raises(InspectionRefused, match="Say why"):
        decide(later, later.one, why=" ")
    for person in (later.world.coordinators["police"], later.world.signatories["ofsted"]):
        assert not can_decide_later(person, later.one)
        with pytest.raises(InspectionRefused):
            decide(later, later.one, by=person)
    assert can_decide_later(next(iter(later.world.inspectors.values())), later.one)
    later.world.move_to(Stage.SIGNED)
    later.one.refresh_from_db()
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        decide(later, later.one)


def test_the_decision_and_the_reading_are_logged_without_a_word_of_a_child(later):
    open_later(by=later.world.lead, children=[later.one], run=later.run)
    decide(later, later.one, why="The police list was late.")
    found = {entry.action: entry for entry in entries(str(later.inspection.pk))}
    assert '"records_added":1' in found["later run accepted for a child"].detail.replace(" ", "")
    assert "late" not in str(found["later run accepted for a child"].detail)
    assert "later run beside a child read" in found
    assert verify(str(later.inspection.pk)) == []


def test_only_the_team_sees_what_was_decided(later):
    decide(later, later.one)
    seen = LaterDecision.objects.all()
    assert seen.visible_to(later.world.lead).count() == 1
    assert not seen.visible_to(later.world.coordinators["local_authority"]).exists()


def test_two_tracked_children_held_to_be_one_person_are_not_let_in(later, monkeypatch):
    """Each would stand on all the records of both."""
    plain = queries.memberships_of
    monkeypatch.setattr(queries, "memberships_of", lambda run: plain(run).with_columns(child_id=pl.lit("everyone")))
    [one] = open_later(by=later.world.lead, children=[later.one], run=later.run)
    assert one.together == ("Child 2",)
    with pytest.raises(InspectionRefused, match="Child 1 and Child 2 to be one person"):
        decide(later, later.one)
    assert keep_unchanged(by=later.world.lead, children=[later.one, later.two], run=later.run) == []
    assert decide(later, later.one, "refused", "They are two.").decision == Later.REFUSED
