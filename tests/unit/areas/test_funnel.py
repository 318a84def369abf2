"""The funnel against a slow second reading, and what must hold of it whatever the figures."""

from itertools import pairwise
from math import asin, sin, sqrt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.areas.core.funnel import FEWEST, INNER, OUTER, Side, limits_of
from joinedup.areas.core.indicators import MEASURE_VALUE, Kind, Measure

RATE = Measure("rate", "A rate", (), "per 10,000", Kind.RATE, "more", "made up", "none")
SHARE = Measure("share", "A share", (), "%", Kind.SHARE, "more", "made up", "none")
COUNT = Measure("count", "A count", (), "", Kind.COUNT, "more", "made up", "none")


def frame(measure: Measure, rows: list[tuple[float | None, float | None]], year: int = 2030) -> pl.DataFrame:
    told = [(f"X{n:03}", year, str(year), measure.key, value, None, size, "made up") for n, (value, size) in enumerate(rows)]
    return pl.DataFrame(told, schema=MEASURE_VALUE, orient="row")


figures = st.lists(st.tuples(st.floats(0.5, 95), st.floats(30, 200_000)), min_size=FEWEST, max_size=40)


def slowly(measure: Measure, rows: list[tuple[float, float]]) -> tuple[float, float]:
    """Work out the middle and the spread between areas by the printed formulae, one line at a time."""
    rate = measure.kind is Kind.RATE
    number = sum(value * size for value, size in rows)
    middle = number / sum(size for _, size in rows)
    compared = [(sqrt(v) if rate else asin(sqrt(v / 100))) for v, _ in rows]
    centre = sqrt(middle) if rate else asin(sqrt(middle / 100))
    variances = [(10_000 / (4 * n)) if rate else 1 / (4 * n) for _, n in rows]
    standard = [(y - centre) / sqrt(v) for y, v in zip(compared, variances, strict=True)]
    cut = int(len(rows) * 0.1)
    kept = sorted(standard)[cut : len(rows) - cut]
    drawn = [max(kept[0], min(kept[-1], z)) for z in standard]
    phi = sum(z**2 for z in drawn) / len(drawn)
    total = sum(1 / v for v in variances)
    room = total - sum(1 / v**2 for v in variances) / total
    between = max(0.0, (len(rows) * phi - (len(rows) - 1)) / room)
    return middle, between**0.5


@pytest.mark.parametrize("measure", [RATE, SHARE])
@settings(max_examples=80, deadline=None)
@given(rows=figures)
def test_it_equals_the_slow_reading(measure, rows):
    funnel = limits_of(measure, frame(measure, rows))
    middle, between = slowly(measure, rows)
    assert funnel.middle == pytest.approx(middle)
    assert funnel.between == pytest.approx(between, rel=1e-6, abs=1e-9)
    back = (lambda y: max(y, 0) ** 2) if measure is RATE else (lambda y: 100 * sin(min(max(y, 0), asin(1))) ** 2)
    for n, (value, size) in enumerate(rows):
        chance = 10_000 / (4 * size) if measure is RATE else 1 / (4 * size)
        width = sqrt(chance + between**2)
        centre = sqrt(middle) if measure is RATE else asin(sqrt(middle / 100))
        placed = funnel.places[f"X{n:03}"]
        assert placed.limits.low == pytest.approx(back(centre - INNER * width), abs=1e-6)
        assert placed.limits.outer_high == pytest.approx(back(centre + OUTER * width), abs=1e-6)
        own = sqrt(value) if measure is RATE else asin(sqrt(value / 100))
        assert placed.shrunk == pytest.approx(back(centre + between**2 / width**2 * (own - centre)), abs=1e-6)


@pytest.mark.parametrize("measure", [RATE, SHARE])
@settings(max_examples=80, deadline=None)
@given(rows=figures)
def test_smaller_areas_have_wider_limits_and_less_weight_of_their_own(measure, rows):
    funnel = limits_of(measure, frame(measure, rows))
    by_size = sorted(funnel.places.values(), key=lambda one: one.out_of)
    for small, large in pairwise(by_size):
        assert small.limits.outer_low <= large.limits.outer_low + 1e-9
        assert small.limits.outer_high >= large.limits.outer_high - 1e-9
        assert small.own_weight <= large.own_weight + 1e-12


@pytest.mark.parametrize("measure", [RATE, SHARE])
@settings(max_examples=80, deadline=None)
@given(rows=figures)
def test_the_side_is_what_the_limits_say_and_the_shrunk_figure_lies_between(measure, rows):
    for placed in limits_of(measure, frame(measure, rows)).places.values():
        limits = placed.limits
        if placed.side is Side.WITHIN:
            assert limits.low - 1e-9 <= placed.value <= limits.high + 1e-9
        if placed.side is Side.FAR_ABOVE:
            assert placed.value >= limits.outer_high - 1e-9
        if placed.side is Side.FAR_BELOW:
            assert placed.value <= limits.outer_low + 1e-9
        assert 0 <= placed.own_weight <= 1


def test_areas_that_differ_by_chance_alone_need_no_width_beside_chance():
    funnel = limits_of(RATE, frame(RATE, [(50.0, 10_000.0)] * FEWEST))
    assert funnel.between == 0
    assert [placed.shrunk for placed in funnel.places.values()] == pytest.approx([50.0] * FEWEST)


def test_missing_figures_are_left_out_not_taken_for_nothing():
    rows = [(50.0 + n, 10_000.0) for n in range(FEWEST)]
    with_gaps = limits_of(RATE, frame(RATE, [*rows, (None, 10_000.0), (70.0, None), (70.0, 0.0)]))
    assert with_gaps.places == limits_of(RATE, frame(RATE, rows)).places


def test_too_few_areas_and_bare_counts_have_no_limits():
    assert limits_of(RATE, frame(RATE, [(50.0, 10_000.0)] * (FEWEST - 1))) is None
    assert limits_of(COUNT, frame(COUNT, [(50.0, 10_000.0)] * FEWEST)) is None


def test_two_years_at_once_are_refused():
    rows = [(50.0, 10_000.0)] * FEWEST
    with pytest.raises(ValueError, match="one year"):
        limits_of(RATE, pl.concat([frame(RATE, rows), frame(RATE, rows, 2031)]))


def test_nothing_at_all_is_a_figure_and_can_be_low():
    funnel = limits_of(RATE, frame(RATE, [(0.0, 100_000.0)] + [(50.0 + n, 100_000.0) for n in range(20)]))
    assert funnel.places["X000"].side is Side.FAR_BELOW
    assert funnel.limits_at(100_000.0) == funnel.places["X001"].limits
