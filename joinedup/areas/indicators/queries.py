"""Reading published measures: the tables that stand, and their figures as one frame."""

from functools import lru_cache
from hashlib import sha256
from uuid import UUID

import polars as pl
from django.db.models import OuterRef, QuerySet, Subquery

from joinedup.areas.core.indicators import MEASURE_VALUE
from joinedup.areas.core.measures import counted_among
from joinedup.areas.indicators.models import MeasureTable
from joinedup.areas.register.models import AreaFacts


def standing_tables(*, made_up: bool) -> QuerySet[MeasureTable]:
    """Return the latest version of each table."""
    same = MeasureTable.objects.filter(measure=OuterRef("measure"), year=OuterRef("year"), made_up=made_up).order_by("-version")
    return MeasureTable.objects.filter(made_up=made_up, pk=Subquery(same.values("pk")[:1]))


def measure_values(*, made_up: bool, until: int | None = None) -> pl.DataFrame:
    """Return the figures that stand as MEASURE_VALUE, of the years up to `until` where one is given.

    Built once in a process for the same tables and the same numbers of children: both only ever change by a new row.
    """
    tables = standing_tables(made_up=made_up)
    if until is not None:
        tables = tables.filter(year__lte=until)
    children = AreaFacts.objects.filter(area__made_up=made_up).order_by("area__code").values_list("area__code", "children")
    return _frame(tuple(tables.values_list("pk", flat=True)), tuple(children))


def tables_hash(*, made_up: bool) -> str:
    """Return one hash over every table that stands: what a choice quotes to say from which figures it was made."""
    hashes = standing_tables(made_up=made_up).order_by("measure", "year").values_list("sha256", flat=True)
    return sha256("|".join(hashes).encode()).hexdigest()


@lru_cache(maxsize=8)
def _frame(keys: tuple[UUID, ...], children: tuple[tuple[str, int | None], ...]) -> pl.DataFrame:
    rows = [
        (area, table.year, table.period, table.measure, *_read(figure), table.source)
        for table in MeasureTable.objects.filter(pk__in=keys).order_by("measure", "year")
        for area, figure in sorted(table.values.items())
    ]
    columns = [name for name in MEASURE_VALUE if name != "out_of"]
    frame = pl.DataFrame(rows, schema={name: MEASURE_VALUE[name] for name in columns}, orient="row")
    return counted_among(frame, dict(children))


def _read(figure: float | str) -> tuple[float | None, str | None]:
    return (None, figure) if isinstance(figure, str) else (float(figure), None)
