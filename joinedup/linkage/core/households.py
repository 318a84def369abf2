"""Families that moved: two addresses are one household's where records that surely are one person give both."""

from typing import Final

import polars as pl

from joinedup.linkage.core.comparables import CROWD
from joinedup.linkage.core.unions import Unions

#: A household seen at more addresses than this is several households run together by chance.
MOST_HOMES: Final = 4


def households(frame: pl.DataFrame, sure: pl.DataFrame) -> pl.Series:
    """Return each record's household, in the order of `frame`: a number shared by the addresses of people surely the same.

    `sure` holds pairs (idx_l, idx_r) safe enough to learn a move from. Null where the record has no address, nobody at it
    is seen elsewhere, or the trail of addresses grows too long to be one family's.
    """
    homes = frame.select("home").drop_nulls().unique().sort("home").with_row_index("number")
    at = frame.select("idx", "home").join(homes, on="home", how="left", maintain_order="left")
    unions = Unions(homes.height)
    for one, other in _moves(at, sure).iter_rows():
        unions.join(one, other)
    grouped = homes.with_columns(pl.Series("household", unions.groups(), dtype=pl.Int64))
    placed = at.join(grouped.select("number", "household"), on="number", how="left", maintain_order="left")
    homes_seen, people_seen = pl.col("number").n_unique().over("household"), pl.len().over("household")
    fits = homes_seen.is_between(2, MOST_HOMES) & (people_seen <= CROWD)
    return placed.select(pl.when(pl.col("household").is_not_null() & fits).then("household").alias("household")).to_series()


def _moves(at: pl.DataFrame, sure: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of addresses that sure pairs connect, each once, sorted."""
    left = sure.select("idx_l", "idx_r").join(at.select(idx_l="idx", one="number"), on="idx_l")
    both = left.join(at.select(idx_r="idx", other="number"), on="idx_r").drop_nulls()
    moved = both.filter(pl.col("one") != pl.col("other"))
    return (
        moved.select(pl.min_horizontal("one", "other").alias("low"), pl.max_horizontal("one", "other").alias("high"))
        .unique()
        .sort("low", "high")
    )
