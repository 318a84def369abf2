"""Chronologies by number: judging joins and sorts, which costs less on whole numbers than on ids of many letters.

A child's number is its place among the children, an event's its row. What is equal otherwise stands in the chronology's order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.records.kinds import event_kinds

_READ: Final = ("kind", "sector", "attributes", "start_earliest", "start_latest", "end_earliest", "end_latest", "list")
#: What an event is known by here; `child_id` and `event_id` are numbers.
NUMBERED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.UInt32,
    "event_id": pl.UInt32,
    **{name: CHRONOLOGY[name] for name in _READ},
}


@dataclass(frozen=True)
class Numbered:
    """Events that count, by kind (NUMBERED), and what their numbers stand for."""

    kinds: dict[str, pl.DataFrame]
    children: pl.Series
    events: pl.DataFrame

    def of(self, kind: str) -> pl.DataFrame:
        """Return the events of a kind: none where there are none."""
        return self.kinds[kind] if kind in self.kinds else pl.DataFrame(schema=NUMBERED)

    def named(self, frame: pl.DataFrame, *events: str) -> pl.DataFrame:
        """Return a frame with ids again instead of numbers, in `child_id` and the columns of events named."""
        ids = self.events["event_id"]
        return frame.with_columns(
            self.children.gather(frame["child_id"]), *[ids.gather(frame[name]).alias(name) for name in events]
        )


def numbered(events: pl.DataFrame, asked: Collection[str]) -> Numbered:
    """Return the events of the kinds asked for that count: the child's own, and adults' of kinds that are about adults."""
    number, children = children_by_number(events)
    told = events.lazy().select(pl.lit(number).alias("child_id"), pl.row_index("event_id"), *_READ, counting(asked).alias("counts"))
    held = told.filter("counts").drop("counts").collect()
    return Numbered({str(kind): frame for (kind,), frame in held.partition_by("kind", as_dict=True).items()}, children, events)


def children_by_number(events: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Return the number of each row's child, and the children's ids by number."""
    child = events["child_id"]
    if child.is_sorted():
        return child.rle_id(), child.unique(maintain_order=True)
    ids = child.unique().sort()
    return child.to_frame().join(ids.to_frame().with_row_index("n"), on="child_id", how="left", maintain_order="left")["n"], ids


def counting(asked: Collection[str]) -> pl.Expr:
    """Say whether an event counts: of the kinds asked for, and the child's own, or of a kind that is about adults."""
    adult = [kind for kind, what in event_kinds().items() if what.adult]
    return pl.col("kind").is_in(list(asked)) & (pl.col("via").is_null() | pl.col("kind").is_in(adult))
