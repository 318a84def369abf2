"""Later lists for the whole cohort: they tell more of its children, and nobody comes into the sample or goes out of it."""

import polars as pl
import pytest

from joinedup.audit.queries import entries
from joinedup.cases.later import bringing_in
from joinedup.cases.later.actions import decide_later
from joinedup.cases.later.bringing_in import bring_in
from joinedup.cases.later.queries import brought_in, to_bring_in
from joinedup.cases.later.rules import can_bring_in
from joinedup.cases.models import CohortLater
from joinedup.cases.queries import chronologies_under, sample_outline
from joinedup.cases.sampled.actions import open_sampled
from joinedup.cases.sampled.queries import sampled_children
from joinedup.cases.times.actions import begin_judging, complete_judging
from joinedup.cases.times.queries import judged_under, times_of, told_by
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.records.artefacts import from_parquet
from joinedup.vault import files
from tests.factories.later import drawn_from_the_authority_alone


@pytest.fixture
def later(db):
    """Child 2 is tracked; the police have sent their lists since the draw, and know children 1 to 4."""
    drawn = drawn_from_the_authority_alone()
    drawn.two = drawn.track(2)
    drawn.police_send(1, 2, 3, 4)
    drawn.run = drawn.link()
    return drawn


def brought(drawn, why="The police came on day four.", by=None, run=None):
    return bring_in(by=by or drawn.world.lead, sample=drawn.sample, run=run or drawn.run, why=why)


def kinds_of(later, row, number):
    lines = from_parquet(files.read(row.chronologies))
    return set(lines.filter(pl.col("child_id") == later.child(number))["kind"])


def test_the_sample_stays_and_its_children_tell_more(later):
    sample, told, drawn = later.sample, sample_outline(later.sample), chronologies_under(later.sample)
    row = brought(later)
    again = later.sample
    assert sample_outline(again) == told
    assert (again.frame_hash, again.run, again.chronologies_id) == (sample.frame_hash, sample.run, sample.chronologies_id)
    assert chronologies_under(again).equals(drawn)
    assert kinds_of(later, row, 1) == {"referral", "police_incident"}
    assert kinds_of(later, row, 5) == {"referral"}
    assert row.as_drawn == {}
    assert "police-incidents" in row.received
    assert [one.number for one in brought_in(again)] == [1]


def test_a_sampled_child_is_read_as_drawn_or_with_the_later_lists(later):
    row, lead = brought(later), later.world.lead
    known = {later.child(n) for n in (1, 2, 3, 4)}
    child = next(one for one in sampled_children(later.sample) if one.child_id in known)
    as_drawn, _ = open_sampled(by=lead, child=child)
    with_later, _ = open_sampled(by=lead, child=child, later=row)
    assert "police_incident" not in set(as_drawn.chronology["kind"])
    assert with_later.chronology.height == as_drawn.chronology.height + 1


def test_the_cohort_is_counted_by_either_and_each_stays(later):
    lead, sample = later.world.lead, later.sample
    first = complete_judging(by=lead, kept=begin_judging(by=lead, sample=sample))
    row = brought(later)
    second = complete_judging(by=lead, kept=begin_judging(by=lead, sample=sample, later=row))
    assert judged_under(sample) == first
    assert judged_under(sample, row) == second
    assert times_of(first, sampled=False).cohort == times_of(second, sampled=False).cohort == 6


def test_whom_the_run_loses_or_makes_one_keeps_the_chronology_and_the_lists_of_the_draw(later, monkeypatch):
    """Judged by lists that do not tell who they are, what is missing would count against an agency."""
    plain, key = bringing_in.memberships_of, later.world.agencies["local_authority"].key
    one, two, three = later.child(1), later.child(2), later.child(3)

    def otherwise(run):
        held = plain(run).filter(pl.col("record_id") != f"{key}:3")
        same = pl.when(pl.col("record_id").is_in([f"{key}:1", f"{key}:2"])).then(pl.lit("both")).otherwise("child_id")
        return held.with_columns(child_id=same)

    monkeypatch.setattr(bringing_in, "memberships_of", otherwise)
    row = brought(later)
    assert row.as_drawn == {one: "together", two: "together", three: "missing"}
    lines, drawn = from_parquet(files.read(row.chronologies)), chronologies_under(later.sample)
    kept = pl.col("child_id").is_in(list(row.as_drawn))
    assert sorted(lines.filter(kept)["event_id"]) == sorted(drawn.filter(kept)["event_id"])
    judged = begin_judging(by=later.world.lead, sample=later.sample, later=row)
    (_, with_later), (as_drawn, of_draw) = told_by(judged)
    assert set(as_drawn["child_id"]) == set(row.as_drawn)
    assert "police-incidents" in with_later.received
    assert "police-incidents" not in of_draw.received


def test_what_somebody_kept_out_for_a_tracked_child_is_not_brought_in(later):
    decide_later(by=later.world.lead, tracked=later.two, run=later.run, decision="refused", why="Another child.")
    row = brought(later)
    assert row.as_drawn == {later.two.child_id: "kept_out"}
    assert kinds_of(later, row, 2) == {"referral"}


def test_a_run_is_brought_in_once_with_a_reason_by_an_inspector_until_the_letter_is_signed(later):
    with pytest.raises(InspectionRefused, match="Say why"):
        brought(later, why=" ")
    for person in (later.world.signatories["ofsted"], later.world.coordinators["police"]):
        assert not can_bring_in(person, later.sample)
        with pytest.raises(InspectionRefused, match="Only an inspector"):
            brought(later, by=person)
    assert to_bring_in(later.sample) == later.run
    brought(later)
    with pytest.raises(InspectionRefused, match="no later lists to bring in"):
        brought(later)
    newer = later.link()
    with pytest.raises(InspectionRefused, match="linked once more since"):
        brought(later)
    later.world.move_to(Stage.SIGNED)
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        brought(later, run=newer)
    logged = [one for one in entries(str(later.inspection.pk)) if one.action == "later lists brought in for the cohort"]
    assert len(logged) == CohortLater.objects.count() == 1
    assert "day four" not in logged[0].detail
