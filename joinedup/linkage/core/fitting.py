"""Weights fitted to the lists themselves, where these hold no families: Fellegi and Sunter's model, by EM.

Only counts of patterns of levels enter, in a fixed order, so the same records give the same weights.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from joinedup.linkage.core.model import Comparison, Level, Model

Floats = npt.NDArray[np.float64]

#: Pairs of records far apart in the order of the lists, to see how often strangers agree.
STRANGERS: Final = 400_000

#: Pairs a level is believed to have been seen in, besides those counted: no level is impossible.
_SMOOTH: Final = 0.5

#: The heaviest evidence of one comparison, in bits.
_HEAVIEST: Final = 14.0

#: How much of a value's rarity counts once the weights are the lists' own.
_RARITY: Final = 0.8

_ROUNDS: Final = 60
_CLOSE: Final = 1e-4


@dataclass(frozen=True)
class Sample:
    """Patterns of levels and how many pairs show each: `levels` is patterns × comparisons (-1: not comparable)."""

    levels: npt.NDArray[np.int8]
    pairs: Floats


def strangers(records: int) -> pl.DataFrame:
    """Return about STRANGERS pairs (idx_l < idx_r) spread evenly over all pairs of so many records, sorted."""
    each = max(1, min(records - 1, STRANGERS // max(records, 1)))
    steps = sorted({1 + round((records - 2) * (number + 0.5) / each) for number in range(each)}) if records > 1 else []
    every = pl.DataFrame({"idx_l": pl.int_range(records, dtype=pl.Int32, eager=True)})
    pairs = [every.with_columns(idx_r=(pl.col("idx_l") + step) % records) for step in steps]
    if not pairs:
        return pl.DataFrame(schema={"idx_l": pl.Int32, "idx_r": pl.Int32})
    found = pl.concat(pairs).select(idx_l=pl.min_horizontal("idx_l", "idx_r"), idx_r=pl.max_horizontal("idx_l", "idx_r"))
    return found.filter(pl.col("idx_l") < pl.col("idx_r")).unique().sort("idx_l", "idx_r").cast(pl.Int32)


def fitted(model: Model, candidates: pl.DataFrame, apart: pl.DataFrame, *, records: int, every: int = 1) -> Model:
    """Return the model with the weights that fit the scored candidate pairs, and pairs of strangers, best.

    `candidates` are every so many of the candidate pairs of so many records. The model's own weights are where the search
    starts. A level that neither sample shows says next to nothing.
    """
    near, far = _sample(candidates, model), _sample(apart, model)
    sizes = [len(each.levels) for each in model.comparisons]
    possible = max(1.0, records * (records - 1) / 2)
    prior, weights = 2.0 ** model.prior(records), _own_weights(model)
    evidence = math.log2(prior)
    m, u = [np.ones(size) for size in sizes], [np.ones(size) for size in sizes]
    for _ in range(_ROUNDS):
        same, same_far = (_chance(each, weights, evidence) for each in (near, far))
        share = min(0.5, max((same * near.pairs).sum() * every, 1.0) / possible)
        m = [_shares(near, same, place, size) for place, size in enumerate(sizes)]
        u = [_shares(far, 1 - same_far, place, size) for place, size in enumerate(sizes)]
        new = [np.clip(np.log2(a / b), -_HEAVIEST, _HEAVIEST) for a, b in zip(m, u, strict=True)]
        moved = max(float(np.abs(a - b).max()) for a, b in zip(new, weights, strict=True))
        weights, evidence = new, math.log2(share / (1 - share))
        if moved < _CLOSE:
            break
    comparisons = tuple(_with(each, weights[place], u[place]) for place, each in enumerate(model.comparisons))
    return replace(model, prior_weight=round(evidence, 3), prior_records=records, comparisons=comparisons)


def _sample(scored: pl.DataFrame, model: Model) -> Sample:
    names = [f"level_{each.name}" for each in model.comparisons]
    counted = scored.group_by(names).len("pairs").sort(names)
    return Sample(counted.select(names).to_numpy().astype(np.int8), counted["pairs"].cast(pl.Float64).to_numpy())


def _speaking(comparison: Comparison) -> list[Level]:
    """The levels that are evidence, as Splink counts them: from the last."""
    return [level for level in reversed(comparison.levels) if level.weight is not None]


def _own_weights(model: Model) -> list[Floats]:
    """The model's own weights by comparison, in Splink's count, filled up to the number of its levels."""
    own = [[level.weight or 0.0 for level in _speaking(each)] for each in model.comparisons]
    return [
        np.array(weights + [0.0] * (len(each.levels) - len(weights))) for weights, each in zip(own, model.comparisons, strict=True)
    ]


def _chance(sample: Sample, weights: list[Floats], evidence: float) -> Floats:
    """The chance that a pair of each pattern is one person."""
    bits = np.full(len(sample.pairs), evidence)
    for place, values in enumerate(weights):
        level = sample.levels[:, place]
        bits += np.where(level >= 0, values[np.maximum(level, 0)], 0.0)
    chance: Floats = 1 / (1 + np.exp2(-np.clip(bits, -500, 500)))
    return chance


def _shares(sample: Sample, part: Floats, place: int, size: int) -> Floats:
    """How often each level of one comparison is reached by pairs weighed by `part`, of those that are comparable."""
    level = sample.levels[:, place]
    seen = np.bincount(np.maximum(level, 0), weights=np.where(level >= 0, part * sample.pairs, 0.0), minlength=size) + _SMOOTH
    return np.asarray(seen / seen.sum(), dtype=np.float64)


def _with(comparison: Comparison, weights: Floats, u: Floats) -> Comparison:
    numbers = {id(level): number for number, level in enumerate(_speaking(comparison))}
    levels = tuple(_level(level, numbers.get(id(level)), weights, u) for level in comparison.levels)
    return replace(comparison, levels=levels)


def _level(level: Level, number: int | None, weights: Floats, u: Floats) -> Level:
    if number is None:
        return level
    changed = replace(level, weight=round(float(weights[number]), 3))
    return changed if level.column is None else replace(changed, often=round(float(u[number]), 8), rarity=_RARITY)
