"""The packaged register and measures: whole, sourced, and about nobody made up."""

from collections import Counter
from datetime import date
from importlib.resources import files

import polars as pl
import pytest

from joinedup.areas.core.funnel import limits_of
from joinedup.areas.core.indicators import FLAGS, MEASURE_VALUE, Kind
from joinedup.areas.core.measures import load_measures, load_values
from joinedup.areas.core.register import RURAL_WORDS, TABLES, by_any_code, called_on, load_register
from joinedup.rehearsal.areas import MORE
from joinedup.training.agencies import AREA_NAME

REGISTER = load_register()
BY_CODE = {one.code: one for one in REGISTER}


def test_every_upper_tier_authority_is_there_once():
    assert len(REGISTER) == len(BY_CODE) == len({one.dfe_code for one in REGISTER}) == len({one.name for one in REGISTER}) == 153
    assert Counter(one.kind for one in REGISTER) == {
        "unitary": 63, "metropolitan district": 36, "London borough": 32, "county": 21, "City of London": 1,
    }  # fmt: skip
    assert len({one.region for one in REGISTER}) == 9
    assert len({one.force for one in REGISTER}) == 39
    assert len({one.probation_region for one in REGISTER}) == 11
    assert len({board for one in REGISTER for board in one.icbs}) == 42


def test_neighbours_are_ten_other_authorities():
    for one in REGISTER:
        assert len(set(one.neighbours)) == 10
        assert set(one.neighbours) <= BY_CODE.keys() - {one.code}


def test_each_has_a_tile_and_letters_of_its_own():
    assert len({one.tile for one in REGISTER}) == len({one.short for one in REGISTER}) == 153
    assert all(one.rural in RURAL_WORDS and one.children > 0 for one in REGISTER)


def test_tiles_lie_about_as_the_country_does():
    column, row = (lambda name, at=at: next(one.tile for one in REGISTER if one.name == name)[at] for at in (0, 1))
    assert row("Northumberland") < row("Leeds") < row("Birmingham") < row("Southampton")
    assert column("Cornwall") < column("Hampshire") < column("Kent")


def test_what_was_not_published_together_is_named():
    assert all("probation_region" in one.general_knowledge for one in REGISTER)
    assert "youth_service" not in BY_CODE["E06000002"].general_knowledge  # South Tees


def test_codes_of_before_lead_to_todays_authorities():
    assert [one.name for one in by_any_code()["E10000006"]] == ["Cumberland", "Westmorland and Furness"]
    assert [one.name for one in by_any_code()["E08000020"]] == ["Gateshead"]
    assert by_any_code()["840"] == (BY_CODE["E06000047"],)


def test_no_code_of_before_is_another_authoritys_code_of_today():
    for one in REGISTER:
        for name in one.names:
            assert name.code == one.code or name.code not in BY_CODE, name
            assert name.kind in ("name", "predecessor") and (name.first or name.last)


def test_a_name_is_that_of_the_day():
    assert called_on(BY_CODE["E06000058"], date(2018, 1, 1)) == "Bournemouth, Christchurch and Poole"  # what it is called today
    assert {name.name for name in BY_CODE["E06000058"].names} == {"Bournemouth", "Poole", "Dorset"}
    assert called_on(BY_CODE["E08000037"], date(2012, 1, 1)) == "Gateshead"


def test_no_real_place_is_called_as_a_made_up_one():
    assert not {AREA_NAME, *MORE} & {name for one in REGISTER for name in (one.name, *(old.name for old in one.names))}


def test_the_tables_are_small_enough_to_ship():
    assert sum(len(one.read_bytes()) for one in files(TABLES).iterdir() if one.name.endswith((".csv", ".toml"))) < 1_000_000


def test_about_twenty_measures_are_shown_each_with_its_words():
    shown = [one for one in load_measures().values() if one.shown]
    assert 20 <= len(shown) <= 26
    for one in shown:
        assert one.theme_tags and one.higher_means.count(".") >= 1 and one.licence and one.source and one.sectors
        assert one.base == "children" or one.base in load_measures()


def test_a_figure_that_was_held_back_is_unknown_and_keeps_its_mark():
    values = load_values()
    assert values.schema == pl.Schema(MEASURE_VALUE)
    held = values.filter(pl.col("value").is_null())
    assert held.height > 1000
    assert set(held["flag"].unique()) <= FLAGS.keys()
    assert values.filter(pl.col("value").is_not_null())["flag"].null_count() == values.height - held.height
    assert values.filter((pl.col("flag") == "c") & (pl.col("value") == 0)).is_empty()
    assert set(values["area"].unique()) == BY_CODE.keys()


def test_periods_are_as_printed():
    values = load_values()
    assert set(values.filter((pl.col("measure") == "suspensions") & (pl.col("year") == 2024))["period"]) == {"2023/24"}
    assert set(values.filter((pl.col("measure") == "hospital-alcohol") & (pl.col("year") == 2016))["period"]) == {
        "2013/14 to 2015/16"
    }


@pytest.mark.parametrize("key", [key for key, one in load_measures().items() if one.shown])
def test_most_areas_lie_within_the_limits_of_every_measure(key):
    measure, values = load_measures()[key], load_values()
    rows = values.filter((pl.col("measure") == key) & (pl.col("year") == 2024))
    sides = Counter(placed.side.value for placed in limits_of(measure, rows).places.values())
    assert sides["within"] / sides.total() > 0.75
    assert rows.filter(pl.col("value").is_not_null())["out_of"].null_count() <= 5
    assert measure.kind is not Kind.COUNT


@pytest.mark.data
def test_a_share_of_assessments_is_what_the_published_counts_make(shared_data):
    published = pl.read_parquet(shared_data / "reference/indicators.parquet").filter(
        (pl.col("la_code") == "840") & (pl.col("year") == "2024")
    )
    of = {row["indicator"]: row["value"] for row in published.iter_rows(named=True)}
    share = 100 * of["factor:Neglect"] / of["factor:Episodes_with_assessment_factor"]
    row = (
        load_values()
        .filter((pl.col("measure") == "factor-neglect") & (pl.col("year") == 2024) & (pl.col("area") == "E06000047"))
        .row(0, named=True)
    )
    assert row["value"] == pytest.approx(share, abs=0.006)
    assert row["out_of"] == of["factor:Episodes_with_assessment_factor"]
