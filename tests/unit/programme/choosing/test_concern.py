"""When a published figure is a reason to look: beyond the limits for the area's size, and still far out once shrunk."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from joinedup.areas.core.funnel import Funnel, limits_of
from joinedup.areas.core.indicators import Kind, Measure
from joinedup.programme.core.choosing.concern import Watched, concerns, stands_out, weights_of
from tests.unit.programme.made import RULE

MISSING = Measure(
    "missing",
    "Children in care who went missing",
    ("*",),
    "%",
    Kind.SHARE,
    "More missing, or better told",
    "A made-up source",
    "OGL",
)
WATCHED = Watched(MISSING, "higher", date(2023, 11, 16), 3)
#: Areas truly differ a little, so that a figure has something to stand apart from.
ORDINARY = {f"area-{n:02}": (10.0 + (n % 5 - 2) * 0.8, 2000.0) for n in range(40)}


def funnel(**areas: tuple[float, float]) -> Funnel:
    rows = {**ORDINARY, **areas}
    frame = pl.DataFrame(
        {
            "area": list(rows),
            "year": [2023] * len(rows),
            "measure": ["missing"] * len(rows),
            "value": [value for value, _ in rows.values()],
            "out_of": [size for _, size in rows.values()],
        }
    )
    made = limits_of(MISSING, frame)
    assert made is not None
    return made


def test_a_large_area_far_out_is_a_reason_and_an_ordinary_one_is_not() -> None:
    found = concerns(WATCHED, funnel(far=(16.0, 2000.0)), RULE.concern)
    assert [one.area for one in found] == ["far"]
    only = found[0]
    assert (only.kind, only.ground, only.source, only.open) == ("concern", "missing", "A made-up source", True)
    assert only.dated == date(2023, 11, 16)
    assert only.expires == date(2025, 3, 31)
    assert only.words.startswith(
        "Children in care who went missing: 16.0 % in 2023, above the 95 % limits for its size (all areas 10."
    )
    assert "allowing for chance 1" in only.words


def test_the_same_figure_of_a_small_area_is_none() -> None:
    assert not concerns(WATCHED, funnel(small=(16.0, 40.0)), RULE.concern)


def test_a_small_area_beyond_the_limits_is_none_where_shrinking_draws_it_in() -> None:
    made = funnel(small=(30.0, 60.0))
    placed = made.places["small"]
    assert placed.apart > 3
    assert placed.own_weight < 0.2
    strict = replace(RULE.concern, apart=95)
    assert not stands_out(placed, "higher", strict)
    assert stands_out(replace(placed, own_weight=0.9), "higher", strict)


@pytest.mark.parametrize(("side", "found"), [("higher", ["high"]), ("lower", ["low"]), ("either", ["high", "low"])])
def test_only_the_side_looked_at_is_a_reason(side: str, found: list[str]) -> None:
    made = funnel(high=(16.0, 4000.0), low=(5.0, 4000.0))
    reasons = concerns(replace(WATCHED, side=side), made, RULE.concern)
    assert [one.area for one in reasons] == found
    assert all((" below the " in one.words) == (one.area == "low") for one in reasons)


def test_outer_limits_ask_for_more() -> None:
    inner, outer = RULE.concern, replace(RULE.concern, limits=998)
    made = funnel(far=(13.0, 2000.0))
    assert 1.96 < made.places["far"].apart < 3.09
    assert [one.area for one in concerns(WATCHED, made, inner)] == ["far"]
    assert not concerns(WATCHED, made, outer)
    assert "99.8 % limits" in concerns(WATCHED, funnel(far=(22.0, 4000.0)), outer)[0].words


def test_what_others_may_learn_from_is_found_the_same_way() -> None:
    found = concerns(replace(WATCHED, side="lower"), funnel(low=(5.0, 4000.0)), RULE.concern, kind="good_practice")
    assert [one.kind for one in found] == ["good_practice"]


def test_with_too_few_areas_nothing_is_said() -> None:
    assert not concerns(WATCHED, funnel(far=(16.0, 2000.0)), replace(RULE.concern, fewest_areas=50))


def test_weights_are_those_of_measures() -> None:
    assert weights_of([WATCHED]) == {"missing": 3}


def test_what_makes_no_sense_is_told() -> None:
    with pytest.raises(ValueError, match="A side is one of higher, lower, either"):
        concerns(replace(WATCHED, side="worse"), funnel(), RULE.concern)
    with pytest.raises(ValueError, match="The funnel is one of missing, and other is looked at"):
        concerns(replace(WATCHED, measure=replace(MISSING, key="other")), funnel(), RULE.concern)


def test_large_figures_are_told_in_whole_numbers() -> None:
    rate = replace(MISSING, kind=Kind.RATE, unit="per 10,000 children")
    frame = pl.DataFrame(
        {
            "area": [f"a{n:02}" for n in range(40)] + ["far"],
            "year": [2023] * 41,
            "measure": ["missing"] * 41,
            "value": [500.0 + (n % 5 - 2) * 20 for n in range(40)] + [900.0],
            "out_of": [30_000.0] * 41,
        }
    )
    made = limits_of(rate, frame)
    assert made is not None
    assert ": 900 per 10,000 children in 2023" in concerns(replace(WATCHED, measure=rate), made, RULE.concern)[0].words
