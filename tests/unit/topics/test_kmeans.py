"""Spherical k-means against what it promises, and against a slow, plain round of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.topics.kmeans import directions, group, sums
from joinedup.topics.vectors import of_length_one


def rows(count: int, seed: int, width: int = 5) -> np.ndarray:
    return of_length_one(np.random.default_rng(seed).normal(size=(count, width)))


@given(st.integers(2, 40), st.integers(1, 8), st.integers(0, 5))
def test_every_group_has_somebody(size: int, count: int, seed: int) -> None:
    groups, centres = group(rows(size, seed), min(count, size), seed)
    assert set(groups) == set(range(min(count, size)))
    assert centres.shape == (min(count, size), 5)


def test_every_group_has_somebody_where_all_are_alike() -> None:
    groups, _ = group(np.ones((6, 1), dtype=np.float32), 4, 1)
    assert set(groups) == {0, 1, 2, 3}


def test_each_row_ends_with_the_nearest_direction() -> None:
    vectors = rows(200, 3)
    groups, centres = group(vectors, 6, 1)
    assert (groups == (vectors @ centres.T).argmax(axis=1)).mean() > 0.99


def test_planted_groups_are_found() -> None:
    planted = np.repeat(np.eye(4, 6), 25, axis=0)
    vectors = of_length_one(planted + np.random.default_rng(0).normal(scale=0.1, size=planted.shape))
    groups, _ = group(vectors, 4, 5)
    assert [len(set(groups[start : start + 25])) for start in range(0, 100, 25)] == [1, 1, 1, 1]
    assert len(set(groups)) == 4


def test_the_same_seed_gives_the_same_bytes() -> None:
    vectors = rows(100, 1)
    first, again = group(vectors, 5, 9), group(vectors, 5, 9)
    assert first[0].tobytes() == again[0].tobytes()
    assert first[1].tobytes() == again[1].tobytes()


@given(st.lists(st.integers(0, 4), min_size=1, max_size=20))
def test_sums_and_directions_as_a_loop_makes_them(groups: list[int]) -> None:
    vectors = rows(len(groups), 2)
    slow = np.zeros((5, 5))
    for row, each in zip(vectors, groups, strict=True):
        slow[each] += row
    assert sums(vectors, np.array(groups), 5) == pytest.approx(slow, abs=1e-5)
    for direction, total in zip(directions(vectors, np.array(groups), 5), slow, strict=True):
        long = float(np.sqrt((total**2).sum()))
        assert direction == pytest.approx(total / long if long else total, abs=1e-4)
