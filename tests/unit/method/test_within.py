"""Times given by a framework: when they are up, in words, and whether what was awaited came within them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Within, WorkingHours
from joinedup.method.within import MET, OPEN, OUTSIDE, due_at, kept, within_words
from joinedup.records.dates import LONDON

NINE_TO_FIVE = WorkingHours()


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("moment", "number", "unit", "due"),
    [
        ("2022-10-07T16:00", 2, "hours", "2022-10-07T18:00"),  # hours run on a Friday evening too
        ("2022-10-29T20:00", 24, "hours", "2022-10-30T19:00"),  # the clocks go back: twenty-four real hours
        ("2022-10-07T16:00", 2, "working_hours", "2022-10-10T10:00"),
        ("2022-10-07T16:00", 1, "working_days", "2022-10-10T17:00"),
        ("2022-10-08T16:00", 1, "working_days", "2022-10-10T17:00"),  # from a Saturday the first working day is Monday
        ("2022-10-06T23:30", 1, "working_days", "2022-10-07T17:00"),  # half past eleven in London is the next day in no clock
        ("2022-12-23T09:00", 2, "working_days", "2022-12-29T17:00"),  # Christmas, and two bank holidays after it
    ],
)
def test_due(moment, number, unit, due):
    found = due_at(london(moment), Within(number, unit), NINE_TO_FIVE)
    assert found == london(due)
    assert found.tzinfo == UTC


@settings(deadline=None)
@given(st.datetimes(datetime(2021, 1, 1), datetime(2023, 12, 31)), st.integers(1, 12))
def test_working_days_counted_one_by_one_agree(moment, number):
    asked, day, left = moment.replace(tzinfo=LONDON), moment.date(), number
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    due = due_at(asked, Within(number, "working_days"), NINE_TO_FIVE).astimezone(LONDON)
    assert (due.date(), due.hour, due.minute) == (day, 17, 0)


def test_another_unit_is_refused():
    with pytest.raises(ValueError, match="months"):
        due_at(london("2022-10-03T10:00"), Within(1, "months"), NINE_TO_FIVE)


@pytest.mark.parametrize(
    ("came", "now", "how"),
    [
        ("2022-10-03T17:00", "2022-10-09T09:00", MET),  # the last moment still counts
        ("2022-10-03T17:01", "2022-10-09T09:00", OUTSIDE),
        (None, "2022-10-03T17:00", OPEN),
        (None, "2022-10-03T17:01", OUTSIDE),
    ],
)
def test_kept(came, now, how):
    assert kept(london("2022-10-03T17:00"), came and london(came), london(now)) == how


def test_times_are_said_in_words():
    told = [within_words(Within(*of)) for of in ((1, "hours"), (4, "working_hours"), (1, "working_days"))]
    assert told == ["1 hour", "4 working hours", "1 working day"]
