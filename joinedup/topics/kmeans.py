"""Spherical k-means: groups of directions. Plain numpy, one order of sums, so that a seed gives the same groups every time."""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Groups = NDArray[np.int64]

_ROUNDS = 40


def group(vectors: Vectors, count: int, seed: int) -> tuple[Groups, Vectors]:
    """Return the group of each row, and each group's direction, (count, width), of length one.

    `vectors` are rows of length one (or zero). `count` must not be more than the rows. The first directions are drawn far from one
    another, as k-means++ does; a group left empty takes the row that fits its own group worst.
    """
    drawn = np.random.default_rng(seed)
    centres = _first(vectors, count, drawn)
    groups = np.full(len(vectors), -1)
    for _ in range(_ROUNDS):
        nearest = vectors @ centres.T
        now = nearest.argmax(axis=1)
        _fill_empty(now, nearest[np.arange(len(now)), now], count)
        if (now == groups).all():
            break
        groups = now
        centres = directions(vectors, groups, count)
    return groups, centres


def directions(vectors: Vectors, groups: Groups, count: int) -> Vectors:
    """Return each group's mean direction, of length one; zero for a group with nobody in it."""
    total = sums(vectors, groups, count)
    long = np.linalg.norm(total, axis=1, keepdims=True)
    return np.asarray(total / np.where(long > 0, long, 1), dtype=np.float32)


def sums(vectors: Vectors, groups: Groups, count: int) -> Vectors:
    """Return the sum of each group's rows, (count, width)."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(count))
    total = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    held = np.unique(groups)
    total[held] = np.add.reduceat(vectors[order], starts[held], axis=0)
    return total


def _first(vectors: Vectors, count: int, drawn: np.random.Generator) -> Vectors:
    chosen = [int(drawn.integers(len(vectors)))]
    far = _distance(vectors, chosen[0])
    while len(chosen) < count:
        chance = far / far.sum() if far.sum() > 0 else None
        chosen.append(int(drawn.choice(len(vectors), p=chance)))
        far = np.minimum(far, _distance(vectors, chosen[-1]))
    return vectors[chosen]


def _distance(vectors: Vectors, row: int) -> NDArray[np.float64]:
    """Return half the squared distance of every row to one, never below zero by rounding."""
    return np.asarray(np.maximum(1 - (vectors @ vectors[row]).astype(np.float64), 0))


def _fill_empty(groups: Groups, fit: Vectors, count: int) -> None:
    held = np.bincount(groups, minlength=count)
    worst = iter(np.argsort(fit, kind="stable"))
    for empty in np.flatnonzero(held == 0):
        row = next(row for row in worst if held[groups[row]] > 1)
        held[groups[row]] -= 1
        groups[row] = empty
        held[empty] += 1
