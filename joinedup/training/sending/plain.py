"""Writes the same rows as a careful clerk would: every value in one form, nothing mistyped, missing or in the way."""

from datetime import date, datetime
from pathlib import Path

import polars as pl

from joinedup.method.framework import Column, Framework
from joinedup.training.sending.cells import Cell
from joinedup.training.sending.files import write_rows
from joinedup.training.sending.sheet import Sheet, Value

#: What records hold of a person that may differ from the truth.
TRUE_OF = ("given_names", "middle_names", "family_name", "date_of_birth", "sex", "address", "postcode", "nhs")


def true_records(records: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the agencies' records with what is true of each person; what has no truth yet, an unborn child's name, stays."""
    truth = people.select("person_id", *[pl.col(name).alias(f"true_{name}") for name in TRUE_OF])
    joined = records.join(truth, on="person_id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce(f"true_{name}", name).alias(name) for name in TRUE_OF).select(records.columns)


def write_plain(path: Path, framework: Framework, sheet: Sheet) -> None:
    """Write a sheet as a CSV file with the headers asked for."""
    codes = {codes.id: dict(codes.values) if codes.lettered else {} for codes in framework.code_sets}
    rows = [[_plain(column, value, codes) for column, value in zip(sheet.columns, row, strict=True)] for row in sheet.rows]
    write_rows(path, [[column.header for column in sheet.columns], *rows], "utf-8", ",")


def _plain(column: Column, value: Value, codes: dict[str, dict[str, str]]) -> Cell:
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return f"{moment:%Y-%m-%d %H:%M}" if column.type == "datetime" else f"{moment:%Y-%m-%d}"
    label = codes.get(column.codes, {}).get(str(value)) if column.type == "code" else None
    return value if label is None else f"{value}) {label}"
