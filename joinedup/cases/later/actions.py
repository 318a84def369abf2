"""The only writers of what a later run changes about a tracked child. Nothing changes unless a named person lets it in."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction

from joinedup.audit.actions import record, record_read
from joinedup.cases.actions import read_child
from joinedup.cases.core.later import Change
from joinedup.cases.core.story import ChildStory
from joinedup.cases.enquiries.proposing import propose_for_child
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import LaterDecision
from joinedup.cases.later.queries import Proposed, decisions_about, proposed, stood_on
from joinedup.cases.later.rules import check_can_decide_later, check_can_take_back, check_is_apart, check_is_open
from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import earlier_story_of, lists_received
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


def take_back(
    *, by: Person, tracked: TrackedChild, wrong: LaterDecision, why: str, added: pl.DataFrame | None = None
) -> LaterDecision:
    """Take back a run that was wrongly let in, and say why: the child stands again on what it stood on before.

    `wrong` is the decision that let it in. It stays readable with what it brought; the run can be let in again. `added` as for
    `decide_later`. Raises InspectionRefused.
    """
    if not why.strip():
        raise InspectionRefused("Say why what was let in is taken back.")
    kept = _keep_back(by, tracked, wrong, why.strip())
    propose_for_child(by=by, tracked=kept.tracked, added=added)
    return kept


@transaction.atomic
def _keep_back(by: Person, tracked: TrackedChild, wrong: LaterDecision, why: str) -> LaterDecision:
    """Write down that a run was taken back; the locked child keeps a second one at the same moment out."""
    locked = TrackedChild.objects.select_for_update().get(pk=tracked.pk)
    check_can_take_back(by, locked, wrong)
    undone, before = Change.from_json(wrong.change), locked.records
    row = LaterDecision.objects.create(
        inspection=locked.inspection,
        tracked=locked,
        number=locked.later_decisions.count() + 1,
        run=wrong.run,
        again=stood_on(locked, before=wrong),
        decision=Later.TAKEN_BACK,
        why=why,
        change=undone.reversed().as_json(),
        records_before=before,
        records=wrong.records_before,
        decided_by=by,
    )
    locked.records = row.records
    locked.save(update_fields=["records"])
    _log(by, row, undone)
    return row


def open_earlier(*, by: Person, tracked: TrackedChild, ground: LaterDecision | None) -> ChildStory:
    """Return a child's story on an earlier ground (`queries.earlier_ground`; none for the sample), and log the read.

    Raises InspectionRefused.
    """
    read_child(by=by, tracked=tracked, page="earlier chronology")
    return earlier_story_of(tracked, ground)


def read_later(*, by: Person, tracked: TrackedChild) -> list[LaterDecision]:
    """Return what was decided of later runs for a child, with why, to somebody of the team, and log the read.

    Raises InspectionRefused.
    """
    read_child(by=by, tracked=tracked, page="what a child stands on")
    return list(decisions_about(tracked))


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
    _log(by, row, change.change)
    return row


def _log(by: Person, row: LaterDecision, change: Change) -> None:
    counts = {name: len(getattr(change, name)) for name in ("records_added", "records_gone", "events_added", "events_gone")}
    record(
        by=by,
        chain=str(row.inspection_id),
        action=f"later run {row.get_decision_display().lower()} for a child",
        object_kind="laterdecision",
        object_id=str(row.pk),
        detail={"code": row.tracked.code, "run": str(row.run), **counts},
    )
