"""The whole cohort judged once, kept sealed, and told of how many."""

from datetime import timedelta

import pytest
from django.utils import timezone

from joinedup.audit.queries import entries
from joinedup.cases.times.actions import begin_judging, complete_judging, open_cohort_times
from joinedup.cases.times.models import CohortJudged
from joinedup.cases.times.queries import FAILED, LOST_AFTER, at_once, judged_under
from joinedup.cases.times.tasks import JudgingFailed, judge, judge_in_background
from joinedup.inspections.rules import InspectionRefused
from joinedup.vault import files
from tests.factories.people import make_person


def judged(drawn):
    sample = drawn.inspection.sample
    return complete_judging(by=drawn.world.lead, kept=begin_judging(by=drawn.world.lead, sample=sample))


def test_the_cohort_is_counted_and_the_sample_beside_it(drawn, tracked):
    kept = judged(drawn)
    whole = open_cohort_times(by=drawn.world.lead, kept=kept)
    sampled = open_cohort_times(by=drawn.world.lead, kept=kept, sampled=True)
    assert (whole.cohort, sampled.cohort) == (drawn.inspection.sample.children, drawn.inspection.sample.size)
    [decision] = whole.timescales
    assert decision.counted.times == {"met": 0, "missed": 0, "open": 0, "unknown": whole.cohort}  # no list came in
    assert decision.counted.seen["unknown"] == (tracked.child_id,)
    assert sampled.timescales[0].counted.times["unknown"] == sampled.cohort


def test_it_is_kept_sealed_and_done_once(drawn):
    kept = judged(drawn)
    assert judged_under(drawn.inspection.sample) == kept
    assert b"decision" not in kept.timescales.path.read_bytes()
    assert files.read(kept.timescales)
    assert complete_judging(by=drawn.world.lead, kept=kept) == kept
    assert begin_judging(by=drawn.world.lead, sample=drawn.inspection.sample) == kept
    assert CohortJudged.objects.count() == 1


def test_what_two_do_at_once_is_kept_once(drawn):
    sample = drawn.inspection.sample
    first, second = (begin_judging(by=drawn.world.lead, sample=sample) for _ in range(2))
    done = complete_judging(by=drawn.world.lead, kept=first)
    assert complete_judging(by=drawn.world.lead, kept=second).timescales_id == done.timescales_id


def test_a_lost_job_is_begun_again(drawn):
    sample = drawn.inspection.sample
    kept = begin_judging(by=drawn.world.lead, sample=sample)
    assert judged_under(sample) == kept
    CohortJudged.objects.update(began_at=timezone.now() - 2 * LOST_AFTER)
    assert judged_under(sample) is None
    assert begin_judging(by=drawn.world.lead, sample=sample) == kept
    assert judged_under(sample).began_at > timezone.now() - timedelta(minutes=1)


def test_the_job_says_nothing_of_a_child_where_it_fails(drawn, monkeypatch):
    kept = begin_judging(by=drawn.world.lead, sample=drawn.inspection.sample)
    who = str(drawn.world.lead.pk)

    def spoilt(**_):
        raise ValueError("Amy Reed")

    monkeypatch.setattr("joinedup.cases.times.tasks.complete_judging", spoilt)
    with pytest.raises(JudgingFailed) as told:
        judge_in_background.func(str(kept.pk), who)
    assert "Amy" not in str(told.value)
    assert "Amy" not in repr(told.value.__cause__)


def test_what_failed_is_kept_as_failed_until_it_is_asked_for_again(drawn, monkeypatch):
    sample, by = drawn.inspection.sample, drawn.world.lead
    kept = begin_judging(by=by, sample=sample)
    with monkeypatch.context() as patch:
        patch.setattr("joinedup.cases.times.tasks.complete_judging", lambda **_: 1 / 0)
        assert judge(by=by, kept=kept).step == FAILED
    CohortJudged.objects.update(began_at=timezone.now() - 2 * LOST_AFTER)
    assert judged_under(sample).step == FAILED
    assert entries(str(drawn.inspection.pk)).last().action == "cohort's timescales failed"
    assert judge(by=by, kept=begin_judging(by=by, sample=sample)).finished_at is not None


def test_reading_is_logged_and_only_the_team_may(drawn):
    kept, stranger = judged(drawn), make_person("stranger@ofsted.example")
    with pytest.raises(InspectionRefused):
        open_cohort_times(by=stranger, kept=kept)
    with pytest.raises(InspectionRefused):
        begin_judging(by=stranger, sample=drawn.inspection.sample)
    open_cohort_times(by=drawn.world.lead, kept=kept, sampled=True)
    actions = [entry.action for entry in entries(str(drawn.inspection.pk))]
    assert actions[-3:] == ["cohort's timescales begun", "cohort's timescales kept", "cohort's timescales opened"]


def test_small_cohorts_are_judged_at_once(drawn):
    assert at_once(drawn.inspection.sample)
