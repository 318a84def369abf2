"""The only writers of what a later run changes about a tracked child. Nothing changes unless a named person lets it in."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction

from joinedup.audit.actions import record, record_read
from joinedup.cases.enquiries.proposing import propose_for_child
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import LaterDecision
from joinedup.cases.later.queries import Proposed, proposed
from joinedup.cases.later.rules import check_can_decide_later, check_is_apart, check_is_open
from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import lists_received
from joinedup.cases.rules import check_can_open_child
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.queries import kinds_unshown
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files

NOTHING_CHANGES = "The later run changes nothing about this child."


def open_later(*, by: Person, children: Sequence[TrackedChild], run: LinkRun) -> list[Proposed]:
    """Return what a run would change about children to somebody of the team, and log that they read it of each.

    Raises InspectionRefused.
    """
    for child in children:
        check_can_open_child(by, child)
        record_read(
            by=by,
            chain=str(child.inspection_id),
            action="later run beside a child read",
            object_kind="trackedchild",
            object_id=str(child.pk),
            detail={"code": child.code, "run": str(run.pk)},
        )
    return proposed(children, run)


def decide_later(
    *, by: Person, tracked: TrackedChild, run: LinkRun, decision: str, why: str, added: pl.DataFrame | None = None
) -> LaterDecision:
    """Let what a run changes about a child in, or keep it out, and say why.

    Let in, the child's records and chronology are pinned anew as that run holds them; what it stood on before stays readable, and
    the sample, its frame and every other child stay as they are. `added` as for `cases.queries.story_of`: what is proposed to ask
    about is read again with it. Raises InspectionRefused.
    """
    check_can_decide_later(by, tracked)
    choice = Later(decision)
    if not why.strip():
        raise InspectionRefused(f"Say why the change is {choice.label.lower()}.")
    check_is_open(tracked, run, choice)
    [change] = proposed([tracked], run)
    if choice == Later.ACCEPTED and not change.records:
        raise InspectionRefused(f"The later run holds no record of {tracked.code}, so there is nothing to let in.")
    if choice == Later.ACCEPTED:
        check_is_apart(change)
    kept = _keep(by, change, choice, why.strip())
    if choice == Later.ACCEPTED and not change.change.nothing:
        propose_for_child(by=by, tracked=kept.tracked, added=added)
    return kept


def keep_unchanged(*, by: Person, children: Sequence[TrackedChild], run: LinkRun) -> list[LaterDecision]:
    """Keep, for each of the children a run changes nothing about, that it was looked at. Raises InspectionRefused."""
    for child in children:
        check_can_decide_later(by, child)
        check_is_open(child, run, Later.ACCEPTED)
    same = [one for one in proposed(children, run) if one.change.nothing and not one.together]
    return [_keep(by, one, Later.ACCEPTED, NOTHING_CHANGES) for one in same]


@transaction.atomic
def _keep(by: Person, change: Proposed, choice: Later, why: str) -> LaterDecision:
    """Write the decision down; the locked child keeps a second one at the same moment out."""
    tracked, run = TrackedChild.objects.select_for_update().get(pk=change.tracked.pk), change.run
    check_can_decide_later(by, tracked)
    check_is_open(tracked, run, choice)
    accepted = choice == Later.ACCEPTED
    before, inspection = tracked.records, tracked.inspection
    row = LaterDecision.objects.create(
        inspection=inspection,
        tracked=tracked,
        number=tracked.later_decisions.count() + 1,
        run=run.pk,
        decision=choice,
        why=why,
        change=change.change.as_json(),
        records_before=before,
        records=list(change.records) if accepted else before,
        chronology=files.store(scope=inspection.pk, kind="chronology", data=to_parquet(change.lines, [])) if accepted else None,
        received=lists_received(inspection, run.submissions) if accepted else [],
        unshown=kinds_unshown(inspection, run.submissions) if accepted else [],
        decided_by=by,
    )
    if accepted:
        tracked.records = row.records
        tracked.save(update_fields=["records"])
    counts = {name: len(getattr(change.change, name)) for name in ("records_added", "records_gone", "events_added", "events_gone")}
    record(
        by=by,
        chain=str(inspection.pk),
        action=f"later run {choice.label.lower()} for a child",
        object_kind="laterdecision",
        object_id=str(row.pk),
        detail={"code": tracked.code, "run": str(run.pk), **counts},
    )
    return row
