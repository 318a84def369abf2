"""Judging a whole cohort once, and keeping it sealed: the only writer of what was judged."""

from collections.abc import Callable

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.cases.core.cohort_times import CohortTimes
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.taking_part import taking_part
from joinedup.cases.core.timescales import timescales
from joinedup.cases.models import CohortLater, Sample
from joinedup.cases.times.models import CohortJudged
from joinedup.cases.times.queries import EDITION, FAILED, times_of, told_by
from joinedup.inspections.rules import check_is_inspector
from joinedup.method.days import end_of
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files


@transaction.atomic
def begin_judging(*, by: Person, sample: Sample, later: CohortLater | None = None) -> CohortJudged:
    """Begin to judge a sample's cohort, with lists brought in later or as drawn, or begin again what was lost.

    Raises InspectionRefused.

    Two who ask at once get the same row.
    """
    check_is_inspector(by, sample.inspection)
    kept, made = CohortJudged.objects.get_or_create(sample=sample, chronologies=(later or sample).chronologies, edition=EDITION)
    if not made and kept.finished_at is None:
        kept.began_at, kept.step = timezone.now(), ""
        kept.save(update_fields=["began_at", "step"])
    _log(by, kept, "cohort's timescales begun")
    return kept


@transaction.atomic
def give_up_judging(*, by: Person, kept: CohortJudged) -> CohortJudged:
    """Keep that a cohort could not be judged, so that its page says so until somebody asks for it again."""
    if CohortJudged.objects.filter(pk=kept.pk, finished_at=None).update(step=FAILED):
        _log(by, kept, "cohort's timescales failed")
    kept.refresh_from_db()
    return kept


def complete_judging(*, by: Person, kept: CohortJudged) -> CohortJudged:
    """Judge every child's chronology and keep the verdicts sealed. Done twice, the second changes nothing."""
    if kept.finished_at is not None:
        return kept
    sample = kept.sample
    framework, as_of = sample.inspection.framework, end_of(sample.inspection.notified_on)
    told = told_by(kept)
    lines = pl.concat([part for part, _ in told])
    steps: dict[str, Callable[[], pl.DataFrame]] = {
        "timescales": lambda: pl.concat([timescales(framework, part, as_of, shown) for part, shown in told]),
        "handovers": lambda: pl.concat([handovers(framework, part, as_of, shown) for part, shown in told]),
        "taking_part": lambda: taking_part(framework, lines, as_of),
    }
    found: dict[str, pl.DataFrame] = {}
    for step, work in steps.items():
        CohortJudged.objects.filter(pk=kept.pk).update(step=step)
        found[step] = work()
    return _keep(by, kept, found)


@transaction.atomic
def _keep(by: Person, kept: CohortJudged, found: dict[str, pl.DataFrame]) -> CohortJudged:
    locked = CohortJudged.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    if locked.finished_at is None:
        for name, frame in found.items():
            sealed = files.store(scope=locked.sample.inspection_id, kind=f"cohort-{name}", data=to_parquet(frame, []))
            setattr(locked, name, sealed)
        locked.finished_at = timezone.now()
        locked.save()
        _log(by, locked, "cohort's timescales kept", **{name: frame.height for name, frame in found.items()})
    return locked


def open_cohort_times(*, by: Person, kept: CohortJudged, sampled: bool = False) -> CohortTimes:
    """Return how often and how long, to somebody of the team, and log that they read it. Raises InspectionRefused."""
    sample = kept.sample
    check_is_inspector(by, sample.inspection)
    record_read(
        by=by,
        chain=str(sample.inspection_id),
        action="cohort's timescales opened",
        object_kind="sample",
        object_id=str(sample.pk),
        detail={"of": "sampled" if sampled else "cohort"},
    )
    return times_of(kept, sampled=sampled)


def _log(by: Person, kept: CohortJudged, action: str, **detail: object) -> None:
    record(
        by=by,
        chain=str(kept.sample.inspection_id),
        action=action,
        object_kind="cohortjudged",
        object_id=str(kept.pk),
        detail={"edition": kept.edition, **detail},
    )
