"""The pairs of a run a person decides about, one by one: where each stands, what was said of it, and what agencies wrote."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from joinedup.linkage.enums import Decision
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.queries import decisions_of, linked_records_of, pair_id, pairs_for_review, pairs_of
from joinedup.people.models import Person


@dataclass(frozen=True)
class ReviewPair:
    """One pair left to a person, or decided by one. `id`: `queries.pair_id`; `would_join`: as in `core.review.REVIEW`."""

    id: str
    record_ids: tuple[str, str]
    probability: float
    reason: str  # of the guard; "" where the score alone decided
    would_join: int
    decision: Decision | None  # the one that stands


def pairs_to_decide(run: LinkRun) -> list[ReviewPair]:
    """Return the pairs left to a person, those first that would change most, then those decided before this run.

    A decided pair is no longer left to anyone in the next run; it stays here so that it can be decided again.
    Raises RunUnfinished.
    """
    waiting = pairs_for_review(run)
    standing = decisions_of(run.inspection)
    about = [(each.record_id_l, each.record_id_r) for each in standing]
    ends = pl.DataFrame(about, schema={"record_id_l": pl.String, "record_id_r": pl.String}, orient="row")
    decided = pairs_of(run).join(ends, on=ends.columns, how="semi").join(waiting, on=ends.columns, how="anti")
    said = {each.pair_id: Decision(each.decision) for each in standing}
    rows = [*waiting.iter_rows(named=True), *decided.iter_rows(named=True)]
    return [_pair(row, said) for row in rows]


def _pair(row: dict[str, Any], said: dict[str, Decision]) -> ReviewPair:
    ends = (row["record_id_l"], row["record_id_r"])
    name = pair_id(*ends)
    return ReviewPair(name, ends, row["probability"], row["reason"], row.get("would_join") or 0, said.get(name))


def said_of(person: Person, pair: ReviewPair, run: LinkRun) -> list[LinkDecision]:
    """Return every decision about a pair as far as a person may see them, the latest first."""
    made = LinkDecision.objects.all().visible_to(person).filter(inspection=run.inspection, pair_id=pair.id)
    return list(made.select_related("decided_by").order_by("-decided_at", "-id"))


def agencies_by_record(run: LinkRun, pairs: Iterable[ReviewPair]) -> dict[str, str]:
    """Return which agency (its key) each record of some pairs is from; nothing else of the records is read."""
    wanted = sorted({end for pair in pairs for end in pair.record_ids})
    return dict(linked_records_of(run).filter(pl.col("record_id").is_in(wanted)).select("record_id", "agency").iter_rows())


def records_of_pair(run: LinkRun, pair: ReviewPair) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return both records (RECORD) as they stood when the run began. Read them for a person through `actions.open_pair`."""
    found = linked_records_of(run).filter(pl.col("record_id").is_in(list(pair.record_ids)))
    rows = {row["record_id"]: row for row in found.iter_rows(named=True)}
    one, other = pair.record_ids
    return rows[one], rows[other]
