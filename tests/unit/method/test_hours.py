"""Working hours, held against a clock that ticks minute by minute."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import WorkingHours
from joinedup.method.hours import add_working_hours
from joinedup.records.dates import LONDON

NINE_TO_FIVE = WorkingHours()


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("asked", "hours", "due"),
    [
        ("2022-10-03T10:00", 4, "2022-10-03T14:00"),
        ("2022-10-03T10:00", 7, "2022-10-03T17:00"),  # the last moment of a day still belongs to it
        ("2022-10-03T10:00", 8, "2022-10-04T10:00"),
        ("2022-10-03T20:30", 8, "2022-10-04T17:00"),  # asked in the evening: begins the next morning
        ("2022-10-03T06:00", 1, "2022-10-03T10:00"),
        ("2022-10-07T16:00", 2, "2022-10-10T10:00"),  # over a weekend
        ("2022-12-23T16:00", 2, "2022-12-28T10:00"),  # over Christmas and the bank holidays after it
        ("2022-10-28T16:00", 2, "2022-10-31T10:00"),  # the clocks went back on the Sunday between
    ],
)
def test_due(asked, hours, due):
    assert add_working_hours(london(asked), hours, NINE_TO_FIVE) == london(due)
    assert add_working_hours(london(asked), hours, NINE_TO_FIVE).tzinfo == UTC


@settings(deadline=None)  # a year's bank holidays are looked up once
@given(
    st.datetimes(datetime(2021, 12, 20), datetime(2022, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.integers(1, 30),
)
def test_a_clock_that_runs_in_working_hours_alone_agrees(asked, hours):
    now, left = asked, hours * 60
    while left:
        open_now = is_working_day(now.date()) and 9 <= now.hour < 17
        left -= open_now
        now += timedelta(minutes=1)
    assert add_working_hours(asked.replace(tzinfo=LONDON), hours, NINE_TO_FIVE) == now.replace(tzinfo=LONDON)
