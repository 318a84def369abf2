"""The only writers of samples, replacements and tracked children."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction
from django.db.models import Max

from joinedup.audit.actions import record, record_read
from joinedup.cases.asked.actions import withdraw_about
from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.cohort import cohort
from joinedup.cases.core.draw import SampleDraw, SampleError, draw_sample
from joinedup.cases.core.draw import replace_child as next_in_order
from joinedup.cases.core.frame import FrameRow, frame_rows
from joinedup.cases.core.story import ChildStory
from joinedup.cases.enquiries.proposing import propose_for_child, propose_for_cohort
from joinedup.cases.enums import ReplacedFor, TrackedState
from joinedup.cases.models import Replacement, Sample, TrackedChild, TrackedMove
from joinedup.cases.queries import cohort_under, draw_of, lists_received, sample_of, story_of
from joinedup.cases.rules import (
    check_can_choose,
    check_can_draw,
    check_can_lead,
    check_can_move,
    check_can_open_child,
    check_can_replace,
    check_is_not_tracked,
    check_newest_lists,
    check_was_not_replaced,
)
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.intake.queries import events_of, kinds_unshown, records_of, relations_of
from joinedup.linkage.look_up.actions import ask_about
from joinedup.linkage.look_up.models import LookUp
from joinedup.linkage.look_up.rules import check_can_ask_about
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import memberships_of
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files


def draw_cohort_sample(*, by: Person, inspection: Inspection, run: LinkRun, seed: str) -> Sample:
    """Find the cohort among a link run's children, draw the sample, and pin both with the cohort's chronologies.

    Raises InspectionRefused where the person may not, the stage forbids it, the sample is drawn already, the run is another
    inspection's or older than a list of the authority's; SampleError where nobody is in the cohort.
    """
    check_can_draw(by, inspection)
    if run.inspection_id != inspection.pk:
        raise InspectionRefused("This link run belongs to another inspection.")
    check_newest_lists(run)
    # Reading and assembling takes seconds at worst; the transaction that follows stays short.
    # What the run was made of is read, not what was accepted since: its ids and these records belong together.
    memberships, records, events = memberships_of(run), *_read_by(run)
    frame = cohort(inspection.framework, inspection.notified_on, memberships, records, events)
    if frame.is_empty():
        raise SampleError("No child on the authority's lists is in this framework's cohort, so there is no sample to draw.")
    lines = chronologies(memberships, records, events, relations_of(inspection, run.submissions), frame["child_id"].to_list())
    rule = inspection.framework.selection
    drawn = draw_sample(frame, seed, rule.sample_size, rule.strata, sharing=rule.share)
    pinned = frame.join(memberships.group_by("child_id").agg(pl.col("record_id").sort().alias("records")), on="child_id")
    sample = _keep(by, inspection, run, drawn=drawn, frame=pinned, lines=lines)
    propose_for_cohort(by=by, sample=sample)
    return sample


def ask_about_cohort(*, by: Person, run: LinkRun) -> LookUp:
    """Ask the agencies about every child of the cohort, found among a link run's children by the framework's rule.

    Raises InspectionRefused where the person may not, the stage forbids it, they were asked before, or nobody is in the cohort.
    """
    inspection = run.inspection
    check_can_ask_about(by, inspection)
    frame = cohort(inspection.framework, inspection.notified_on, memberships_of(run), *_read_by(run))
    return ask_about(by=by, run=run, children=frame["child_id"])


def _read_by(run: LinkRun) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the records (RECORD) and events (EVENT) of the lists a run linked."""
    return records_of(run.inspection, run.submissions), events_of(run.inspection, run.submissions)


