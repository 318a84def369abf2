"""One own id that stands for two people on the sheets or files of one people list, which no sheet shows by itself."""

from collections.abc import Sequence

import polars as pl

from joinedup.intake.core.checks import birth_days
from joinedup.intake.core.issues import Where, complete
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table


def shared_ids(parts: Sequence[Sequence[Table]]) -> list[list[pl.DataFrame]]:
    """Return, for each part of one people list (a file, or a sheet), issues where its own id is somebody else's in another part.

    Somebody else has another name and a birth date that cannot be the same; where a date is not known, neither name in common.
    The same person in both parts is no issue. Each part is held against the first, which is the one that is read.
    """
    found: list[list[pl.DataFrame]] = [[] for _ in parts]
    tables = [(place, table) for place, part in enumerate(parts) for table in part if table.holding("own_id")]
    if len({place for place, _ in tables}) < 2:
        return found
    people = pl.concat([_people(table, place, number) for number, (place, table) in enumerate(tables)])
    each = people.unique(["own_id", "part"], keep="first", maintain_order=True)
    first = each.unique("own_id", keep="first", maintain_order=True)
    pairs = first.join(each, on="own_id", suffix="_other").filter(pl.col("part") != pl.col("part_other")).filter(_others())
    ends = pl.concat([pairs.select("table", "row"), pairs.select(table="table_other", row="row_other")])
    for number, rows in ends.unique().group_by("table"):
        place, table = tables[int(str(number[0]))]
        found[place].append(_issue(table, rows["row"]))
    return found


def _people(table: Table, part: int, number: int) -> pl.DataFrame:
    key = table.holding("date_of_birth")
    unknown = pl.repeat(None, len(table), dtype=pl.Date, eager=True)
    first, last = birth_days(table, key) if key else (unknown, unknown)
    rows = {"own_id": table.held("own_id"), "row": table.text[ROW], "first": first, "last": last}
    names = {"given": table.held("given_names").str.to_lowercase(), "family": table.held("family_name").str.to_lowercase()}
    frame = pl.DataFrame({**rows, **names}).filter(pl.col("own_id").is_not_null())
    return frame.with_columns(pl.lit(part).alias("part"), pl.lit(number).alias("table"))


def _others() -> pl.Expr:
    """Whether two rows of one own id are about two people."""
    given, family = (pl.col(name) != pl.col(f"{name}_other") for name in ("given", "family"))
    apart = (pl.col("first") > pl.col("last_other")) | (pl.col("last") < pl.col("first_other"))
    unknown = pl.col("first").is_null() | pl.col("first_other").is_null()
    return ((given | family) & apart).fill_null(False) | (given & family & unknown).fill_null(False)


def _issue(table: Table, numbers: pl.Series) -> pl.DataFrame:
    key = table.holding("own_id") or ""
    rows = table.text.filter(pl.col(ROW).is_in(numbers.implode()))
    cells = rows.select(pl.col(ROW).alias("row"), pl.lit(table.headers[key]).alias("column"), pl.col(key).alias("value"))
    return complete(cells, Where(table.origin.file, table.spec.id, table.sheet), "own_id_shared", column=table.headers[key])
