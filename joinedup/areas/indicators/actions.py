"""The only writers of published measures."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import polars as pl
from django.db import transaction

from joinedup.areas.core.measures import load_measures, load_values
from joinedup.areas.indicators.models import MeasureTable
from joinedup.areas.indicators.queries import standing_tables
from joinedup.areas.rules import RegisterRefused, check_can_keep_register
from joinedup.audit.actions import record
from joinedup.people.models import Person


@transaction.atomic
def load_measure_values(*, by: Person | None, values: pl.DataFrame, licence: str, made_up: bool = False) -> int:
    """Take in figures (MEASURE_VALUE rows); return how many tables are new or revised.

    Areas a file does not name keep the figure they had. A table that says nothing new is not written again.
    Raises RegisterRefused, also for a measure that is not one of the register's.
    """
    check_can_keep_register(by)
    unknown = set(values["measure"].unique()) - set(load_measures())
    if unknown:
        raise RegisterRefused(f"{', '.join(sorted(unknown))}: no measure of the register is called that.")
    standing = {(table.measure, table.year): table for table in standing_tables(made_up=made_up)}
    groups = values.sort("measure", "year", "area").group_by("measure", "year", maintain_order=True)
    tables = [_table(by, rows, standing.get((measure, year)), licence, made_up) for (measure, year), rows in groups]
    written = MeasureTable.objects.bulk_create([table for table in tables if table is not None])
    detail = {"tables": len(written), "figures": values.height, "made_up": made_up}
    record(by=by, chain="", action="measures loaded", object_kind="register", object_id="measures", detail=detail)
    return len(written)


def load_published(*, by: Person | None) -> int:
    """Take in the figures that ship with Joinedup; return how many tables are new. Raises RegisterRefused."""
    licence = next(iter(load_measures().values())).licence
    return load_measure_values(by=by, values=load_values(), licence=licence)


def _table(by: Person | None, rows: pl.DataFrame, before: MeasureTable | None, licence: str, made_up: bool) -> MeasureTable | None:
    """Return a new version of a table, or none where nothing in it is new."""
    first = rows.row(0, named=True)
    told = {row["area"]: row["flag"] if row["value"] is None else row["value"] for row in rows.iter_rows(named=True)}
    figures: dict[str, Any] = {**(before.values if before else {}), **told}
    seal = hash_of(figures)
    if before is not None and before.sha256 == seal:
        return None
    about = {name: first[name] for name in ("measure", "year", "period", "source")}
    version = before.version + 1 if before else 1
    return MeasureTable(**about, values=figures, licence=licence, sha256=seal, made_up=made_up, version=version, loaded_by=by)


def hash_of(figures: Mapping[str, Any]) -> str:
    """Return the hash of a table's figures, whatever order they came in."""
    return sha256(json.dumps(figures, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
