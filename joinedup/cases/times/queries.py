"""Reads of what was judged of a cohort, and what it comes to over all its children or those sampled."""

from datetime import timedelta
from typing import Final

import polars as pl
from django.utils import timezone

from joinedup.cases import queries as cases
from joinedup.cases.core.cohort_times import CohortTimes, Judged, cohort_times
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.models import CohortLater, Sample
from joinedup.cases.times.models import CohortJudged
from joinedup.method.days import end_of
from joinedup.records.artefacts import from_parquet
from joinedup.vault import files

#: The way of judging; one more where chronologies would be judged otherwise than before, so that nothing old is shown.
EDITION: Final = 2
#: Sealed chronologies up to so many bytes are judged while the page is waited for: about a quarter of a million events.
AT_ONCE: Final = 8_000_000
#: The step of a judgement that could not be finished; it stays until somebody asks for it again.
FAILED: Final = "failed"
#: A job that has not finished after so long is held to be lost, and done again.
LOST_AFTER: Final = timedelta(minutes=10)


def judged_under(sample: Sample, later: CohortLater | None = None) -> CohortJudged | None:
    """Return what was judged of a sample's cohort, or is being judged now; none where nobody has asked yet, or the job was lost.

    With `later`: by the lists brought in after the draw.
    """
    found = (
        CohortJudged.objects.filter(sample=sample, chronologies=(later or sample).chronologies_id, edition=EDITION)
        .select_related("chronologies", "timescales", "handovers", "taking_part")
        .first()
    )
    lost = found is not None and found.finished_at is None and found.step != FAILED and timezone.now() - found.began_at > LOST_AFTER
    return None if lost else found


def told_by(kept: CohortJudged) -> list[tuple[pl.DataFrame, Coverage]]:
    """Return the chronologies a cohort is judged from, each part with what its lists can show.

    A child that keeps its chronology of the draw is judged by the lists of the draw: a list that came later says nothing of it.
    """
    lines = from_parquet(files.read(kept.chronologies))
    later = CohortLater.objects.filter(sample=kept.sample, chronologies=kept.chronologies).first()
    if later is None:
        return [(lines, cases.coverage_of(kept.sample))]
    drawn = pl.col("child_id").is_in(list(later.as_drawn))
    parts = [(lines.filter(~drawn), cases.coverage_with(later)), (lines.filter(drawn), cases.coverage_of(kept.sample))]
    return [part for part in parts if not part[0].is_empty()] or parts[:1]


def at_once(sample: Sample | CohortLater) -> bool:
    """Say whether a cohort is small enough to be judged while somebody waits for the page."""
    return sample.chronologies.size <= AT_ONCE


def frames_of(kept: CohortJudged) -> Judged:
    """Return the verdicts kept of every child of the cohort. Only of what is finished."""
    return Judged(*(from_parquet(files.read(file)) for file in (kept.timescales, kept.handovers, kept.taking_part)))


def times_of(kept: CohortJudged, *, sampled: bool) -> CohortTimes:
    """Return how often and how long, over the whole cohort or over the children sampled now."""
    sample = kept.sample
    judged, children = frames_of(kept), sample.children
    if sampled:
        drawn = pl.Series(cases.draw_of(sample).sampled, dtype=pl.String)
        judged, children = judged.of(drawn), drawn.len()
    tracked = frozenset(child.child_id for child in cases.tracked_children(sample.inspection))
    as_of = end_of(sample.inspection.notified_on)
    return cohort_times(sample.inspection.framework, judged, as_of, cohort=children, tracked=tracked)
