"""The pairs of a run a person decides about, one by one: where each stands, what was said of it, and what agencies wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from joinedup.linkage.core.review import for_review
from joinedup.linkage.core.waterfall import EVIDENCE
from joinedup.linkage.enums import Decision
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.queries import linked_records_of, memberships_of, pair_id, pairs_of
from joinedup.linkage.reviews.quality import drawn_of
from joinedup.linkage.reviews.standing import NOTHING_SAID, PairStanding, standings_of
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.records.shape import conform, empty
from joinedup.vault.files import read

_ENDS = ["record_id_l", "record_id_r"]


@dataclass(frozen=True)
class ReviewPair:
    """One pair left to a person, drawn to be checked, or decided by one.

    `id`: `queries.pair_id`; `would_join`: as in `core.review.REVIEW`; `weight` in bits; `outcome` as in PAIR.
    """

    id: str
    record_ids: tuple[str, str]
    probability: float
    reason: str  # of the guard; "" where the score alone decided
    would_join: int
    weight: float = 0.0
    outcome: str = "review"
    standing: PairStanding = field(default=NOTHING_SAID)

    @property
    def decision(self) -> Decision | None:
        """The decision that stands; None before the first, and while two people differ."""
        return Decision(self.standing.stands.decision) if self.standing.stands else None

    @property
    def spoken_of(self) -> bool:
        """Whether a decision about it counts, though two may differ."""
        return self.standing.first is not None


@dataclass(frozen=True)
class Review:
    """Everything a run asks of people. `doubtful`: as `pairs_to_decide`; `drawn`: to check the links by, in the order to look."""

    doubtful: list[ReviewPair]
    drawn: list[ReviewPair]

    def find(self, name: str) -> ReviewPair | None:
        """Return a pair by its id; None where the run asks nothing about such a pair."""
        return next((pair for pair in (*self.doubtful, *self.drawn) if pair.id == name), None)


def review_of(run: LinkRun) -> Review:
    """Return everything a run asks of people, with how each pair stands. Raises RunUnfinished."""
    pairs, standings = pairs_of(run), standings_of(run.inspection)
    waiting = for_review(pairs, memberships_of(run))
    spoken = [(each.said[0].record_id_l, each.said[0].record_id_r) for each in standings.values()]
    ends = pl.DataFrame(spoken, schema=dict.fromkeys(_ENDS, pl.String), orient="row")
    drawn = drawn_of(run).select(_ENDS).join(pairs, on=_ENDS, how="left", maintain_order="left")
    asked = drawn.join(waiting.select(*_ENDS, "would_join"), on=_ENDS, how="left", maintain_order="left")
    decided = pairs.join(ends, on=_ENDS, how="semi").join(waiting, on=_ENDS, how="anti").join(drawn, on=_ENDS, how="anti")
    rows = [*waiting.iter_rows(named=True), *decided.iter_rows(named=True)]
    return Review([_pair(row, standings) for row in rows], [_pair(row, standings) for row in asked.iter_rows(named=True)])


def pairs_to_decide(run: LinkRun) -> list[ReviewPair]:
    """Return the pairs left to a person, those first that would change most, then those decided before this run.

    A decided pair is no longer left to anyone in the next run; it stays here so that it can be decided again, as one does whose
    decision was taken back. Raises RunUnfinished.
    """
    return review_of(run).doubtful


def _pair(row: dict[str, Any], standings: dict[str, PairStanding]) -> ReviewPair:
    ends = (row["record_id_l"], row["record_id_r"])
    name = pair_id(*ends)
    return ReviewPair(
        id=name,
        record_ids=ends,
        probability=row["probability"],
        reason=row["reason"],
        would_join=row.get("would_join") or 0,
        weight=row["weight"],
        outcome=row["outcome"],
        standing=standings.get(name, NOTHING_SAID),
    )


def evidence_of(run: LinkRun, pair: ReviewPair) -> pl.DataFrame:
    """Return the steps of a pair's weight (EVIDENCE), in their order; none where the run kept none of it."""
    if run.evidence is None:
        return empty(EVIDENCE)
    one, other = pair.record_ids
    every = conform(from_parquet(read(run.evidence)), EVIDENCE)
    return every.filter((pl.col("record_id_l") == one) & (pl.col("record_id_r") == other)).sort("place")


def said_of(person: Person, pair: ReviewPair, run: LinkRun) -> list[LinkDecision]:
    """Return every decision about a pair as far as a person may see them, the latest first, those taken back too."""
    made = LinkDecision.objects.all().visible_to(person).filter(inspection=run.inspection, pair_id=pair.id)
    return list(made.select_related("decided_by", "withdrawal__withdrawn_by", "run").order_by("-decided_at", "-id"))


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
