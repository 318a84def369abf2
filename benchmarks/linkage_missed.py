"""What a link run did not find: the true pairs it never looked at, and those it missed, by what was wrong with a record.

A true pair is two records of one person. A tag of the truth (column `tags`, a space between) names what is wrong with a record.
"""

import polars as pl

from joinedup.linkage.core.blocking import Key, candidate_pairs
from joinedup.linkage.core.engine import Done, OneMachine
from joinedup.linkage.core.lists import Lists
from joinedup.linkage.core.model import Model


class Watched(OneMachine):
    """The engine of one machine, which keeps the pairs it looked at."""

    def __init__(self) -> None:
        self.looked_at: list[pl.DataFrame] = []

    def compare(self, frame: pl.DataFrame, keys: tuple[Key, ...], model: Model, floor: float | None, done: Done) -> pl.DataFrame:
        """See Engine."""
        pairs = candidate_pairs(frame, keys)
        done("candidates")
        return self.score(frame, pairs, model, floor)

    def score(self, frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, floor: float | None) -> pl.DataFrame:
        """See Engine. What is scored without a floor only teaches weights."""
        if floor is not None:
            self.looked_at.append(pairs)
        return super().score(frame, pairs, model, floor)


def never_looked_at(lists: Lists, truth: pl.DataFrame, looked_at: list[pl.DataFrame]) -> float:
    """Return the share of true pairs of records among none of the pairs (idx_l, idx_r) looked at."""
    of = truth.join(lists.rows, on=["list", "record_id"]).select("person_id", record_id="of").unique()
    placed = lists.records.sort("list", "record_id").select("record_id", idx=pl.int_range(pl.len(), dtype=pl.Int32))
    true = _pairs(placed.join(of, on="record_id", how="left", maintain_order="left"), "person_id", "idx")
    return true.join(pl.concat(looked_at), on=["idx_l", "idx_r"], how="anti").height / true.height


def missed_by_tag(links: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float]:
    """Return for each tag the share of true pairs, one record of which has it, that are not one person in the links."""
    rows = links.join(truth, on=["list", "record_id"]).with_row_index("idx")
    true = _pairs(rows, "person_id", "idx")
    tags = rows.select("idx", tag=pl.col("tags").fill_null("").str.split(" ")).explode("tag").filter(pl.col("tag") != "")
    child = rows["child_id"]
    judged = true.with_columns(missed=child.gather(true["idx_l"]) != child.gather(true["idx_r"]))
    sides = [
        judged.join(tags, left_on=side, right_on="idx").select("idx_l", "idx_r", "tag", "missed") for side in ("idx_l", "idx_r")
    ]
    shares = pl.concat(sides).unique().group_by("tag").agg(pl.mean("missed")).sort("missed", "tag", descending=[True, False])
    return {tag: round(share, 3) for tag, share in shares.iter_rows()}


def _pairs(frame: pl.DataFrame, by: str, idx: str) -> pl.DataFrame:
    """Every two rows with one value of `by`, as idx_l < idx_r."""
    both = frame.drop_nulls(by).select(by, idx_l=idx)
    return both.join(both.select(by, idx_r="idx_l"), on=by).filter(pl.col("idx_l") < pl.col("idx_r")).select("idx_l", "idx_r")
