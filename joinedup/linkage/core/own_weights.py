"""The model's weights moved towards what the lists themselves show, where they are large and hold families.

A first pass with the model's own weights gathers people. A pair gathered together, by whatever way, is one person; one rejected, or
kept apart by what its other records hold, is two; one too weak to join counts for as much of one person as the first pass
believes, one the guard doubts for half of that. A record without a forename that fits nobody best tells nothing. The weights are
then those most likely in the light of these pairs and of the model's own, which count as so many pairs besides
(`Training.pseudo_pairs`). Only counts of patterns enter, in a fixed order, so the same records give the same weights.

Lists teach only where enough pairs share a known id. Without ids nothing keeps a chain of namesakes from being taken for one
person, and the weights would learn it: F1 fell by 0.02 on lists without ids, addresses and middle names.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from joinedup.linkage.core.guard import ATTACH, BELOW, REVIEW
from joinedup.linkage.core.model import Comparison, Model, Training
from joinedup.linkage.core.waterfall import speaking, worth

Floats = npt.NDArray[np.float64]

#: Natural logarithms in one bit.
_BIT: Final = float(np.log(2))

#: What besides the levels speaks for a pair (its rarity, the evidence before) is counted in steps of so many bits.
_STEP: Final = 0.25

_ROUNDS: Final = 40
_CLOSE: Final = 1e-6


def told_apart(scored: pl.DataFrame, judged: pl.DataFrame, groups: list[int]) -> pl.Series:
    """Return for each scored pair how far it is one person, 0 to 1, null where nobody could say.

    `judged` and `groups` are what the guard and the gathering of people made of the same pairs.
    """
    ends = ["idx_l", "idx_r"]
    pairs = scored.select(*ends, "weight").join(judged.select(*ends, "verdict"), on=ends, how="left", maintain_order="left")
    of = pl.Series(groups, dtype=pl.Int32)
    together = of.gather(pairs["idx_l"]) == of.gather(pairs["idx_r"])
    verdict, believed = pl.col("verdict").fill_null(BELOW), 1 / (1 + 2.0 ** -pl.col("weight"))
    return pairs.select(
        pl.when(together).then(1.0)
        .when(verdict == BELOW).then(believed)
        .when(verdict == REVIEW).then(believed / 2)
        .when(verdict != ATTACH).then(0.0)
        .alias("same")
    ).to_series()  # fmt: skip


def large_enough(records: int, model: Model) -> bool:
    """Whether so many records may teach the model anything."""
    return model.training is not None and records >= model.training.records


def learned(scored: pl.DataFrame, same: pl.Series, model: Model) -> Model:
    """Return the model with weights moved towards what the pairs that are told apart show; as it is where they are too few."""
    training = model.training
    if training is None or _sharing_ids(scored, model, training) < training.sure_pairs:
        return model
    taught = [each for each in model.comparisons if each.name != training.ids]
    counted = _counted(scored, same, taught)
    own = np.array([worth(level) for each in taught for level in speaking(each)])
    weights = iter(_most_likely(counted, _reached(counted, taught), own, training.pseudo_pairs))
    moved = {each.name: [round(float(next(weights)), 3) for _ in speaking(each)] for each in taught}
    return replace(model, comparisons=tuple(_with(each, moved.get(each.name)) for each in model.comparisons))


def _sharing_ids(scored: pl.DataFrame, model: Model, training: Training) -> int:
    """How many pairs reach the first level of the comparison of ids that speaks."""
    best = {each.name: len(speaking(each)) - 1 for each in model.comparisons}[training.ids]
    return int((scored[f"level_{training.ids}"] == best).sum())


def reweighed(scored: pl.DataFrame, model: Model, own: Model) -> pl.DataFrame:
    """Return pairs scored with `model` as `own`, which differs from it in weights of levels alone, would have scored them."""
    moves = [
        pl.col(f"level_{old.name}").replace_strict(
            {at: worth(b) - worth(a) for at, (a, b) in enumerate(zip(speaking(old), speaking(new), strict=True))},
            default=0.0,
            return_dtype=pl.Float64,
        )
        for old, new in zip(model.comparisons, own.comparisons, strict=True)
    ]
    return scored.with_columns((pl.col("weight") + pl.sum_horizontal(moves)).round(6))


def _counted(scored: pl.DataFrame, same: pl.Series, taught: list[Comparison]) -> pl.DataFrame:
    """How many pairs show each pattern of levels at each weight, and how many of them are one person."""
    levels = [f"level_{each.name}" for each in taught]
    step = (pl.col("weight") / _STEP).round() * _STEP
    seen = scored.select(*levels, step.alias("weight"), same=same).drop_nulls("same")
    return (
        seen.group_by(*levels, "weight").agg(pl.len().cast(pl.Float64).alias("pairs"), pl.col("same").sum()).sort(*levels, "weight")
    )


def _reached(counted: pl.DataFrame, taught: list[Comparison]) -> Floats:
    """Patterns × levels: 1 where the pattern reached the level."""
    columns = [
        (counted[f"level_{each.name}"] == at).cast(pl.Float64).to_numpy() for each in taught for at in range(len(speaking(each)))
    ]
    return np.column_stack(columns)


def _most_likely(counted: pl.DataFrame, reached: Floats, own: Floats, pseudo_pairs: float) -> Floats:
    """The weights (bits) by Newton's steps: logistic regression, each weight held to the model's own."""
    pairs, same = counted["pairs"].to_numpy(), counted["same"].to_numpy()
    besides = counted["weight"].to_numpy() - reached @ own
    held = pseudo_pairs * _BIT**2 / 4  # an undecided pair tells a quarter of the square of a bit about a weight
    weights = own.copy()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp2(-np.clip(reached @ weights + besides, -500, 500)))
        slope = _BIT * reached.T @ (same - pairs * chance) - held * (weights - own)
        curve = _BIT**2 * (reached.T * (pairs * chance * (1 - chance))) @ reached + held * np.eye(len(own))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < _CLOSE:
            break
    return np.asarray(weights, dtype=np.float64)


def _with(comparison: Comparison, weights: list[float] | None) -> Comparison:
    """The comparison with the weights of its speaking levels, given from the last."""
    if weights is None:
        return comparison
    left = iter(reversed(weights))
    levels = tuple(level if level.weight is None else replace(level, weight=next(left)) for level in comparison.levels)
    return replace(comparison, levels=levels)
