"""What finds candidate pairs and scores them: this machine alone, or many (`spark.py`). All else of a run is the same."""

from collections.abc import Callable
from typing import Final, Protocol

import polars as pl

from joinedup.linkage.core.blocking import Key, candidate_pairs
from joinedup.linkage.core.model import Model
from joinedup.linkage.core.scoring import score

#: Told the name of a step that is done.
Done = Callable[[str], None]


class Engine(Protocol):
    """Where the heavy part of a run is done. Every engine gives the same pairs with the same weights."""

    def compare(self, frame: pl.DataFrame, keys: tuple[Key, ...], model: Model, floor: float | None, done: Done) -> pl.DataFrame:
        """Return every pair of comparable records that shares a key, scored as `scoring.score` does.

        `done("candidates")` is called once the pairs are known.
        """

    def score(self, frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, floor: float | None) -> pl.DataFrame:
        """Return the given pairs, scored as `scoring.score` does."""


class OneMachine:
    """Polars and DuckDB in this process."""

    def compare(self, frame: pl.DataFrame, keys: tuple[Key, ...], model: Model, floor: float | None, done: Done) -> pl.DataFrame:
        """See Engine."""
        pairs = candidate_pairs(frame, keys)
        done("candidates")
        return score(frame, pairs, model, floor)

    def score(self, frame: pl.DataFrame, pairs: pl.DataFrame, model: Model, floor: float | None) -> pl.DataFrame:
        """See Engine."""
        return score(frame, pairs, model, floor)


ONE_MACHINE: Final = OneMachine()
