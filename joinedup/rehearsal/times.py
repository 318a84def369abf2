"""The whole cohort's timescales, worked out once as the first inspector to open their page would have it done."""

from joinedup.cases.models import Sample
from joinedup.cases.times.actions import begin_judging, complete_judging, open_cohort_times
from joinedup.rehearsal.cast import Cast


def judge_cohort(cast: Cast, sample: Sample) -> None:
    """Judge the cohort's chronologies, and read what came of it."""
    kept = complete_judging(by=cast.lead, kept=begin_judging(by=cast.lead, sample=sample))
    open_cohort_times(by=cast.lead, kept=kept)
