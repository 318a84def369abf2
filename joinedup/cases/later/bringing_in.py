"""Bringing in, for the whole cohort, what a later run tells of its children: read beside the draw, which it never moves."""

from collections import Counter

import polars as pl
from django.db import transaction

from joinedup.audit.actions import record
from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.later import same_children
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import CohortLater, LaterDecision
from joinedup.cases.later.rules import check_can_bring_in
from joinedup.cases.models import Sample
from joinedup.cases.queries import chronologies_under, cohort_under, lists_received
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.queries import events_of, kinds_unshown, records_of, relations_of
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import memberships_of
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files


def bring_in(*, by: Person, sample: Sample, run: LinkRun, why: str) -> CohortLater:
    """Keep what a later run tells of the cohort's children, to be read beside what stood at the draw, and say why.

    Who is in the cohort and in the sample stays, and so does what each tracked child stands on. Raises InspectionRefused.
    """
    check_can_bring_in(by, sample, run)
    if not why.strip():
        raise InspectionRefused("Say why the later lists are brought in.")
    lines, as_drawn = _told(sample, run)  # reading takes seconds at worst; the transaction that follows stays short
    return _keep(by, sample, run, why.strip(), lines=lines, as_drawn=as_drawn)


def _told(sample: Sample, run: LinkRun) -> tuple[pl.DataFrame, dict[str, str]]:
    """Return the children's chronologies as the run tells them, and which keep that of the draw, with a word of AS_DRAWN why."""
    inspection, memberships, pinned = sample.inspection, memberships_of(run), cohort_under(sample)
    records = records_of(inspection, run.submissions)
    authority = inspection.framework.selection.cohort_sector
    first = records.filter(pl.col("sector") == authority)["record_id"].to_list()
    now = same_children(memberships, pinned, first)
    persons = Counter(now.values())
    kept_out = _kept_out(sample, run)
    as_drawn = {child: "missing" for child in pinned["child_id"] if child not in now}
    as_drawn |= {child: "together" for child, person in now.items() if persons[person] > 1}
    as_drawn |= {child: "kept_out" for child in kept_out if child not in as_drawn}
    follow = {person: child for child, person in now.items() if child not in as_drawn}
    events, relations = events_of(inspection, run.submissions), relations_of(inspection, run.submissions)
    lines = chronologies(memberships, records, events, relations, sorted(follow))
    lines = lines.with_columns(pl.col("child_id").replace_strict(follow, return_dtype=pl.String))
    drawn = chronologies_under(sample).filter(pl.col("child_id").is_in(list(as_drawn)))
    return pl.concat([lines, drawn.select(lines.columns)]), as_drawn


def _kept_out(sample: Sample, run: LinkRun) -> set[str]:
    """Return the tracked children about whom the last word on this run is no."""
    rows = LaterDecision.objects.filter(tracked__sample=sample, run=run.pk).order_by("number")
    last = dict(rows.values_list("tracked__child_id", "decision"))
    return {child for child, decision in last.items() if decision != Later.ACCEPTED}


@transaction.atomic
def _keep(by: Person, sample: Sample, run: LinkRun, why: str, *, lines: pl.DataFrame, as_drawn: dict[str, str]) -> CohortLater:
    """Write down what was brought in; the locked sample keeps a second one at the same moment out."""
    locked, inspection = Sample.objects.select_for_update().get(pk=sample.pk), sample.inspection
    check_can_bring_in(by, locked, run)
    row = CohortLater.objects.create(
        inspection=inspection,
        sample=locked,
        number=locked.brought_in.count() + 1,
        run=run.pk,
        why=why,
        as_drawn=as_drawn,
        chronologies=files.store(scope=inspection.pk, kind="chronologies", data=to_parquet(lines, [])),
        received=lists_received(inspection, run.submissions),
        unshown=kinds_unshown(inspection, run.submissions),
        by=by,
    )
    record(
        by=by,
        chain=str(inspection.pk),
        action="later lists brought in for the cohort",
        object_kind="cohortlater",
        object_id=str(row.pk),
        detail={"run": str(run.pk), "events": lines.height, "as_drawn": len(as_drawn)},
    )
    return row
