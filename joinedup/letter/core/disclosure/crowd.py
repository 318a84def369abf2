"""The children of the lists as a crowd: how many of them could be the one a text describes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

#: Fewer than this many may be told apart (the usual bound of published statistics on children).
FEW: Final = 10

#: One row a child: years of age, sex, the kinds of event dated about them.
CROWD: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "age": pl.Int64,
    "sex": pl.String,
    "kinds": pl.List(pl.String),
}


@dataclass(frozen=True)
class Description:
    """What a text says of one child, as lists could say it; what it does not say is empty."""

    ages: frozenset[int] = frozenset()
    sex: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def parts(self) -> int:
        """Return how many different things it says."""
        return bool(self.ages) + bool(self.sex) + len(self.kinds)


def how_many(crowd: pl.DataFrame, said: Description) -> int | None:
    """Return how many children of the lists the description fits; none (null) where there are no lists to ask.

    A child whose age or sex the lists do not hold may be meant, and counts. `crowd` is CROWD.
    """
    if crowd.is_empty():
        return None
    fits = pl.lit(True)
    if said.ages:
        fits = fits & pl.col("age").is_in(sorted(said.ages)).fill_null(True)
    if said.sex:
        fits = fits & (pl.col("sex") == said.sex).fill_null(True)
    for kind in sorted(said.kinds):
        fits = fits & pl.col("kinds").list.contains(kind).fill_null(False)
    return int(crowd.select(fits.sum()).item())


def crowd_of(records: pl.DataFrame, events: pl.DataFrame, memberships: pl.DataFrame, on: date) -> pl.DataFrame:
    """Return the children (CROWD) of records (RECORD) and events (EVENT) on a day, by the people of a link run (MEMBERSHIP).

    Without a run each record is a person: then too many are counted rather than too few, which the caller says.
    """
    person = memberships.select("record_id", "child_id")
    known = records.select("record_id", "sex", "dob_earliest").join(person, on="record_id", how="left")
    known = known.with_columns(pl.coalesce("child_id", "record_id").alias("child_id"))
    kinds = events.select("record_id", "kind").unique().join(known.select("record_id", "child_id"), on="record_id")
    told = kinds.group_by("child_id").agg(pl.col("kind").unique().alias("kinds"))
    people = known.group_by("child_id").agg(pl.col("sex").drop_nulls().first(), pl.col("dob_earliest").drop_nulls().first())
    aged = people.with_columns(_years(on).alias("age")).filter((pl.col("age") < 18).fill_null(True))
    full = aged.join(told, on="child_id", how="left").with_columns(pl.col("kinds").fill_null(pl.lit([], dtype=pl.List(pl.String))))
    return full.select(pl.col(name).cast(kind) for name, kind in CROWD.items())


def describe(ages: Iterable[int], sexes: Iterable[str], kinds: Iterable[str]) -> Description:
    """Return a description; two sexes in one text say nothing of the sex of one child."""
    known = set(sexes)
    return Description(frozenset(ages), known.pop() if len(known) == 1 else "", frozenset(kinds))


def _years(on: date) -> pl.Expr:
    born = pl.col("dob_earliest")
    before = (pl.lit(on.month) < born.dt.month()) | ((pl.lit(on.month) == born.dt.month()) & (pl.lit(on.day) < born.dt.day()))
    return pl.lit(on.year) - born.dt.year() - before.cast(pl.Int32)
