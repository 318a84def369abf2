"""Weights moved by the lists themselves: when, which way, how far, and the same every time."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from joinedup.linkage.core import own_weights
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.guard import ATTACH, BELOW, JOIN, REJECT, REVIEW
from joinedup.linkage.core.lists import Lists, links_of, read_csv, read_lists
from joinedup.linkage.core.model import Model, Training, load_model, weights_of, weights_sha256
from joinedup.linkage.core.quality import measure
from joinedup.linkage.core.running import Clock, compared, link
from joinedup.linkage.core.scoring import score
from joinedup.linkage.core.settings import LinkResult, LinkSettings
from joinedup.training.scale import people_lists

EARLY = Training(records=1000, sure_pairs=100, pseudo_pairs=1000, ids="known_id")


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lists, Path]:
    folder = tmp_path_factory.mktemp("lists")
    made = people_lists(6000, seed=9, as_of=date(2026, 11, 1))
    for name, rows in made.lists.items():
        rows.write_csv(folder / f"{name}.csv")
    paths = sorted(folder.glob("*.csv"))
    made.truth.write_csv(folder / "truth.csv")
    return read_lists(paths), folder / "truth.csv"


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> Model:
    """The shipped model, allowed to learn from small lists."""
    model = replace(load_model(), training=EARLY)
    monkeypatch.setattr("joinedup.linkage.core.running.load_model", lambda path: model)
    return model


def f1(result: LinkResult, lists: tuple[Lists, Path]) -> float:
    found = measure(links_of(result.memberships, lists[0]), read_csv(lists[1], ("list", "record_id", "person_id")))["f1"]
    assert found is not None
    return float(found)


def test_small_lists_leave_the_model_as_it_is(lists: tuple[Lists, Path]) -> None:
    result = link(lists[0].records)
    assert not result.own_weights
    assert result.weights == weights_of(load_model())


def test_large_lists_move_the_weights_and_the_links_are_no_worse(lists: tuple[Lists, Path], early: Model) -> None:
    own, shipped = link(lists[0].records), link(lists[0].records, settings=LinkSettings(train=False))
    assert own.own_weights
    assert not shipped.own_weights
    assert weights_sha256(own.weights) != weights_sha256(shipped.weights) == weights_sha256(weights_of(early))
    assert own.weights["comparisons"]["known_id"] == shipped.weights["comparisons"]["known_id"]
    assert own.weights["prior"] == shipped.weights["prior"]
    assert f1(own, lists) >= f1(shipped, lists) > 0.9


def test_the_same_records_teach_the_same(lists: tuple[Lists, Path], early: Model) -> None:
    shuffled = lists[0].records.sample(fraction=1.0, shuffle=True, seed=1)
    one, other = link(lists[0].records), link(shuffled)
    assert one.weights == other.weights
    assert one.pairs.write_csv() == other.pairs.write_csv()


def test_lists_without_shared_ids_teach_nothing(lists: tuple[Lists, Path], early: Model) -> None:
    bare = lists[0].records.with_columns(known_ids=pl.lit([], dtype=pl.List(pl.String)))
    assert not link(bare).own_weights


def test_what_the_first_pass_says_of_pairs() -> None:
    verdicts = [JOIN, JOIN, BELOW, BELOW, REVIEW, REJECT, ATTACH, None]
    weights = [9.0, 9.0, -1.0, -1.0, 0.0, 9.0, 4.0, -3.0]
    ends = {"idx_l": pl.Series(range(0, 16, 2), dtype=pl.Int32), "idx_r": pl.Series(range(1, 16, 2), dtype=pl.Int32)}
    scored = pl.DataFrame(ends | {"weight": weights})
    judged = scored.with_columns(verdict=pl.Series(verdicts)).drop_nulls("verdict")
    groups = [0, 0, 2, 3, 4, 4, *range(6, 16)]
    told = own_weights.told_apart(scored, judged, groups).to_list()
    assert told == [1.0, 0.0, 1.0, pytest.approx(1 / 3), 0.25, 0.0, None, pytest.approx(1 / 9)]


def test_pairs_are_reweighed_as_the_new_weights_would_score_them(lists: tuple[Lists, Path]) -> None:
    model = load_model()
    frame, scored = compared(comparables(lists[0].records), model, Clock(None))
    moved = tuple(
        replace(each, levels=tuple(replace(level, weight=level.weight and level.weight * 0.9) for level in each.levels))
        for each in model.comparisons
    )
    own = replace(model, comparisons=moved)
    again = score(frame, scored.select("idx_l", "idx_r"), own)
    here = own_weights.reweighed(scored, model, own)
    assert here.drop("weight").equals(again.drop("weight"))
    assert (here["weight"] - again["weight"]).abs().max() == pytest.approx(0, abs=1e-5)


def slowly(levels: np.ndarray, besides: np.ndarray, same: np.ndarray, own: np.ndarray, pseudo: float) -> np.ndarray:
    """The most likely weights by small steps uphill, pair by pair."""
    bit, weights = np.log(2), own.copy()
    for _ in range(20_000):
        chance = 1 / (1 + 2.0 ** -(levels @ weights + besides))
        weights = weights + 0.01 * (bit * levels.T @ (same - chance) - pseudo * bit**2 / 4 * (weights - own))
    return weights


def test_the_weights_are_the_most_likely_ones() -> None:
    random = np.random.default_rng(4)
    levels = np.eye(3)[random.integers(0, 3, 60)]
    besides, same = np.round(random.normal(0, 2, 60) * 4) / 4, (random.random(60) < 0.6).astype(float)
    own = np.array([2.0, 0.0, -2.0])
    counted = pl.DataFrame({"weight": besides + levels @ own, "pairs": np.ones(60), "same": same})
    found = own_weights._most_likely(counted, levels, own, 20.0)
    assert found == pytest.approx(slowly(levels, besides, same, own, 20.0), abs=1e-4)


@pytest.mark.parametrize(("pseudo", "far"), [(1e9, 1e-3), (1.0, 10.0)])
def test_the_more_the_model_counts_the_less_it_moves(lists: tuple[Lists, Path], pseudo: float, far: float) -> None:
    model = replace(load_model(), training=replace(EARLY, pseudo_pairs=pseudo))
    _, scored = compared(comparables(lists[0].records), model, Clock(None))
    own = own_weights.learned(scored, (scored["weight"] > 0).cast(pl.Float64), model)
    moves = [
        abs((new.weight or 0) - own_weights.worth(old))
        for before, after in zip(model.comparisons, own.comparisons, strict=True)
        for old, new in zip(before.levels, after.levels, strict=True)
    ]
    assert 0 <= max(moves) <= far
    assert (max(moves) > 0.5) == (pseudo == 1.0)
