from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.method import days
from joinedup.method.calendar import add_working_days, working_days_between

DATES = st.dates(date(2012, 1, 1), date(2032, 12, 31))


def value(expression):
    return pl.select(expression).item()


@given(DATES, st.integers(1, 60))
def test_working_days_agree_with_the_calendar(day, n):
    assert value(days.due(pl.lit(day), n, "working_days")) == add_working_days(day, n)


@given(DATES, st.integers(0, 200))
def test_elapsed_working_days_agree_with_the_calendar(day, length):
    last = day + timedelta(days=length)
    assert value(days.elapsed(pl.lit(day), pl.lit(last), "working_days")) == working_days_between(day, last)


@pytest.mark.parametrize(("day", "hours"), [(date(2024, 3, 31), 23), (date(2024, 10, 27), 25), (date(2024, 6, 1), 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day, hours):
    first, last = value(days.day_begins(pl.lit(day))), value(days.day_ends(pl.lit(day)))
    assert last - first == timedelta(hours=hours) - timedelta(microseconds=1)
    assert value(days.london_day(pl.lit(first))) == value(days.london_day(pl.lit(last))) == day


def test_hours_begun_are_counted():
    spent = days.elapsed(pl.lit(datetime(2024, 5, 1, 10)), pl.lit(datetime(2024, 5, 1, 12, 1)), "hours")
    assert value(spent) == 3


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="not 'weeks'"):
        days.due(pl.lit(date(2024, 5, 1)), 1, "weeks")
