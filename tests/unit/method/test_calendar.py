from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.method import calendar
from joinedup.method.calendar import CalendarError, KeyDay, add_working_days, is_working_day, key_dates, working_days_between
from joinedup.method.framework import KeyDate
from tests.unit.method.by_statute import holidays_by_statute, nth_working_day, working_days

DAYS = st.dates(date(2012, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize("year", range(2012, 2041))
def test_the_holidays_are_those_of_the_statute(year):
    assert {day for day in calendar.bank_holidays(year) if day.weekday() < 5} == holidays_by_statute(year)


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2024, 3, 28), 1, date(2024, 4, 2)),  # Maundy Thursday, over Easter
        (date(2024, 3, 28), 70, date(2024, 7, 10)),  # 14 weeks and four holidays
        (date(2022, 9, 16), 1, date(2022, 9, 20)),  # the day of the Queen's funeral was not worked
        (date(2024, 6, 8), 1, date(2024, 6, 10)),  # from a Saturday
        (date(2024, 6, 10), -1, date(2024, 6, 7)),
        (date(2024, 6, 8), 0, date(2024, 6, 8)),
        (date(2030, 12, 24), 1, date(2030, 12, 27)),  # beyond the published years
    ],
)
def test_adding(start, n, expected):
    assert add_working_days(start, n) == expected


@given(DAYS, st.integers(-90, 90).filter(bool))
def test_counting_undoes_adding(day, n):
    landed = add_working_days(day, n)
    assert is_working_day(landed)
    assert working_days_between(day, landed) == n


@given(DAYS, st.integers(0, 800))
def test_counting_is_the_number_of_days_one_would_tick_off(day, length):
    last = day + timedelta(days=length)
    ticked = sum(is_working_day(day + timedelta(days=n)) for n in range(1, length + 1))
    assert working_days_between(day, last) == ticked
    assert working_days_between(last, day) == -sum(is_working_day(last - timedelta(days=n)) for n in range(1, length + 1))


@dataclass(frozen=True)
class OnlyCalendar:
    calendar: tuple[KeyDate, ...]


def test_steps_are_counted_from_one_another():
    steps = OnlyCalendar(
        (
            KeyDate("notification", "Notification", 0),
            KeyDate("fieldwork", "Fieldwork", 10, after="notification", until=14),
            KeyDate("letter", "Letter", 30, after="fieldwork"),
            KeyDate("lists", "Lists", 1),
        )
    )
    assert key_dates(steps, date(2024, 5, 14)) == [
        KeyDay("notification", "Notification", date(2024, 5, 14)),
        KeyDay("fieldwork", "Fieldwork", date(2024, 5, 29), date(2024, 6, 4)),
        KeyDay("letter", "Letter", date(2024, 7, 10)),
        KeyDay("lists", "Lists", date(2024, 5, 15)),
    ]


@pytest.mark.parametrize(
    ("calendar_steps", "said"),
    [
        ((KeyDate("a", "A", 1, after="b"), KeyDate("b", "B", 1, after="a")), "cannot be counted from itself"),
        ((KeyDate("a", "A", 1, after="x"),), "counted from x, which the framework does not have"),
    ],
)
def test_a_calendar_that_cannot_be_counted_is_refused(calendar_steps, said):
    with pytest.raises(CalendarError, match=said):
        key_dates(OnlyCalendar(calendar_steps), date(2024, 5, 14))


@given(st.dates(date(2014, 1, 1), date(2032, 12, 31)), st.integers(-300, 300))
def test_adding_is_reading_on_in_the_list_of_working_days(day, n):
    assert add_working_days(day, n) == nth_working_day(day, n)


def test_ten_thousand_days_taken_at_random_are_counted_as_by_statute():
    """Both ways of counting, and whether a day is worked, against an implementation that shares no code or data with them."""
    draw, worked = Random(70), set(working_days())
    first, span = date(2012, 1, 1), (date(2040, 12, 31) - date(2012, 1, 1)).days
    for _ in range(10_000):
        day, n = first + timedelta(days=draw.randint(0, span)), draw.choice((1, 2, 5, 10, 70, draw.randint(-100, 100)))
        expected = nth_working_day(day, n)
        assert (add_working_days(day, n), is_working_day(day)) == (expected, day in worked)
        assert working_days_between(day, expected) == n
