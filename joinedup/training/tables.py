"""The compact, sourced figures the made-up area is drawn from (sources: DATA-LICENCES.md)."""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Strings = NDArray[np.object_]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Birth years a column of given_names.csv stands for, oldest first: (column, first year).
BANDS = (("w1996", 0), ("w2006", 2006), ("w2012", 2012), ("w2018", 2018))

#: Given names cluster within a place more than in the whole country (compared with the linkage study's lists).
SHARPNESS = 1.25

#: Sectors whose own error rates were not studied use those of the sector that works most like them.
RATES_OF = {"youth_offending": "probation", "education": "local_authority", "board": "local_authority"}


@dataclass(frozen=True)
class WeightedNames:
    """Names and the running total of their shares, ready to draw from."""

    names: Strings
    running: NDArray[np.float64]

    def draw(self, rng: np.random.Generator, size: int) -> Strings:
        """Return `size` names drawn by frequency."""
        drawn: Strings = self.names[np.searchsorted(self.running, rng.random(size), side="right")]
        return drawn


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / "figures" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _weighted(pairs: list[tuple[str, int]], sharpness: float = 1.0) -> WeightedNames:
    """Return names to draw from; a sharpness above 1 makes common names commoner still, as they are within one place."""
    kept = [(name, weight) for name, weight in pairs if weight > 0]
    running = np.cumsum(np.array([weight for _, weight in kept], dtype=np.float64) ** sharpness)
    running /= running[-1]
    running[-1] = 1.0
    return WeightedNames(np.array([name for name, _ in kept], dtype=object), running)


@cache
def given_names(sex: str, band: str) -> WeightedNames:
    """Return the given names of one sex (female | male) and one band of birth years."""
    return _weighted([(row["name"], int(row[band])) for row in _rows("given_names.csv") if row["sex"] == sex], SHARPNESS)


@cache
def shared_names(kind: str) -> WeightedNames:
    """Return names that go together in families of South Asian heritage (kind: female | male | surname), few for many."""
    return _weighted([(row["name"], int(row["weight"])) for row in _rows("shared_names.csv") if row["kind"] == kind])


@cache
def surnames() -> WeightedNames:
    """Return surnames by frequency."""
    return _weighted([(row["name"], int(row["weight"])) for row in _rows("surnames.csv")])


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Return the short and familiar forms of each given name that has any."""
    found: dict[str, list[str]] = {}
    for row in _rows("short_names.csv"):
        found.setdefault(row["name"], []).append(row["short"])
    return {name: tuple(forms) for name, forms in found.items()}


@cache
def street_words() -> Strings:
    """Return the words street names are made of."""
    text = (files(__package__) / "figures" / "street_words.txt").read_text(encoding="utf-8")
    return np.array(text.split(), dtype=object)


@cache
def rates(sector: str) -> dict[str, float]:
    """Return how often a record of this sector differs from the truth, by kind of difference."""
    text = (files(__package__) / "figures" / "rates.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)[RATES_OF.get(sector, sector)]
    return {key: float(value) for key, value in table.items()}


def text(name: str, values: Strings) -> pl.Series:
    """Return a text column; None stays null. (Polars takes an object array that begins with None for no text at all.)"""
    return pl.Series(name, values.tolist(), dtype=pl.String)


def only_where(where: Flags, values: Strings) -> Strings:
    """Return the values where the flag is set, None elsewhere."""
    kept: Strings = values.copy()
    kept[~where] = None
    return kept
