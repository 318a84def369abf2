"""What later link runs would change, and what was decided. What reaches a person is read through `cases.later.actions`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl
from django.db.models import QuerySet

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.later import Change, change, same_child
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import CohortLater, LaterDecision
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import chronology_of, ground_of, tracked_children
from joinedup.inspections.models import Inspection
from joinedup.intake.queries import events_of, records_of, relations_of
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import latest_run, memberships_of


@dataclass(frozen=True)
class Proposed:
    """What a run would change about a child, with the ground the child would then stand on.

    `together`: codes of other tracked children the run holds to be the same person.
    """

    tracked: TrackedChild
    run: LinkRun
    change: Change
    records: tuple[str, ...]
    lines: pl.DataFrame
    together: tuple[str, ...] = ()


def decisions_about(tracked: TrackedChild) -> QuerySet[LaterDecision]:
    """Return what was decided of later runs for a child, in the order it was."""
    return LaterDecision.objects.filter(tracked=tracked).select_related("decided_by").order_by("number")


def brought_in(sample: Sample) -> list[CohortLater]:
    """Return what was brought in for a cohort, in the order it was."""
    return list(CohortLater.objects.filter(sample=sample).select_related("by", "chronologies", "inspection").order_by("number"))


def to_bring_in(sample: Sample) -> LinkRun | None:
    """Return the latest finished run where it is neither the draw's nor brought in already; none otherwise."""
    run = latest_run(sample.inspection)
    known = {sample.run, *CohortLater.objects.filter(sample=sample).values_list("run", flat=True)}
    return None if run is None or run.pk in known else run


def later_run_of(tracked: TrackedChild) -> LinkRun | None:
    """Return the latest finished run where it is not the one the child stands on already; none otherwise."""
    run, ground = latest_run(tracked.inspection), ground_of(tracked)
    return None if run is None or run.pk == (ground.run if ground else tracked.sample.run) else run


def undecided(inspection: Inspection) -> list[TrackedChild]:
    """Return the tracked children about whom nobody has decided what the latest run would change, by code."""
    run = latest_run(inspection)
    if run is None:
        return []
    rows = LaterDecision.objects.filter(tracked__inspection=inspection).order_by("number")
    told = list(rows.values_list("tracked", "run", "decision", "again__run"))
    # What each stands on now: null for the sample's, as after the only run let in was taken back.
    moved = [one for one in told if one[2] != Later.REFUSED]
    grounds = {child: again if decision == Later.TAKEN_BACK else on for child, on, decision, again in moved}
    decided = {child for child, on, *_ in told if on == run.pk}
    children = [child for child in tracked_children(inspection) if child.pk not in decided]
    return [child for child in children if (grounds.get(child.pk) or child.sample.run) != run.pk]


def stood_on(tracked: TrackedChild, before: LaterDecision | None = None) -> LaterDecision | None:
    """Return what a child stood on just before a decision was taken, or stands on now; none for the sample's."""
    ground: LaterDecision | None = None
    rows = LaterDecision.objects.filter(tracked=tracked).exclude(decision=Later.REFUSED).select_related("again")
    for row in rows.order_by("number"):
        if before is not None and row.number >= before.number:
            break
        ground = row.again if row.decision == Later.TAKEN_BACK else row
    return ground


def earlier_ground(tracked: TrackedChild, number: int) -> LaterDecision | None:
    """Return the decision of that number by which a run was let in for a child; none where there is no such."""
    let_in = LaterDecision.objects.filter(tracked=tracked, number=number, decision=Later.ACCEPTED)
    return let_in.select_related("chronology", "decided_by").first()


def claimed_by_others(tracked: TrackedChild, records: Iterable[str]) -> list[str]:
    """Return the codes of other tracked children who stand on one of these records."""
    wanted = set(records)
    others = tracked_children(tracked.inspection).exclude(pk=tracked.pk)
    return [child.code for child in others if wanted & set(child.records)]


def proposed(children: Iterable[TrackedChild], run: LinkRun) -> list[Proposed]:
    """Return what a run would change about each of several children of one inspection; the lists are read once."""
    memberships, records = memberships_of(run), records_of(run.inspection, run.submissions)
    authority = run.inspection.framework.selection.cohort_sector
    first = set(records.filter(pl.col("sector") == authority)["record_id"])
    listed = list(children)
    tracked = {child.pk: child for child in [*tracked_children(run.inspection), *listed]}
    now = {pk: same_child(memberships, child.records, first & set(child.records)) for pk, child in tracked.items()}
    wanted = sorted({one for child in listed if (one := now[child.pk]) is not None})
    events, relations = events_of(run.inspection, run.submissions), relations_of(run.inspection, run.submissions)
    lines = chronologies(memberships, records, events, relations, wanted)
    every = set(memberships["record_id"])
    held = {one: tuple(sorted(memberships.filter(pl.col("child_id") == one)["record_id"])) for one in wanted}
    return [
        replace(
            _proposed(child, run, held.get(now[child.pk] or "", ()), _lines(lines, child, now[child.pk]), every),
            together=tuple(other.code for other in tracked.values() if other.pk != child.pk and now[child.pk] == now[other.pk])
            if now[child.pk]
            else (),
        )
        for child in listed
    ]


def _lines(lines: pl.DataFrame, child: TrackedChild, now: str | None) -> pl.DataFrame:
    """Return a person's lines under the id the child keeps."""
    return lines.filter(pl.col("child_id") == (now or "")).with_columns(pl.lit(child.child_id).alias("child_id"))


def _proposed(child: TrackedChild, run: LinkRun, own: tuple[str, ...], after: pl.DataFrame, every: set[str]) -> Proposed:
    return Proposed(child, run, change(child.records, chronology_of(child), own, after, every), own, after)
