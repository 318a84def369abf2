"""Families that moved: two addresses are one household's where records that surely are one person give both."""

from typing import Final

import polars as pl

from joinedup.linkage.core.comparables import CROWD
from joinedup.linkage.core.unions import united

#: A household seen at more addresses than this is several households run together by chance.
MOST_HOMES: Final = 4


def households(frame: pl.DataFrame, sure: pl.DataFrame) -> pl.Series:
    """Return each record's household, in the order of `frame`: a number shared by the addresses of people surely the same.

    `sure` holds pairs (idx_l, idx_r) safe enough to learn a move from. Null where the record has no address, nobody at it
    is seen elsewhere, or the trail of addresses grows too long to be one family's.
    """
    first_there = pl.when(pl.col("home").is_not_null()).then(pl.col("idx").first().over("home"))
    home = frame.select(first_there.cast(pl.Int64)).to_series()
    moves = _moves(home, sure)
    households = pl.Series(united(frame.height, moves["one"].to_numpy(), moves["other"].to_numpy()))
    placed = frame.select("idx", home=home, household=households.gather(home))
    homes_seen, people_seen = (pl.col("home") == pl.col("idx")).sum().over("household"), pl.len().over("household")
    fits = homes_seen.is_between(2, MOST_HOMES) & (people_seen <= CROWD)
    return placed.select(pl.when(pl.col("household").is_not_null() & fits).then("household").alias("household")).to_series()


def _moves(home: pl.Series, sure: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of addresses (one, other) that sure pairs connect, each address known by its first record."""
    both = pl.DataFrame({"one": home.gather(sure["idx_l"]), "other": home.gather(sure["idx_r"])}).drop_nulls()
    return both.filter(pl.col("one") != pl.col("other"))
