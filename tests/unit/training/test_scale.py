"""Lists for measuring linkage: the columns `joinedup link` reads, about as many records as asked, the same again."""

from datetime import date

import polars as pl
import pytest

from joinedup.training.scale import COLUMNS, LISTS, TRUTH, people_lists

ON = date(2026, 9, 15)


@pytest.fixture(scope="module")
def made():
    return people_lists(20_000, seed=1, as_of=ON)


def test_about_as_many_records_as_asked_in_lists_of_their_usual_sizes(made):
    sizes = {name: len(frame) for name, frame in made.lists.items()}
    assert sum(sizes.values()) == pytest.approx(20_000, rel=0.05)
    assert list(sizes) == list(LISTS)
    assert sizes["health"] > sizes["la"] > sizes["police"] > sizes["probation"] > 0


def test_the_truth_knows_every_record(made):
    assert made.truth.columns == list(TRUTH)
    for name, frame in made.lists.items():
        assert frame.columns == list(COLUMNS)
        assert set(frame["record_id"]) == set(made.truth.filter(pl.col("list") == name)["record_id"])


def test_one_person_has_several_ids_on_one_list_as_often_as_studied(made):
    repeats = {
        name: 1 - made.truth.filter(pl.col("list") == name)["person_id"].n_unique() / len(frame)
        for name, frame in made.lists.items()
    }
    assert repeats["police"] == pytest.approx(0.22 / 1.22, abs=0.02)
    assert repeats["la"] == pytest.approx(0.06 / 1.06, abs=0.015)


def test_the_same_seed_makes_the_same_lists(made):
    again = people_lists(20_000, seed=1, as_of=ON)
    assert all(made.lists[name].equals(again.lists[name]) for name in LISTS)
    assert made.truth.equals(again.truth)
