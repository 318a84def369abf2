"""Events from elsewhere than the lists, put into a chronology in their place."""

import polars as pl

from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.records.kinds import event_kinds

_BIRTH = ("born_earliest", "born_latest")


def with_added(chronology: pl.DataFrame, added: pl.DataFrame | None) -> pl.DataFrame:
    """Return one child's chronology with these lines (CHRONOLOGY) among its own, in the order of `core.chronology`.

    When the child was born is as the lists tell it.
    """
    if added is None or added.is_empty():
        return chronology
    both = pl.concat([chronology, added.select(chronology.columns)])
    born = [pl.col(name).first().over("child_id").alias(name) for name in _BIRTH if name in both.columns]
    place = {kind: n for n, kind in enumerate(event_kinds())}
    kind = pl.col("kind").replace_strict(place, default=None, return_dtype=pl.Int16)
    order = ("child_id", "start_earliest", "start_latest", kind, "agency", "event_id")
    return both.with_columns(born).sort(*order, nulls_last=False).select(name for name in CHRONOLOGY if name in both.columns)
