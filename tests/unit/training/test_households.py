"""Who lives with whom: twins, siblings, half-siblings, double-barrelled names, in the shares linkage was studied with."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from joinedup.training.adults import add_adults
from joinedup.training.households import make_households

ON = date(2026, 9, 15)


@pytest.fixture(scope="module")
def children() -> pl.DataFrame:
    return make_households(np.random.default_rng(4), 12_000, ON)


@pytest.fixture(scope="module")
def household(children):
    return add_adults(np.random.default_rng(5), children, ON)


def test_every_child_is_under_eighteen_and_born(children):
    days = children.select((pl.lit(ON) - pl.col("date_of_birth")).dt.total_days()).to_series()
    assert days.min() > 0
    assert days.max() <= 18 * 366


def test_families_hold_one_to_five_children_at_one_address(children):
    families = children.group_by("family_id").agg(
        pl.len(), pl.col("address").n_unique().alias("homes"), pl.col("postcode").n_unique()
    )
    assert set(families["len"].unique()) == {1, 2, 3, 4, 5}
    assert families["homes"].max() == families["postcode"].max() == 1


def test_three_in_a_hundred_are_twins_who_share_birth_date_address_and_surname(children):
    twins = children.filter("is_twin")
    assert len(twins) / len(children) == pytest.approx(0.03, abs=0.003)
    pairs = twins.group_by("family_id").agg(
        pl.len(), *(pl.col(name).n_unique() for name in ("date_of_birth", "address", "family_name", "given_names"))
    )
    assert (pairs["len"] == 2).all()
    assert (pairs["date_of_birth"] == 1).all()
    assert (pairs["address"] == 1).all()
    assert (pairs["family_name"] == 1).all()
    assert (pairs["given_names"] == 2).all()


def test_siblings_have_different_first_names(children):
    assert children.group_by("family_id", "given_names").len()["len"].max() == 1


def test_half_siblings_and_double_barrelled_names_come_as_often_as_studied(children):
    usual = children.group_by("family_id", maintain_order=True).agg(pl.col("family_name").first().alias("usual"))
    other = children.join(usual, on="family_id").filter(pl.col("family_name") != pl.col("usual"))
    assert len(other) / len(children) == pytest.approx(0.08, abs=0.01)
    assert children["family_name"].str.contains("-").mean() == pytest.approx(0.06, abs=0.01)


def test_no_two_people_share_an_nhs_number(household):
    held = household.people["nhs"].drop_nulls()
    assert held.n_unique() == len(held)


def test_parents_are_older_than_their_children_by_a_generation(household):
    born = household.people.select("person_id", "date_of_birth", "sex")
    parents = household.relations.filter(pl.col("kind") == "parent")
    pairs = parents.join(born, on="person_id").join(born, left_on="other_id", right_on="person_id", suffix="_other")
    years = pairs.select((pl.col("date_of_birth") - pl.col("date_of_birth_other")).dt.total_days() / 365.25).to_series()
    assert len(pairs) == len(parents) > 10_000
    assert years.min() >= 13


def test_relations_join_people_who_exist_and_say_what_they_are(household):
    role = dict(household.people.select("person_id", "role").iter_rows())
    for person, other, kind, _ in household.relations.iter_rows():
        assert role[other] == "adult"
        assert role[person] == {"expectant_mother": "unborn", "partner": "adult"}.get(kind, "child")


def test_every_unborn_child_is_expected_and_has_an_expectant_mother(household):
    unborn = household.people.filter(pl.col("role") == "unborn")
    assert len(unborn) > 50
    assert unborn["date_of_birth"].min() > ON
    assert unborn["given_names"].null_count() == len(unborn)
    expecting = household.relations.filter(pl.col("kind") == "expectant_mother")
    assert set(expecting["person_id"]) == set(unborn["person_id"])
    mothers = household.people.filter(pl.col("person_id").is_in(expecting["other_id"].implode()))
    assert set(mothers["sex"]) == {"female"}


def test_some_fathers_bear_their_sons_whole_name(household):
    names = ("family_id", "given_names", "family_name")
    adults = household.people.filter(pl.col("role") == "adult").select(names)
    children = household.people.filter(pl.col("role") == "child").select(names)
    assert len(adults.join(children, on=names)) > 20


def test_one_child_alone_is_an_area_too():
    assert len(make_households(np.random.default_rng(1), 1, ON)) == 1