@transaction.atomic
def _keep(
    by: Person,
    inspection: Inspection,
    run: LinkRun,
    *,
    drawn: SampleDraw,
    frame: pl.DataFrame,
    lines: pl.DataFrame,
) -> Sample:
    """Write the sample down; the locked inspection keeps a second draw at the same moment out."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_draw(by, inspection)
    sample = Sample.objects.create(
        inspection=inspection,
        run=run.pk,
        frame_hash=drawn.frame_hash,
        seed=drawn.seed,
        method=drawn.method,
        sharing=drawn.sharing,
        size=len(drawn.sampled),
        children=frame.height,
        received=lists_received(inspection, run.submissions),
        unshown=kinds_unshown(inspection, run.submissions),
        artefact=files.store(scope=inspection.pk, kind="cohort", data=to_parquet(frame, ["child_id"])),
        chronologies=files.store(scope=inspection.pk, kind="chronologies", data=to_parquet(lines, [])),
        drawn_by=by,
    )
    detail = {"run": str(run.pk), "frame_hash": drawn.frame_hash, "seed": drawn.seed, "size": sample.size, "cohort": frame.height}
    _log(by, sample, "sample drawn", **detail)
    return sample


@transaction.atomic
def choose_tracked(*, by: Person, inspection: Inspection, child_id: str, why: str, leads: Sequence[Person]) -> TrackedChild:
    """Choose a child of the cohort to be tracked, under the next free code.

    `why` says why this child; `leads` are two inspectors of different inspectorates where more than one takes part.
    Raises InspectionRefused.
    """
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_choose(by, inspection)
    check_can_lead(inspection, leads)
    if not why.strip():
        raise InspectionRefused("Say why this child is tracked.")
    if TrackedChild.objects.filter(inspection=inspection, child_id=child_id).exists():
        raise InspectionRefused("This child has been chosen already.")
    sample = inspection.sample
    check_was_not_replaced(sample, child_id)
    tracked = _tracked(inspection, sample, child_id)
    tracked.why, tracked.chosen_by = why.strip(), by
    tracked.save(force_insert=True)
    tracked.leads.set(leads)
    _log(by, tracked, "child chosen for tracking", code=tracked.code, leads=[str(person.pk) for person in leads])
    propose_for_child(by=by, tracked=tracked)
    return tracked


def _tracked(inspection: Inspection, sample: Sample, child_id: str) -> TrackedChild:
    """Return an unsaved tracked child with the next code, its records and what the authority's list says of it."""
    found = cohort_under(sample).filter(pl.col("child_id") == child_id)
    if found.is_empty():
        raise InspectionRefused("This child is not in the cohort the sample was drawn from.")
    number = (TrackedChild.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    return TrackedChild(
        inspection=inspection,
        sample=sample,
        number=number,
        code=f"Child {number}",
        child_id=child_id,
        records=found["records"].item().to_list(),
        facts=found.select("age", "age_band", "sex").row(0, named=True),
    )


@transaction.atomic
def replace_child(
    *, by: Person, inspection: Inspection, child_id: str, reason: str = "", kind: str = ReplacedFor.OTHER
) -> Replacement:
    """Leave a sampled child out and take the next in order; the reason and the name are kept.

    `kind` is one of ReplacedFor, `reason` more in words: needed for another reason only. Raises InspectionRefused, also where the
    child is tracked; SampleError where the child is not in the sample, no reason is given or no child is left.
    """
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_replace(by, inspection)
    sample = sample_of(inspection)
    if sample is None:
        raise InspectionRefused("There is no sample yet, so nobody to replace.")
    check_is_not_tracked(inspection, child_id)
    kind = ReplacedFor(kind)
    entry = next_in_order(draw_of(sample), child_id, reason if kind == ReplacedFor.OTHER else kind.label).replaced[-1]
    number = (sample.replacements.aggregate(highest=Max("number"))["highest"] or 0) + 1
    replacement = Replacement.objects.create(
        inspection=inspection,
        sample=sample,
        number=number,
        child_id=child_id,
        by_child=entry.by_child,
        replaced_for=Replacement.filled_up(kind),
        reason=reason.strip(),
        decided_by=by,
    )
    withdraw_about(by=by, inspection=inspection, child_id=child_id)
    # Not the kind of reason: the log is kept in clear, and "a live criminal case" says something of a child.
    _log(by, replacement, "sampled child replaced", number=number, sample=str(sample.pk))
    return replacement


@transaction.atomic
def move_tracked(*, by: Person, tracked: TrackedChild, to: str, why: str) -> TrackedChild:
    """Leave a tracked child out, or take it in again, and keep why, by whom and when for ever. Raises InspectionRefused.

    What agencies have not done yet about a child left out is withdrawn, and they are told so. A child taken in again is asked
    about again where somebody asks.
    """
    # The inspection first, as choosing does: two taken in at the same moment would both find a place free.
    Inspection.objects.select_for_update().get(pk=tracked.inspection_id)
    locked = TrackedChild.objects.select_for_update().get(pk=tracked.pk)
    state = TrackedState(to)
    check_can_move(by, locked, state)
    if not why.strip():
        raise InspectionRefused(f"Say why {locked.code} is {state.label.lower()}.")
    if state == TrackedState.TRACKED:
        check_was_not_replaced(locked.sample, locked.child_id)
        check_can_choose(by, locked.inspection)
    locked.state, locked.left_out_why = state, why.strip() if state == TrackedState.LEFT_OUT else ""
    locked.save(update_fields=["state", "left_out_why"])
    number = locked.moves.count() + 1
    TrackedMove.objects.create(inspection=locked.inspection, tracked=locked, number=number, to=state, why=why.strip(), by=by)
    if state == TrackedState.LEFT_OUT:
        withdraw_about(by=by, inspection=locked.inspection, child_id=locked.child_id)
    _log(by, locked, "tracked child moved", code=locked.code, to=str(state))
    return locked


def open_child(
    *, by: Person, tracked: TrackedChild, added: pl.DataFrame | None = None, why: str = "", printed: bool = False
) -> ChildStory:
    """Return a child's story to somebody of the team, and log that they read it, or that they printed it.

    `added` as for `queries.story_of`. Raises InspectionRefused.
    """
    check_can_open_child(by, tracked)
    record_read(
        by=by,
        chain=str(tracked.inspection_id),
        action="child printed" if printed else "child opened",
        object_kind="trackedchild",
        object_id=str(tracked.pk),
        detail={"code": tracked.code},
        why=why,
    )
    return story_of(tracked, added)


def read_children(*, by: Person, inspection: Inspection, page: str, shown: int) -> None:
    """Log that somebody of the team reads a page that tells of several children. `page` is its words, `shown` how many it tells of.

    Raises InspectionRefused.
    """
    check_is_inspector(by, inspection)
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": {"children": shown}}
    record_read(by=by, chain=str(inspection.pk), action=f"{page} read", **about)


def read_child(*, by: Person, tracked: TrackedChild, page: str) -> None:
    """Log that somebody of the team reads a page about one child that tells no story of it. Raises InspectionRefused."""
    check_can_open_child(by, tracked)
    about = {"object_kind": "trackedchild", "object_id": str(tracked.pk), "detail": {"code": tracked.code}}
    record_read(by=by, chain=str(tracked.inspection_id), action=f"{page} read", **about)


def read_places(*, by: Person, sample: Sample) -> SampleDraw:
    """Return the draw to somebody of the team who takes away how its places were shared, and log that they did.

    Raises InspectionRefused.
    """
    check_is_inspector(by, sample.inspection)
    record_read(
        by=by,
        chain=str(sample.inspection_id),
        action="places of the draw taken",
        object_kind="sample",
        object_id=str(sample.pk),
        detail={"size": sample.size},
    )
    return draw_of(sample)


def read_frame(*, by: Person, sample: Sample) -> tuple[FrameRow, ...]:
    """Return the frame of the draw to somebody of the team who takes it away, and log that they did. Raises InspectionRefused."""
    check_is_inspector(by, sample.inspection)
    record_read(
        by=by,
        chain=str(sample.inspection_id),
        action="frame of the draw taken",
        object_kind="sample",
        object_id=str(sample.pk),
        detail={"cohort": sample.children},
    )
    return frame_rows(draw_of(sample))


def _log(by: Person, row: Sample | Replacement | TrackedChild, action: str, **detail: object) -> None:
    record(
        by=by,
        chain=str(row.inspection_id),
        action=action,
        object_kind=row._meta.model_name or "",
        object_id=str(row.pk),
        detail=detail,
    )
