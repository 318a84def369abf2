"""The draw and what it pins."""

import hashlib

import polars as pl
import pytest

from joinedup.audit.queries import entries, verify
from joinedup.cases import actions
from joinedup.cases.core.draw import SampleError, frame_hash
from joinedup.cases.models import Sample
from joinedup.cases.queries import cohort_of, draw_of, proposed_tracked, sample_of, sample_outline, sampled_codes, shortlist_of
from joinedup.cases.rules import can_draw
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.queries import latest_run
from joinedup.records.shape import EVENT, empty
from tests.factories.cases import CHILDREN
from tests.factories.inspections import NOTIFIED
from tests.factories.later import linked_from_the_authority_alone


def draw(selecting, by=None, seed="7"):
    return actions.draw_cohort_sample(by=by or selecting.world.lead, inspection=selecting.inspection, run=selecting.run, seed=seed)


def test_the_draw_pins_cohort_run_and_chronologies(drawn):
    sample = sample_of(drawn.inspection)
    cohort = cohort_of(drawn.inspection)
    assert cohort["child_id"].to_list() == list(CHILDREN)
    assert sample.frame_hash == frame_hash(CHILDREN)
    assert (sample.run, sample.children, sample.size) == (drawn.run.pk, 8, 4)
    assert all(len(records) == 2 for records in cohort["records"])
    assert set(draw_of(sample).sampled) < set(CHILDREN)


def test_lists_that_come_later_move_nothing(drawn, monkeypatch):
    before = sample_outline(sample_of(drawn.inspection))
    monkeypatch.setattr(actions, "events_of", lambda *_: empty(EVENT))
    assert sample_outline(sample_of(drawn.inspection)) == before
    with pytest.raises(InspectionRefused, match="has been drawn"):
        draw(drawn)


def test_nothing_is_drawn_from_links_older_than_a_list_of_the_authority(db):
    waiting = linked_from_the_authority_alone()
    old = latest_run(waiting.inspection)
    waiting.send("local_authority", "la-referrals", [["ID", "Date"], ["1", f"02/{NOTIFIED.month - 1:02}/{NOTIFIED.year}"]])
    with pytest.raises(InspectionRefused, match="Link the lists again"):
        actions.draw_cohort_sample(by=waiting.world.lead, inspection=waiting.inspection, run=old, seed="7")
    waiting.police_send(1)  # another agency's list holds no draw up
    new = waiting.link()
    waiting.police_send(1, 2)
    sample = actions.draw_cohort_sample(by=waiting.world.lead, inspection=waiting.inspection, run=new, seed="7")
    assert sample.children == 1


def test_the_outline_tells_all_that_is_needed_to_redo_it(drawn, tracked):
    told = sample_outline(sample_of(drawn.inspection))
    assert told["seed"] == "7"
    assert len(told["sampled"]) == 4
    assert [child["child_id"] for child in told["shortlist"]] == [child.child_id for child in shortlist_of(tracked.sample)]
    assert told["tracked"] == [{"code": "Child 1", "child_id": CHILDREN[3], "why": "A boy known to both."}]


def test_anyone_can_redo_the_draw_from_the_outline_alone(drawn):
    told = sample_outline(sample_of(drawn.inspection))
    hashed = hashlib.sha256("\n".join(child for child, _ in told["frame"]).encode()).hexdigest()
    assert hashed == told["frame_hash"]
    key = {child: hashlib.sha256(f"{told['seed']}|{hashed}|{child}".encode()).hexdigest() for child, _ in told["frame"]}
    expected = set()
    for quota in told["quotas"]:
        own = sorted((child for child, stratum in told["frame"] if stratum == quota["stratum"]), key=key.get)
        expected |= set(own[: quota["places"]])
    assert {child["child_id"] for child in told["sampled"]} == expected


def test_some_are_proposed_for_tracking_with_reasons_that_name_the_agencies(drawn):
    proposed = proposed_tracked(sample_of(drawn.inspection))
    assert len(proposed) == 2
    names = [agency.name for agency in drawn.world.agencies.values()]
    assert all(name in why for _, why in proposed for name in names)


