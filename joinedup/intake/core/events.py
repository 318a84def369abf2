"""An event list's rows → events, by the framework's mapping: which column dates one, which ends it, which say more."""

from collections import Counter
from functools import partial
from typing import Final

import polars as pl

from joinedup.intake.core.issues import Findings
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.method.framework import EventMapping
from joinedup.records.dates import MOMENT, day_moment
from joinedup.records.distinct import made_of_distinct
from joinedup.records.ids import event_ids
from joinedup.records.shape import EVENT, conform, empty

#: What a row says of the person's background goes with its events: it tells whose records find no other, and nothing else.
ETHNICITY: Final = "ethnicity"

_NO_MOMENT: Final = pl.Struct(MOMENT)


def list_events(findings: Findings) -> pl.DataFrame:
    """Return every event the rows make (EVENT), row by row. A row may make several, each stopped only by its own dates."""
    seen: Counter[str] = Counter()
    frames = []
    for mapping in findings.table.spec.events:
        seen[mapping.kind] += 1
        frames.append(_events_of(findings, mapping, seen[mapping.kind]))
    frames = [frame for frame in frames if frame.height]
    return pl.concat(frames).sort("row", maintain_order=True) if frames else empty(EVENT)


def _events_of(findings: Findings, mapping: EventMapping, nth: int) -> pl.DataFrame:
    """Return the events of one mapping; `nth` tells apart mappings of one kind on the same row."""
    table = findings.table
    if mapping.start not in table.cells or table.holding("own_id") is None:
        return empty(EVENT)
    start, end = table.values(mapping.start), _end(table, mapping)
    rows = pl.DataFrame(
        {
            "row": table.text[ROW],
            "own_id": table.held("own_id"),
            "start": start,
            "end": end,
            "attributes": _attributes(table, mapping),
        }
    )
    rows = rows.filter(_sound(findings, mapping))
    kind = mapping.kind if nth == 1 else f"{mapping.kind}#{nth}"
    origin = table.origin
    sent = f"{origin.agency}:{origin.submission}"  # two agencies of a sector may send the very same bytes
    ids = event_ids(table.spec.id, table.sheet, rows["row"].to_list(), kind, sent)
    first, last = pl.col("start").struct, pl.col("end").struct
    made = rows.select(
        pl.Series("event_id", ids, dtype=pl.String),
        (pl.lit(f"{origin.agency}:") + pl.col("own_id")).alias("record_id"),
        pl.lit(mapping.kind).alias("kind"),
        first.field("earliest").alias("start_earliest"),
        first.field("latest").alias("start_latest"),
        first.field("precision").alias("precision"),
        last.field("earliest").alias("end_earliest"),
        last.field("latest").alias("end_latest"),
        last.field("precision").alias("end_precision"),
        "attributes",
        pl.lit(origin.submission).alias("submission"),
        pl.lit(table.spec.id).alias("list"),
        pl.lit(table.sheet, dtype=pl.String).alias("sheet"),
        "row",
    )
    return conform(made, EVENT)


def _end(table: Table, mapping: EventMapping) -> pl.Series:
    if mapping.end and mapping.end in table.cells:
        return table.values(mapping.end)
    return pl.Series([None], dtype=_NO_MOMENT).new_from_index(0, len(table))


def _sound(findings: Findings, mapping: EventMapping) -> pl.Series:
    """Whether a row makes this event: its person and start are known, and its dates can be true.

    With an end that is there but cannot be read the event neither runs nor ended, so it waits until the date is put right.
    """
    table = findings.table
    start = table.values(mapping.start).struct
    sound = ~findings.stopped & start.field("earliest").is_not_null()
    sound &= (start.field("earliest") <= day_moment(table.origin.as_of).latest).fill_null(False)
    if mapping.end and mapping.end in table.cells:
        end = table.cells[mapping.end]
        sound &= ~end.faulty & ~(end.values.struct.field("latest") < start.field("earliest")).fill_null(False)
    for key, wanted in mapping.when:
        sound &= table.values(key).is_in(list(wanted)).fill_null(False)
    return sound


def _attributes(table: Table, mapping: EventMapping) -> pl.Series:
    """Return canonical JSON: names in order, text values, without what is not known."""
    columns = {}
    held = [(ETHNICITY, key)] if (key := table.holding(ETHNICITY)) else []
    for name, key in sorted({*mapping.attributes, *held}):
        if key in table.cells:
            values = table.values(key)
            columns[name] = _written(values) if values.dtype == _NO_MOMENT else values
    if not columns:
        return pl.Series(["{}"]).new_from_index(0, len(table))
    parts = pl.DataFrame({name: made_of_distinct(values, partial(_part, name)) for name, values in columns.items()})
    inside = pl.concat_str(pl.all(), separator=",", ignore_nulls=True)
    return parts.select((pl.lit("{") + inside + pl.lit("}")).alias("attributes"))["attributes"]


def _part(name: str, values: pl.Series) -> pl.Series:
    """Return `"name":"value"` as JSON for each value."""
    written = pl.struct(pl.col("v")).struct.json_encode().str.slice(5).str.head(-1)
    return values.to_frame("v").select((pl.lit(f'"{name}":') + written).alias("part"))["part"]


def _written(moments: pl.Series) -> pl.Series:
    """Return the first London day of each interval as ISO text."""
    return moments.struct.field("earliest").dt.convert_time_zone("Europe/London").dt.strftime("%Y-%m-%d")
