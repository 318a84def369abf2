"""The only writers of link runs and of decisions about pairs."""

from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection, InspectionAgency
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.intake.queries import records_of, submissions_of
from joinedup.linkage.core.model import load_model, weights_sha256
from joinedup.linkage.core.review import children_among
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import Decided, LinkResult, LinkSettings
from joinedup.linkage.enums import Decision, RunState
from joinedup.linkage.look_up.linking import link_answers
from joinedup.linkage.look_up.queries import looks_up
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.pairs import ReviewPair, records_of_pair
from joinedup.linkage.queries import decisions_of, pair_id, pairs_of
from joinedup.linkage.reviews.actions import given_reason
from joinedup.linkage.reviews.quality import counted
from joinedup.linkage.reviews.rules import check_can_decide_first
from joinedup.linkage.reviews.standing import standing_of
from joinedup.linkage.rules import can_finish, check_can_finish, check_can_link
from joinedup.people.models import Person
from joinedup.records.artefacts import to_parquet
from joinedup.vault import files

#: Said of a run that broke; what broke it is in the server's log, and may hold more than a page may show.
BROKEN = "The run could not be finished. The reason is in the server's log; the run can be started again."


def run_link(*, by: Person, inspection: Inspection, seed: int = 0) -> LinkRun:
    """Link the records of the accepted lists and return the finished run. An earlier run stays as it is.

    Raises InspectionRefused where the person may not, the stage forbids it or no list of people has been accepted.
    """
    return complete_link(by=by, run=start_link(by=by, inspection=inspection, seed=seed))


@transaction.atomic
def start_link(*, by: Person, inspection: Inspection, seed: int = 0) -> LinkRun:
    """Write down that a run begins, with its settings and what it will link; `complete_link` does the work, perhaps in a job.

    Raises InspectionRefused.
    """
    check_can_link(by, inspection)
    settings, model = LinkSettings(seed=seed, unique_ids=_unique_agencies(inspection)), load_model()
    run = LinkRun.objects.create(
        inspection=inspection,
        started_by=by,
        settings=_as_json(settings),
        model=model.id,
        model_sha256=model.sha256,
        submissions=[str(each.pk) for each in submissions_of(inspection).exclude(list_id="")],
    )
    _log(by, run, "link run started", model=model.sha256, submissions=len(run.submissions))
    return run


def complete_link(*, by: Person, run: LinkRun) -> LinkRun:
    """Do a run's work and keep what it found. A run that finished already is returned as it is: a job may be done twice.

    Whatever goes wrong is written down as the run's failure and raised again.
    """
    if not can_finish(run, RunState.FINISHED):
        return LinkRun.objects.get(pk=run.pk)
    try:
        records, result = _linked(run)
        _show(run, "measuring", 1.0)
        return _finish(by, run, records, result, _counted(run, records, result))
    except Exception:
        _fail(by, run)
        raise


def _linked(run: LinkRun) -> tuple[pl.DataFrame, LinkResult]:
    """Return the records the run holds and who they are: matched, or as they were looked up, as the framework says."""
    records, decided, settings = records_of(run.inspection, run.submissions), _decided(run.inspection), _settings(run)
    if looks_up(run.inspection):
        return link_answers(run, records, settings, decided)
    return records, link(records, settings=settings, decided=decided, progress=partial(_show, run), explain=True)


