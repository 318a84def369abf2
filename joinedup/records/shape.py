"""The contract between rooms: what a record, an event, a relation and a link look like as frames.

Intake makes these frames, linkage joins records into children, cases assembles a child's events.
Every frame is Polars; every time is UTC, meant in Europe/London; an absent value is null, never "".
"""

from typing import Final

import polars as pl

TIME: Final = pl.Datetime("us", "UTC")

#: One name as written by the agency. A name known only in part has nulls, never empty strings.
NAME: Final = pl.Struct({"given": pl.String, "middle": pl.String, "family": pl.String})

#: Where a value was read: submission (hash of the file as sent), list id, sheet (null in CSV), row (1-based, as in the file).
SOURCE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "submission": pl.String,
    "list": pl.String,
    "sheet": pl.String,
    "row": pl.Int64,
}

DOB_KINDS: Final = ("exact", "estimated", "expected", "missing")
SEXES: Final = ("female", "male", "other")
PRECISIONS: Final = ("minute", "day", "month", "year")
SECTORS: Final = ("local_authority", "police", "health", "probation", "youth_offending", "education", "board")
RELATION_KINDS: Final = ("parent", "partner", "carer", "sibling", "household", "expectant_mother", "poses_risk")

#: One person as one agency knows them. `record_id` is unique in an inspection: "<agency>:<own_id>",
#: or "<agency>:<list>#<file>:<sheet>:<row>" for a people-list row without an own id, <file> being the first 8 digits of
#: `submission` and "<sheet>:" left out in CSV: what is said of such a row is never taken for another file's or sheet's.
#: `names[0]` is the name first given.
#: `known_ids` are "kind:value" keys really shared between agencies ("nhs:9434765919", "upn:…").
RECORD: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "record_id": pl.String,
    "agency": pl.String,
    "sector": pl.String,
    "own_id": pl.String,
    "names": pl.List(NAME),
    "aliases": pl.List(NAME),
    "dob_earliest": pl.Date,
    "dob_latest": pl.Date,
    "dob_kind": pl.String,
    "sex": pl.String,
    "postcode": pl.String,
    "address": pl.String,
    "known_ids": pl.List(pl.String),
    **SOURCE,
}

#: Something dated about a record. The true instant lies in [start_earliest, start_latest], both inclusive:
#: a day is 00:00:00 to 23:59:59.999999 London time. `end_*` are null while it runs or where it has no length.
#: `attributes` is canonical JSON: an object of text values.
EVENT: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "event_id": pl.String,
    "record_id": pl.String,
    "kind": pl.String,
    "start_earliest": TIME,
    "start_latest": TIME,
    "precision": pl.String,
    "end_earliest": TIME,
    "end_latest": TIME,
    "end_precision": pl.String,
    "attributes": pl.String,
    **SOURCE,
}

#: What one agency says of two of its own records: `record_id` is the child (or the expected child) where there is one,
#: `other_record_id` the adult or other child. Dates are null where not recorded.
RELATION: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "relation_id": pl.String,
    "record_id": pl.String,
    "other_record_id": pl.String,
    "kind": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
    **SOURCE,
}

#: One record's place in the outcome of a link run. `child_id` is `records.ids.child_id` over the cluster's records;
#: `probability` is the highest match probability of a link that holds the record in its cluster; 1.0 for a record alone.
MEMBERSHIP: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "list": pl.String,
    "record_id": pl.String,
    "child_id": pl.String,
    "probability": pl.Float64,
}

#: One proposed or rejected pair of a link run, `record_id_l` < `record_id_r`. `weight` is the log2 Bayes factor of the model,
#: `outcome` one of joined | review | rejected, `reason` the rule of the guard that decided ("" where the score alone did).
PAIR: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "record_id_l": pl.String,
    "record_id_r": pl.String,
    "weight": pl.Float64,
    "probability": pl.Float64,
    "outcome": pl.String,
    "reason": pl.String,
}


def empty(shape: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """Return a frame of no rows in one of the shapes above."""
    return pl.DataFrame(schema=shape)


def conform(frame: pl.DataFrame, shape: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """Return `frame` with exactly the columns and types of `shape`, in its order; raise ValueError naming what is missing."""
    missing = [name for name in shape if name not in frame.columns]
    if missing:
        raise ValueError(f"The frame has no column {', '.join(missing)}.")
    return frame.select(pl.col(name).cast(kind) for name, kind in shape.items())
