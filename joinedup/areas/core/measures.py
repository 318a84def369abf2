"""The measures that ship, read once from the packaged tables."""

import csv
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import polars as pl

from joinedup.areas.core.indicators import MEASURE_VALUE, Kind, Measure
from joinedup.areas.core.register import TABLES, load_register

#: Periods as printed, where they are not the year they end in: how the year before the last two digits is written.
PERIODS = {"suspensions": "{before}/{end:02d}", "hospital-alcohol": "{three}/{two:02d} to {before}/{end:02d}"}


@lru_cache(maxsize=1)
def load_measures() -> Mapping[str, Measure]:
    """Return the measures by key, in the order of the table."""
    table = tomllib.loads(files(TABLES).joinpath("measures.toml").read_text(encoding="utf-8"))
    return {one["key"]: _measure(one, table["sources"]) for one in table["measure"]}


@lru_cache(maxsize=1)
def load_values() -> pl.DataFrame:
    """Return the packaged figures as MEASURE_VALUE, by measure, year and area."""
    lines = files(TABLES).joinpath("values.csv").read_text(encoding="utf-8").splitlines()
    reader = csv.reader(line for line in lines if not line.startswith("#"))
    _, _, *years = next(reader)
    rows = [
        (area, int(year), _period(key, int(year)), key, *read_figure(text))
        for key, area, *figures in reader
        for year, text in zip(years, figures, strict=True)
        if text
    ]
    columns = ["area", "year", "period", "measure", "value", "flag"]
    frame = pl.DataFrame(rows, schema={name: MEASURE_VALUE[name] for name in columns}, orient="row")
    sources = {key: measure.source for key, measure in load_measures().items()}
    frame = frame.with_columns(pl.col("measure").replace_strict(sources, return_dtype=pl.String).alias("source"))
    return counted_among(frame, {one.code: one.children for one in load_register()}).sort("measure", "year", "area")


def counted_among(values: pl.DataFrame, children: Mapping[str, int | None]) -> pl.DataFrame:
    """Fill `out_of`: the children of the area, or what another measure of the same year makes of them. Null where not known.

    Where the publisher gives no number the measure was counted among, it is worked out: the children of mid-2024 times the rate
    that says how many there were. Every year stands on the same count of children, which moves the limits by little.
    """
    frame = values.drop("out_of", strict=False).with_columns(
        pl.col("area").replace_strict(dict(children), default=None, return_dtype=pl.Float64).alias("children")
    )
    measures = load_measures()
    bases = {measure.base for measure in measures.values()} - {"children"}
    for base in sorted(bases):
        told = frame.filter(pl.col("measure") == base)
        number = (
            pl.col("value") if measures[base].kind is Kind.COUNT else pl.col("value") * pl.col("children") / measures[base].scale
        )
        frame = frame.join(told.select("area", "year", number.alias(base)), on=["area", "year"], how="left")
    numbers = [
        pl.when(pl.col("measure") == key).then(pl.col(measure.base) * measure.base_share)
        for key, measure in measures.items()
        if measure.kind is not Kind.COUNT
    ]
    return frame.with_columns(pl.coalesce(numbers).alias("out_of")).select(*MEASURE_VALUE)


def read_figure(text: str) -> tuple[float | None, str | None]:
    """Return a figure, or null and the publisher's mark in its place."""
    try:
        return float(text), None
    except ValueError:
        return None, text


def _period(key: str, year: int) -> str:
    form = PERIODS.get(key, "{year}")
    return form.format(year=year, before=year - 1, end=year % 100, three=year - 3, two=(year - 2) % 100)


def _measure(row: Mapping[str, Any], sources: Mapping[str, Mapping[str, str]]) -> Measure:
    source = sources[row["source"]]
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Measure(**(told | {"kind": Kind(row["kind"]), "source": source["title"], "licence": source["licence"]}))
