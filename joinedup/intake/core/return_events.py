"""Events read from a statutory return, made to fit the lists asked for: in their codes, in their time, and each once."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

import polars as pl

from joinedup.intake.core.checks import months_before
from joinedup.intake.core.codes import Codes
from joinedup.method.framework import CodeSet, Framework, ListSpec
from joinedup.records.dates import day_moment

#: Attributes of a return begin so where no list of the framework says the same.
PREFIX: Final = "return_"
_SAME: Final = ("record_id", "kind", "start_earliest", "start_latest")

Translate = Callable[[str], str | None]


def in_codes_of_lists(events: pl.DataFrame, framework: Framework) -> pl.DataFrame:
    """Return the events with each attribute `return_x` as `x` in a list's own code, where a list of the framework has both."""
    readers = _readers(framework)
    kinds = events.select("kind", "attributes").unique(maintain_order=True)
    said = [_translated(kind, attributes, readers) for kind, attributes in kinds.iter_rows()]
    known = kinds.with_columns(pl.Series("said", said, dtype=pl.String))
    found = events.select("kind", "attributes").join(known, on=["kind", "attributes"], how="left", maintain_order="left")
    return events.with_columns(found["said"].alias("attributes"))


def _readers(framework: Framework) -> dict[tuple[str, str], Translate]:
    """Return (kind of event, attribute) → what reads a return's code as the list's own."""
    sets = {codes.id: codes for codes in framework.code_sets}
    readers: dict[tuple[str, str], Translate] = {}
    for spec in framework.lists:
        columns = {column.key: column for column in spec.columns}
        for mapping in spec.events:
            for name, key in mapping.attributes:
                if columns[key].type == "code":
                    readers.setdefault((mapping.kind, name), _reader(sets[columns[key].codes]))
    return readers


def _reader(codes: CodeSet) -> Translate:
    return Codes(codes).read


def _translated(kind: str, attributes: str, readers: Mapping[tuple[str, str], Translate]) -> str:
    said: dict[str, str] = {}
    for name, value in json.loads(attributes).items():
        plain = name.removeprefix(PREFIX)
        read = readers.get((kind, plain)) if name != plain else None
        code = read(value) if read else None
        said[name if code is None else plain] = value if code is None else code
    return json.dumps(dict(sorted(said.items())), ensure_ascii=False, separators=(",", ":"))


def asked_for(events: pl.DataFrame, spec: ListSpec, notified_on: date) -> pl.DataFrame:
    """Return the events a list asks for: of its kinds, and begun within its window or still running then."""
    held = events.filter(pl.col("kind").is_in([mapping.kind for mapping in spec.events]))
    if not spec.window_months:
        return held
    first = day_moment(months_before(notified_on, spec.window_months)).earliest
    runs = pl.col("end_latest").is_null() & pl.col("kind").is_in([mapping.kind for mapping in spec.events if mapping.end])
    return held.filter((pl.col("start_latest") >= first) | (pl.col("end_latest") >= first).fill_null(False) | runs)


def once(tables: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Return the events of a return's tables without those a later table tells again: same child, kind and start.

    A conference may stand with the referral and with the enquiry that led to it; the enquiry stands later and says more.
    """
    if len(tables) < 2:
        return list(tables)
    keys = pl.concat([frame.select(_SAME).with_columns(pl.lit(place).alias("#table")) for place, frame in enumerate(tables)])
    last = keys.group_by(_SAME).agg(pl.col("#table").max())
    return [
        frame.filter(
            frame.select(_SAME).join(last, on=_SAME, how="left", maintain_order="left", nulls_equal=True)["#table"] == place
        )
        for place, frame in enumerate(tables)
    ]