def test_the_draw_is_logged_without_a_word_about_a_child(drawn):
    [entry] = [entry for entry in entries(str(drawn.inspection.pk)) if entry.action == "sample drawn"]
    assert not any(child in str(entry.detail) for child in CHILDREN)
    assert verify(str(drawn.inspection.pk)) == []


@pytest.mark.parametrize("who", ["inspector", "coordinator", "signatory"])
def test_only_the_lead_draws(selecting, who):
    world = selecting.world
    people = {"inspector": world.inspectors["ofsted"], "coordinator": world.coordinators["police"]}
    person = people.get(who) or world.signatories["ofsted"]
    with pytest.raises(InspectionRefused):
        draw(selecting, by=person)
    assert not can_draw(person, selecting.inspection)
    assert not Sample.objects.exists()


def test_it_is_drawn_at_selection_only(selecting):
    selecting.world.move_to(Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="drawn at selection"):
        draw(selecting)


def test_another_inspections_run_is_refused(selecting):
    selecting.run.inspection_id = None
    with pytest.raises(InspectionRefused, match="another inspection"):
        draw(selecting)


def test_a_cohort_of_nobody_is_no_sample(selecting, monkeypatch):
    monkeypatch.setattr(actions, "events_of", lambda *_: empty(EVENT))
    with pytest.raises(SampleError, match="no sample to draw"):
        draw(selecting)


def test_only_the_team_sees_a_sample(drawn):
    world = drawn.world
    for person in (world.lead, world.inspectors["hmicfrs"], world.quality_assurer):
        assert Sample.objects.all().visible_to(person).count() == 1
    assert not Sample.objects.all().visible_to(world.coordinators["local_authority"]).exists()


def test_a_replaced_child_is_followed_by_the_next_and_the_reason_is_kept(drawn):
    sample = sample_of(drawn.inspection)
    out = draw_of(sample).sampled[0]
    replacement = actions.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=out, reason="moved to Wales")
    now = draw_of(sample)
    assert out not in now.sampled
    assert replacement.by_child in now.sampled
    assert [(entry.reason, entry.by) for entry in now.replaced] == [("moved to Wales", drawn.world.lead.name)]
    again = actions.replace_child(
        by=drawn.world.lead, inspection=drawn.inspection, child_id=replacement.by_child, reason="no consent"
    )
    assert again.number == 2
    assert len(draw_of(sample).sampled) == 4


def test_replacing_has_its_limits(drawn):
    lead, inspection = drawn.world.lead, drawn.inspection
    sampled = draw_of(sample_of(inspection)).sampled
    with pytest.raises(SampleError, match="Say why"):
        actions.replace_child(by=lead, inspection=inspection, child_id=sampled[0], reason=" ")
    outside = next(child for child in CHILDREN if child not in sampled)
    with pytest.raises(SampleError, match="not in the sample"):
        actions.replace_child(by=lead, inspection=inspection, child_id=outside, reason="moved")
    with pytest.raises(InspectionRefused):
        actions.replace_child(by=drawn.pair[0], inspection=inspection, child_id=sampled[0], reason="moved")
    drawn.world.move_to(Stage.JUDGING)
    with pytest.raises(InspectionRefused, match="at selection and in fieldwork"):
        actions.replace_child(by=lead, inspection=inspection, child_id=sampled[0], reason="moved")


def test_before_the_draw_there_is_nothing(selecting):
    assert sample_of(selecting.inspection) is None
    assert cohort_of(selecting.inspection) is None
    with pytest.raises(InspectionRefused, match="no sample yet"):
        actions.replace_child(by=selecting.world.lead, inspection=selecting.inspection, child_id=CHILDREN[0], reason="moved")


def test_the_cohort_is_sealed(drawn):
    stored = sample_of(drawn.inspection).artefact
    assert CHILDREN[0].encode() not in stored.path.read_bytes()
    assert isinstance(cohort_of(drawn.inspection), pl.DataFrame)


def test_sampled_children_have_codes_that_never_change(drawn):
    sample = sample_of(drawn.inspection)
    codes = sampled_codes(sample)
    assert codes == {child: f"Sampled {n}" for n, child in enumerate(draw_of(sample).sampled, 1)}
    out = draw_of(sample).sampled[1]
    instead = actions.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=out, reason="moved").by_child
    assert sampled_codes(sample) == {**codes, instead: "Sampled 5"}
