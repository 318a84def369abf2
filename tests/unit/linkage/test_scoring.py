"""Scoring with Splink: pair by pair what the model's weights add up to."""

import logging
from collections.abc import Callable
from typing import Any

import duckdb
import polars as pl
import pytest
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from joinedup.linkage.core import scoring
from joinedup.linkage.core.blocking import candidate_pairs
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.model import Level, load_model, splink_settings

Make = Callable[..., dict[str, Any]]
Frame = Callable[[list[dict[str, Any]]], pl.DataFrame]
HOME = {"address": "4 High Road", "postcode": "LS1 2AB"}


@pytest.fixture
def family(record: Make, frame_of: Frame) -> pl.DataFrame:
    """Comparable records of a family on three lists."""
    names = ("Amelia", "Grace", "Leo", "Unborn")
    rows = [record(agency, name, name, "Okafor", "2014-05-06", **HOME) for agency in ("la", "police", "health") for name in names]
    return comparables(frame_of(rows))


def level_of(name: str, reached: int) -> Level:
    comparison = next(each for each in load_model().comparisons if each.name == name)
    speaking = [level for level in comparison.levels if level.weight is not None]
    return speaking[len(speaking) - 1 - reached]


def test_a_pairs_weight_is_the_sum_of_its_levels(family: pl.DataFrame) -> None:
    model = load_model()
    for row in scoring.score(family, candidate_pairs(family), model).iter_rows(named=True):
        reached = {each.name: row[f"level_{each.name}"] for each in model.comparisons}
        levels = [level_of(name, place).weight or 0.0 for name, place in reached.items() if place >= 0]
        rarity = sum(value or 0.0 for name, value in row.items() if name.startswith("rarity_"))
        assert row["weight"] == pytest.approx(model.prior(family.height) + sum(levels) + rarity, abs=1e-4)


def test_chunks_change_nothing(family: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = candidate_pairs(family)
    whole = scoring.score(family, pairs, load_model())
    monkeypatch.setattr(scoring, "CHUNK", 25)
    assert pairs.height > 50
    assert scoring.score(family, pairs, load_model()).equals(whole)


def test_a_floor_only_leaves_weak_pairs_out(family: pl.DataFrame) -> None:
    pairs = candidate_pairs(family)
    whole = scoring.score(family, pairs, load_model())
    floored = scoring.score(family, pairs, load_model(), floor=5.0)
    assert floored.equals(whole.filter(pl.col("weight") >= 5.0))
    assert 0 < floored.height < whole.height


def test_no_pairs_keep_the_columns(family: pl.DataFrame) -> None:
    pairs = candidate_pairs(family)
    none = scoring.score(family, pairs.clear(), load_model())
    assert none.schema == scoring.score(family, pairs.head(1), load_model()).schema


def test_splink_finds_nothing_wrong_with_the_models_settings(family: pl.DataFrame, caplog: pytest.LogCaptureFixture) -> None:
    model = load_model()
    with duckdb.connect(":memory:") as connection:
        table = DuckDBAPI(connection=connection).register(scoring.counted(family, model).to_arrow(), dataset_display_name="people")
        with caplog.at_level(logging.WARNING, logger="splink"):
            Linker(table, splink_settings(model, family.height), log_level=None)
    assert not caplog.records
