"""A model tried before it is used: whether its SQL can be run, on no records at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import duckdb
import polars as pl
from splink.internals.exceptions import SplinkException
from sqlglot.errors import SqlglotError

from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.model import Comparison, Level, Model, ModelError
from joinedup.linkage.core.scoring import score
from joinedup.records.shape import RECORD

#: One pair, of records that are not there: what is asked of a pair is understood, and answered for none.
_PAIR: Final = pl.DataFrame({"idx_l": [0], "idx_r": [1]}, schema={"idx_l": pl.Int32, "idx_r": pl.Int32})

#: Stands beside a comparison tried alone, for candidate pairs need the column.
_BESIDE: Final = Comparison("beside", ("known",), (Level("same", "known_l = known_r", 1.0), Level("different", "else", -1.0)))

_FAILS: Final = (SplinkException, SqlglotError, duckdb.Error, pl.exceptions.PolarsError, ValueError, TypeError, ArithmeticError)


def check_runs(model: Model) -> None:
    """Raise ModelError, naming the comparison, where a model cannot be run; its SQL may still fail on a cell it does not expect."""
    if _fault(model) is None:
        return
    for comparison in model.comparisons:
        if reason := _fault(replace(model, comparisons=(comparison, _BESIDE))):
            raise ModelError(f"The comparison {comparison.name} of the model {model.id} cannot be run: {reason}")
    raise ModelError(f"The model {model.id} cannot be run: {_fault(model)}")


@contextmanager
def model_at_work(model: Model) -> Iterator[None]:
    """Raise ModelError where the model's SQL fails on a row; which cell is not said, for it is a child's."""
    try:
        yield
    except SplinkException as error:
        if isinstance(error.__cause__, duckdb.DataError | duckdb.ProgrammingError):
            raise ModelError(f"The model {model.id} cannot be run on these lists: its SQL fails on what a row holds.") from None
        raise


def _fault(model: Model) -> str | None:
    """Return why the model cannot be run, as told by whoever could not; None where it can."""
    empty = comparables(pl.DataFrame(schema=RECORD))
    frame = empty.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in model.further)
    try:
        score(frame, _PAIR, model)
    except _FAILS as error:
        said = str(error.__cause__ or error).strip()
        return said.splitlines()[0].rstrip(".") + "." if said else f"{type(error).__name__}."
    return None
