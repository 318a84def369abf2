from datetime import UTC, date, datetime

import pytest

from joinedup.web.components import dates


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 3, 5), "5 March 2026"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "1 July 2026"),  # half past midnight in London
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), "31 January 2026"),
        (None, ""),
    ],
)
def test_a_day_is_said_as_in_london(value, said):
    assert dates.day(value) == said


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        (datetime(2026, 1, 5, 14, 30, tzinfo=UTC), "5 January 2026 at 2:30pm"),
        (datetime(2026, 7, 5, 14, 0, tzinfo=UTC), "5 July 2026 at 3pm"),
        (datetime(2026, 1, 5, 12, 0, tzinfo=UTC), "5 January 2026 at midday"),
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), "5 January 2026 at midnight"),
        (datetime(2026, 1, 5, 0, 5, tzinfo=UTC), "5 January 2026 at 12:05am"),
    ],
)
def test_a_moment_is_said_with_its_london_time(utc, said):
    assert dates.moment(utc) == said


def test_a_table_says_months_short():
    assert dates.short_day(date(2026, 9, 15)) == "15 Sep 2026"
    assert dates.short_day(None) == ""


def test_what_has_no_moment_says_nothing():
    assert dates.moment(None) == ""
