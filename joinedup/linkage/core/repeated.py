"""Work done once per distinct value of a column: values repeat, and reading one is slow."""

from collections.abc import Callable
from typing import Any

import polars as pl

DataType = pl.DataType | type[pl.DataType]


def made_of_distinct(values: pl.Series, make: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Return, row for row, what `make` makes of the distinct values; null stays null.

    `make` is given the distinct values, in no order, and returns as many of its own.
    """
    distinct = values.drop_nulls().unique()
    table = pl.DataFrame({"value": distinct, "made": make(distinct)})
    return values.to_frame("value").join(table, on="value", how="left", maintain_order="left")["made"].alias(values.name)


def applied(values: pl.Series, maker: Callable[[str], Any], kind: DataType) -> pl.Series:
    """Return, row for row, what a Python function makes of the texts, asked once per distinct text; null stays null."""
    return made_of_distinct(values, lambda distinct: pl.Series([maker(value) for value in distinct], dtype=kind))