def _counted(run: LinkRun, records: pl.DataFrame, result: LinkResult) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return the pairs drawn to measure the links by, and the counts kept in clear."""
    return counted(run, records, result, _settings(run), matched=not looks_up(run.inspection))


def _settings(run: LinkRun) -> LinkSettings:
    """Return how a run links, as it was written down when it began."""
    return replace(LinkSettings(), **(run.settings | {"unique_ids": frozenset(run.settings["unique_ids"])}))


def _show(run: LinkRun, step: str, part: float) -> None:
    """Tell whoever waits how far the run is; not part of any transaction of its own, and not worth a line in the log."""
    LinkRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(step=step, progress=part)


@transaction.atomic
def _finish(
    by: Person, run: LinkRun, records: pl.DataFrame, result: LinkResult, counts: tuple[pl.DataFrame, dict[str, Any]]
) -> LinkRun:
    locked = LinkRun.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=run.pk)
    check_can_finish(locked, RunState.FINISHED)
    store = partial(files.store, scope=locked.inspection_id)
    locked.records = store(kind="linked records", data=to_parquet(records, ["record_id"]))
    locked.memberships = store(kind="memberships", data=to_parquet(result.memberships, ["list", "record_id"]))
    locked.pairs = store(kind="pairs", data=to_parquet(result.pairs, ["record_id_l", "record_id_r"]))
    if result.evidence is not None:
        locked.evidence = store(kind="evidence of pairs", data=to_parquet(result.evidence, ["record_id_l", "record_id_r", "place"]))
    locked.drawn, locked.quality = store(kind="pairs drawn", data=to_parquet(counts[0], ["record_id_l", "record_id_r"])), counts[1]
    outcomes = dict(result.pairs.group_by("outcome").len().iter_rows())
    locked.joined, locked.for_review, locked.rejected = (outcomes.get(name, 0) for name in ("joined", "review", "rejected"))
    locked.record_count, locked.people = records.height, result.memberships["child_id"].n_unique()
    locked.children = children_among(result.memberships, records, locked.inspection.notified_on)
    locked.state, locked.finished_at, locked.seconds = RunState.FINISHED, timezone.now(), result.seconds
    locked.step, locked.progress, locked.weights = "", 1.0, result.weights
    locked.save()
    _log(
        by,
        locked,
        "link run finished",
        memberships=locked.memberships.sha256,
        weights=weights_sha256(result.weights),
        records=records.height,
        people=locked.people,
    )
    return locked


@transaction.atomic
def _fail(by: Person, run: LinkRun) -> None:
    locked = LinkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not can_finish(locked, RunState.FAILED):
        return
    locked.state, locked.failure, locked.finished_at = RunState.FAILED, BROKEN, timezone.now()
    locked.save(update_fields=["state", "failure", "finished_at"])
    _log(by, locked, "link run failed")


@transaction.atomic
def decide(
    *, by: Person, run: LinkRun, pair: tuple[str, str], decision: str, reason: str, second_asked: bool = False
) -> LinkDecision:
    """Say of two records of a run's pairs whether they are one person, and why. The next run keeps to it; this one stays.

    With `second_asked` somebody else looks at the pair too, without seeing this decision, as at the run's share of pairs anyway.
    Raises InspectionRefused where the person may not, the run knows no such pair, a second person is looking at it or two differ
    on it, or no reason is given.
    """
    said = Decision(decision)
    Inspection.objects.select_for_update().get(pk=run.inspection_id)  # two people may have the same pair before them
    low, high = sorted(pair)
    check_can_decide_first(by, run, standing_of(run.inspection, pair_id(low, high)))
    known = pairs_of(run).filter((pl.col("record_id_l") == low) & (pl.col("record_id_r") == high))
    if known.is_empty():
        raise InspectionRefused("This link run holds no such pair.")
    made = LinkDecision.objects.create(
        inspection=run.inspection,
        run=run,
        pair_id=pair_id(low, high),
        record_id_l=low,
        record_id_r=high,
        decision=said,
        second_asked=second_asked,
        reason=given_reason(reason),
        decided_by=by,
    )
    _log(by, made, "pair decided", pair=made.pair_id, decision=str(said), run=str(run.pk))
    return made


def open_pair(*, by: Person, run: LinkRun, pair: ReviewPair) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both records of a pair to somebody of the team, and log that they read them. Raises InspectionRefused."""
    check_is_inspector(by, run.inspection)
    record_read(
        by=by,
        chain=str(run.inspection_id),
        action="pair opened",
        object_kind="link pair",
        object_id=pair.id,
        detail={"run": str(run.pk)},
    )
    return records_of_pair(run, pair)


def _unique_agencies(inspection: Inspection) -> frozenset[str]:
    """Return the agencies whose own id the framework declares to be one for each person."""
    unique = {spec.sector for spec in inspection.framework.lists if spec.kind == "people" and spec.own_id_unique}
    parts = InspectionAgency.objects.filter(inspection=inspection, agency__sector__in=unique)
    return frozenset(parts.values_list("agency__key", flat=True))


def _decided(inspection: Inspection) -> Decided:
    standing = decisions_of(inspection)
    same, different = (
        tuple((each.record_id_l, each.record_id_r) for each in standing if each.decision == said)
        for said in (Decision.ACCEPT, Decision.REFUSE)
    )
    return Decided(same=same, different=different)


def _as_json(settings: LinkSettings) -> dict[str, Any]:
    return {
        "seed": settings.seed,
        "unique_ids": sorted(settings.unique_ids),
        "threshold": settings.threshold,
        "same_agency": settings.same_agency,
        "review_from": settings.review_from,
        "second_look": settings.second_look,
        "check_each": settings.check_each,
        "train": settings.train,
    }


def _log(by: Person, row: LinkRun | LinkDecision, action: str, **detail: object) -> None:
    kind = "link run" if isinstance(row, LinkRun) else "link decision"
    record(by=by, chain=str(row.inspection_id), action=action, object_kind=kind, object_id=str(row.pk), detail=detail)
