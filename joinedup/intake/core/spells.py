"""Rows that together are one span → on the row it begins, that it does, and when it ends."""

from collections.abc import Mapping

import polars as pl

from joinedup.intake.core.returns import Spell
from joinedup.intake.core.sheets import ROW
from joinedup.records.dates import read_moments


def fill_in(frame: pl.DataFrame, places: Mapping[str, str], spell: Spell) -> pl.DataFrame:
    """Return the rows with two text columns more, named as the spell's `first` (Yes or No) and `last`.

    `places` says in which column of `frame` each column key stands. A row that stands twice counts once; a row without a child or
    a start that can be read is no part of any spell, and a row that ends before it starts ends nothing.
    """
    child, start, end, begins = (places[key] for key in (spell.child, spell.start, spell.end, spell.begins))
    rows = frame.select(ROW, pl.col(child).alias("child"), pl.col(end).alias("end"), pl.col(begins).alias("begins"))
    rows = rows.with_columns(starts=_days(frame[start], "earliest"), ends=_days(frame[end], "latest"))
    once = rows.filter(frame.select(pl.struct(pl.exclude(ROW)).is_first_distinct().alias("once"))["once"])
    known = once.drop_nulls(["child", "starts"]).sort("child", "starts", ROW)
    before = pl.col("ends").shift(1).over("child")
    new = (
        (pl.int_range(pl.len()).over("child") == 0)
        | pl.col("begins").str.to_uppercase().is_in(list(spell.codes)).fill_null(False)
        | (before < pl.col("starts")).fill_null(False)
    )
    known = known.with_columns(new.alias("new")).with_columns(pl.col("new").cum_sum().alias("spell"))
    lasts = known.group_by("spell").agg(pl.col("end").last().alias(spell.last))
    filled = known.join(lasts, on="spell").select(
        ROW, pl.when("new").then(pl.lit("Yes")).otherwise(pl.lit("No")).alias(spell.first), pl.when("new").then(spell.last)
    )
    return _with_repeats(frame, filled, spell)


def _with_repeats(frame: pl.DataFrame, filled: pl.DataFrame, spell: Spell) -> pl.DataFrame:
    """Give a row that stands again what its first has, so that it is still seen to be the same row."""
    raw = [name for name in frame.columns if name != ROW]
    first = frame.select(pl.col(ROW), pl.col(ROW).first().over(raw).alias("#first"))
    found = first.join(filled, left_on="#first", right_on=ROW, how="left", maintain_order="left")
    return frame.with_columns(found[spell.first], found[spell.last])


def _days(texts: pl.Series, bound: str) -> pl.Series:
    return read_moments(texts)[bound].dt.convert_time_zone("Europe/London").dt.date()
