"""Candidate pairs scored with Splink on DuckDB, with the model's fixed weights."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb
import polars as pl
import pyarrow as pa
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from joinedup.linkage.core.model import Comparison, Level, Model, splink_settings

#: Columns of the frame `score` returns, besides for each comparison `level_<name>` (counted from the last level: 0 = else, -1 = not
#: comparable) and, where rarer values count for more, `rarity_<name>` (bits added for it).
SCORED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {"idx_l": pl.Int32, "idx_r": pl.Int32, "weight": pl.Float64}


#: Records' worth of belief that a name is as common as the model takes it to be, before these records' own names are counted:
#: in a small inspection every name would look common.
BELIEF: Final = 2000


#: Pairs scored at a time, so that memory does not grow with their number. Each time costs a second of its own for a million
#: records; twice as many at a time take half a gigabyte more.
CHUNK: Final = 2_000_000


def score(frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, floor: float | None = None) -> pl.DataFrame:
    """Return the pairs, sorted, with their weight in bits, prior included, and the level each comparison reached.

    Pairs below `floor` are left out, where one is given.
    """
    return score_counted(counted(frame, model), pairs, model, frame.height, floor)


def counted(frame: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Return what the model compares, with `tf_<column>`, how common a record's value is, where rarer values count for more."""
    compared = sorted({column for each in model.comparisons for column in each.columns})
    rarer = [_frequency(level) for each in model.comparisons for level in each.levels if level.column]
    return frame.select("idx", *compared, *rarer)


def score_counted(frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, records: int, floor: float | None) -> pl.DataFrame:
    """Score pairs of a `counted` frame out of so many `records`; the frame need hold only the records these pairs are of."""
    if pairs.is_empty():
        return no_scores(model)
    people = frame.to_arrow()
    with _quiet():
        parts = [_score_chunk(people, chunk, model, records, floor) for chunk in pairs.iter_slices(CHUNK)]
    return pl.concat(parts).sort("idx_l", "idx_r")


def _score_chunk(people: pa.Table, pairs: pl.DataFrame, model: Model, records: int, floor: float | None) -> pl.DataFrame:
    with duckdb.connect(":memory:") as connection:
        api = DuckDBAPI(connection=connection)
        table = api.register(people, dataset_display_name="people")
        blocked = api.register(_blocked(pairs), dataset_display_name="pairs")
        # What Splink would check here is fixed by the model and takes a third of a small run: a test asks it once.
        linker = Linker(table, splink_settings(model, records), log_level=None, validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(blocked)
        scored = linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
        return _tidy(connection.table(scored.physical_name), model)


def _frequency(level: Level) -> pl.Expr:
    """The share of records that hold a record's value, under the name Splink looks for."""
    value = pl.col(level.column or "")
    share = (pl.len().over(value) + BELIEF * (level.often or 0.0)) / (value.count() + BELIEF)
    return pl.when(value.is_not_null()).then(share).alias(f"tf_{level.column}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what Splink and its SQL writer say of every query out of the log; put their levels back afterwards."""
    loggers = [logging.getLogger(name) for name in ("splink", "sqlglot")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.ERROR)
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _blocked(pairs: pl.DataFrame) -> pa.Table:
    """The shape Splink keeps blocked pairs in."""
    return pairs.select(match_key=pl.lit("0"), join_key_l="idx_l", join_key_r="idx_r").to_arrow()


def _tidy(found: duckdb.DuckDBPyRelation, model: Model) -> pl.DataFrame:
    """Take only what is wanted out of DuckDB: Splink's table also repeats every column compared."""
    levels = {f"gamma_{each.name}": f"level_{each.name}" for each in model.comparisons}
    rarities = {f"mw_tf_adj_{each.name}": f"rarity_{each.name}" for each in _rarer(model)}
    wanted: pl.DataFrame = found.select(
        *(duckdb.ColumnExpression(name) for name in ("idx_l", "idx_r", "match_weight", *levels, *rarities))
    ).pl()
    return wanted.select(
        pl.col("idx_l", "idx_r").cast(pl.Int32),
        pl.col("match_weight").round(6).alias("weight"),
        *(pl.col(name).cast(pl.Int8).alias(to) for name, to in levels.items()),
        *(pl.col(name).cast(pl.Float64).alias(to) for name, to in rarities.items()),
    )


def _rarer(model: Model) -> list[Comparison]:
    return [each for each in model.comparisons if any(level.column for level in each.levels)]


def no_scores(model: Model) -> pl.DataFrame:
    """Return the frame `score` returns, without a pair."""
    levels = {f"level_{each.name}": pl.Int8 for each in model.comparisons}
    return pl.DataFrame(schema=SCORED | levels | {f"rarity_{each.name}": pl.Float64 for each in _rarer(model)})
