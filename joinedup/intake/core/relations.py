"""A relations list's rows → relations between two records of one agency."""

import polars as pl

from joinedup.intake.core.issues import Findings
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.records.ids import event_id
from joinedup.records.shape import RELATION, RELATION_KINDS, conform


def list_relations(findings: Findings) -> pl.DataFrame:
    """Return one relation for each row that says who, to whom and how (RELATION)."""
    table = findings.table
    prefix = pl.lit(f"{table.origin.agency}:")
    rows = pl.DataFrame({"row": table.text[ROW]}).select(
        (prefix + pl.lit(table.held("own_id"))).alias("record_id"),
        (prefix + pl.lit(table.held("other_id"))).alias("other_record_id"),
        pl.lit(_kinds(table)).alias("kind"),
        _day(table, "from_date", "earliest"),
        _day(table, "to_date", "latest"),
        "row",
    )
    return relation_frame(table, rows.filter(~findings.stopped).drop_nulls(["record_id", "other_record_id", "kind"]))


def relation_frame(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """Return RELATION from rows of record_id, other_record_id, kind, from_date, to_date, row."""
    origin, spec, sheet = table.origin, table.spec, table.sheet
    ids = [
        event_id(spec.id, sheet, row, f"{kind}>{other}", origin.submission)
        for row, kind, other in rows.select("row", "kind", "other_record_id").iter_rows()
    ]
    made = rows.with_columns(
        pl.Series("relation_id", ids, dtype=pl.String),
        pl.lit(origin.submission).alias("submission"),
        pl.lit(spec.id).alias("list"),
        pl.lit(sheet, dtype=pl.String).alias("sheet"),
    )
    return conform(made, RELATION)


def _kinds(table: Table) -> pl.Series:
    """Return the kinds of relation. A framework's codes are the kinds themselves; another code is not known to other rooms."""
    values = table.held("relation")
    return values.replace_strict(list(RELATION_KINDS), list(RELATION_KINDS), default=None, return_dtype=pl.String)


def _day(table: Table, holds: str, bound: str) -> pl.Expr:
    key = table.holding(holds)
    if key is None:
        return pl.lit(None, dtype=pl.Date).alias(holds)
    return pl.lit(table.values(key)).struct.field(bound).dt.convert_time_zone("Europe/London").dt.date().alias(holds)
