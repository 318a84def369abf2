"""Pairs found and scored on Spark, for more records than one machine should hold. Every link is the same as without it.

Spark spreads the work; what is done to a record or a pair is the same code as on one machine, run in Spark's Python workers:
`blocking.keyed` makes the keys, `scoring.score_counted` compares with DuckDB. Spark's own text functions are not used: those
Splink ships for it give other similarities than DuckDB's for about one pair of names in forty.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa

from joinedup.linkage.core.blocking import Key, keyed
from joinedup.linkage.core.engine import Done
from joinedup.linkage.core.model import Model
from joinedup.linkage.core.scoring import counted, no_scores, score_counted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame as SparkFrame
    from pyspark.sql import SparkSession

_KEYED: Final = "number int, most int, key long, idx int, only boolean"

#: Pairs, with both records beside them, that a Python worker scores at a time.
AT_ONCE: Final = 750_000

#: Spark's names of the types of a scored pair.
_NAMES: Final[dict[type[pl.DataType], str]] = {pl.Int32: "int", pl.Int8: "byte", pl.Float64: "double"}

#: Pairs of records of which one may count for a key, once each. A key too many records share finds crowds.
_SHARED: Final = """
    with sized as (select *, count(*) over (partition by number, key) as size from keyed),
         small as (select number, key, idx, only from sized where size between 2 and most)
    select distinct l.idx as idx_l, r.idx as idx_r
    from small l join small r on l.number = r.number and l.key = r.key and l.idx < r.idx
    where l.only or r.only
"""

#: Both records of each pair beside it.
_BESIDE: Final = """
    select pairs.idx_l, pairs.idx_r, struct(l.*) as l, struct(r.*) as r
    from pairs join people l on l.idx = pairs.idx_l join people r on r.idx = pairs.idx_r
"""


class SparkEngine:
    """Finds and scores pairs in a Spark session; gathers on the driver only pairs that reach the floor."""

    def __init__(self, session: "SparkSession") -> None:
        """Work in a session that is running (`spark_session.session`)."""
        self._session = session

    def compare(self, frame: pl.DataFrame, keys: tuple[Key, ...], model: Model, floor: float | None, done: Done) -> pl.DataFrame:
        """See Engine."""
        self._sent(frame).mapInArrow(partial(_keys, keys), _KEYED).createOrReplaceTempView("keyed")
        pairs = self._session.sql(_SHARED).persist()
        pairs.count()
        done("candidates")
        try:
            return self._scored(frame, pairs, model, floor)
        finally:
            pairs.unpersist()

    def score(self, frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, floor: float | None) -> pl.DataFrame:
        """See Engine."""
        if pairs.is_empty():
            return no_scores(model)
        return self._scored(frame, self._sent(pairs), model, floor)

    def _scored(self, frame: pl.DataFrame, pairs: "SparkFrame", model: Model, floor: float | None) -> pl.DataFrame:
        people = counted(frame, model)
        self._sent(people).createOrReplaceTempView("people")
        pairs.createOrReplaceTempView("pairs")
        schema = no_scores(model).schema
        written = ", ".join(f"{name} {_NAMES[type(kind)]}" for name, kind in schema.items())
        scores = partial(_scores, people.schema, model, frame.height, floor)
        found = pl.from_arrow(self._session.sql(_BESIDE).mapInArrow(scores, written).toArrow())
        return pl.DataFrame(found, schema=schema).sort("idx_l", "idx_r")

    def _sent(self, frame: pl.DataFrame) -> "SparkFrame":
        return self._session.createDataFrame(_plain(frame.to_arrow()))


def _plain(table: pa.Table) -> pa.Table:
    """The table with the plain types Spark reads: no large lists or texts."""
    return table.cast(pa.schema([(field.name, _plain_type(field.type)) for field in table.schema]))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_large_list(kind):
        return pa.list_(_plain_type(kind.value_type))
    return pa.string() if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else kind


def _keys(keys: tuple[Key, ...], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Give every record of a part its keys."""
    for batch in batches:
        frame = pl.DataFrame(pl.from_arrow(batch))
        for number, key in enumerate(keys):
            of = (pl.lit(number, pl.Int32).alias("number"), pl.lit(key.most, pl.Int32).alias("most"))
            found = keyed(frame, key).unique().select(*of, "key", "idx", "only")
            yield from _plain(found.to_arrow()).to_batches()


def _scores(
    columns: pl.Schema, model: Model, records: int, floor: float | None, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Score a part's pairs, so many at a time."""
    for table in _gathered(batches):
        both = pl.DataFrame(pl.from_arrow(table))
        people = pl.concat([both[side].struct.unnest() for side in ("l", "r")]).unique("idx").match_to_schema(columns)
        scored = score_counted(people.sort("idx"), both.select("idx_l", "idx_r"), model, records, floor)
        yield from scored.to_arrow().to_batches()


def _gathered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Lay small batches together, up to AT_ONCE rows: each scoring has a cost of its own."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(each.num_rows for each in waiting) >= AT_ONCE:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)
