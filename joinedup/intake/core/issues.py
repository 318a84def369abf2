"""Issues: each problem of a list as one row of a frame, with the cell it is in and a plain sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.intake.core.rules import Severity, rules
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table

#: One problem. `row` is null for a whole column or sheet, `column` is the header as in the file (as asked for where it is missing),
#: `value` the cell as written, null where it is empty.
ISSUE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "file": pl.String,
    "list": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
    "column": pl.String,
    "value": pl.String,
    "severity": pl.String,
    "rule": pl.String,
    "sentence": pl.String,
}


@dataclass(frozen=True)
class Where:
    """The list an issue is in: file, list id and sheet, as far as they are known."""

    file: str
    list: str | None = None
    sheet: str | None = None


class Findings:
    """Gathers the issues of one table, and which of its rows are stopped altogether."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.frames: list[pl.DataFrame] = []
        self.stopped = pl.repeat(False, len(table), dtype=pl.Boolean, eager=True)

    def at_cells(self, rule: str, where: pl.Series, key: str, severity: Severity | None = None, **words: str) -> None:
        """Add an issue for each row `where` is true (null counts as false), in the column of that key."""
        if not where.any():
            return
        table = self.table
        rows = table.text.filter(where)
        header = table.headers.get(key, table.column(key).header)
        cells = rows.select(
            pl.col(ROW).alias("row"),
            pl.lit(header).alias("column"),
            (pl.col(key) if key in table.headers else pl.lit(None, dtype=pl.String)).alias("value"),
        )
        self.frames.append(_complete(cells, table, rule, severity, column=header, **words))

    def at_texts(self, rule: str, where: pl.Series, key: str, texts: pl.Series, severity: Severity | None = None) -> None:
        """Add an issue for each row `where` is true whose cell says more than was read: `texts` are the cells as written."""
        if not where.any():
            return
        header = self.table.headers[key]
        rows = pl.DataFrame({"row": self.table.text[ROW].filter(where), "value": texts.filter(where)})
        cells = rows.with_columns(pl.lit(header).alias("column"))
        self.frames.append(_complete(cells, self.table, rule, severity, column=header))

    def at_rows(self, rule: str, where: pl.Series, **words: str) -> None:
        """Add an issue for each row `where` is true that is about the row as a whole."""
        if where.any():
            rows = self.table.text.filter(where).select(pl.col(ROW).alias("row"))
            self.frames.append(_complete(rows, self.table, rule, None, **words))

    def at_column(self, rule: str, header: str, severity: Severity | None = None, **words: str) -> None:
        """Add one issue for a whole column."""
        cell = pl.DataFrame({"column": [header]})
        self.frames.append(_complete(cell, self.table, rule, severity, column=header, **words))

    def stop(self, where: pl.Series) -> None:
        """Stop the rows where `where` is true: nothing is made of them."""
        self.stopped = self.stopped | where.fill_null(False)

    def frame(self) -> pl.DataFrame:
        """Return every issue so far, in the order of the rows."""
        return in_order(self.frames)


def _complete(cells: pl.DataFrame, table: Table, rule: str, severity: Severity | None, **words: str) -> pl.DataFrame:
    return complete(cells, Where(table.origin.file, table.spec.id, table.sheet), rule, severity, **words)


def complete(cells: pl.DataFrame, where: Where, rule: str, severity: Severity | None = None, **words: str) -> pl.DataFrame:
    """Return issues of one rule from the cells they are in (any of row, column, value)."""
    facts = {
        "file": where.file,
        "list": where.list,
        "sheet": where.sheet,
        "severity": severity or rules()[rule].severity,
        "rule": rule,
        "sentence": rules()[rule].sentence.format(sheet=where.sheet or "", **words),
    }
    given = set(cells.columns)
    return cells.select(
        (pl.col(name) if name in given else pl.lit(facts.get(name))).cast(kind).alias(name) for name, kind in ISSUE.items()
    )


def in_order(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return the issues of several frames as one: those of whole sheets and columns first, then row by row."""
    held = [frame for frame in frames if frame.height]
    if not held:
        return pl.DataFrame(schema=ISSUE)
    return pl.concat(held).sort("file", "list", "sheet", "row", nulls_last=False, maintain_order=True)
