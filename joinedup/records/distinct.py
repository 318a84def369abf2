"""Work done once per distinct value of a column: lists repeat their days, codes, teams and postcodes thousands of times."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

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


#: A shorter column is read row by row: counting its different texts would cost as much as it saves.
_SHORT: Final = 2_000
#: Above this share of different texts the column is read row by row.
_SHARE: Final = 0.3


@dataclass(frozen=True)
class Distinct:
    """A column as its different texts and, row by row, the place of each row's text among them (null where the row has none)."""

    texts: pl.Series
    places: pl.Series

    def spread(self, values: pl.Series) -> pl.Series:
        """Return a value for each row from one for each different text; null where the row has no text."""
        return values.gather(self.places)

    def filter(self, rows: pl.Series) -> "Distinct":
        """Return the same for the rows where `rows` is true."""
        return Distinct(self.texts, self.places.filter(rows))


def distinct(texts: pl.Series) -> Distinct | None:
    """Return the different texts of a column, None where they repeat too seldom for it to be worth while."""
    if len(texts) < _SHORT or texts.to_frame("text").select(pl.col("text").approx_n_unique()).item() > _SHARE * len(texts):
        return None
    different = texts.unique().drop_nulls()
    return Distinct(different, texts.cast(pl.Enum(different)).to_physical())
