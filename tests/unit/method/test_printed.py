"""Printed days beside counted ones: what other counting gives a day, and which days are questioned."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.method.calendar import is_working_day
from joinedup.method.printed import Counting, fits, question
from tests.unit.method.by_statute import nth_working_day, working_days

DAYS = st.dates(date(2014, 1, 1), date(2032, 12, 31))


def kinds(*arguments):
    return [fit.counting for fit in fits(*arguments)]


@pytest.mark.parametrize(
    ("start", "printed", "kind"),
    [
        (date(2024, 5, 16), date(2024, 8, 23), Counting.WORKING_DAYS),
        (date(2022, 7, 4), date(2022, 9, 12), Counting.CALENDAR_DAYS),
        (date(2025, 1, 31), date(2025, 5, 9), Counting.WEEKDAYS),  # fourteen weeks, and three bank holidays counted as worked
        (date(2023, 1, 31), date(2023, 5, 11), Counting.SOME_HOLIDAYS),
        (date(2024, 1, 30), date(2024, 5, 9), Counting.FIRST_DAY),
        (date(2024, 5, 16), date(2024, 7, 10), Counting.OTHER_DAY),
    ],
)
def test_the_first_fit(start, printed, kind):
    assert kinds(printed, 70, {"publication": start})[0] is kind


def test_what_fits_from_a_known_day_hides_every_other_guess():
    (fit,) = fits(date(2024, 7, 10), 70, {"receipt": date(2024, 3, 28), "publication": date(2024, 5, 16)})
    assert (fit.counting, fit.of, fit.start) == (Counting.WORKING_DAYS, "receipt", date(2024, 3, 28))
    assert fit.sentence == "70 working days from receipt, Thursday 28 March 2024"


def test_a_day_unlike_any_counting_tells_from_which_day_it_would_fit():
    fit = fits(date(2024, 7, 10), 70, {"publication": date(2024, 5, 16)})[-1]
    assert fit.sentence == "70 working days from Thursday 28 March 2024, 32 working days before the first day known"
    assert fit.start == date(2024, 3, 28)


def test_a_day_nobody_works_may_stand_for_the_working_day_on_either_side():
    before, after = fits(date(2024, 3, 9), 70, {})
    assert (before.start, after.start) == (date(2023, 11, 28), date(2023, 11, 29))
    assert before.sentence.endswith(": they end on Friday 8 March 2024, and Saturday 9 March 2024 is no working day")
    (right,) = fits(date(2024, 3, 9), 70, {"making of the file": date(2023, 11, 29)})
    assert right.counting is Counting.WORKING_DAYS


@given(DAYS, st.integers(1, 120), st.dates(date(2014, 1, 1), date(2032, 12, 31)))
def test_every_fit_is_a_true_count(start, days, printed):
    off = set(working_days())
    for fit in fits(printed, days, {"publication": start}):
        if fit.counting in (Counting.WORKING_DAYS, Counting.OTHER_DAY):
            ends = nth_working_day(fit.start, days)
            between = {printed + timedelta(days=n) for n in range(min(0, (ends - printed).days), max(0, (ends - printed).days) + 1)}
            assert ends == printed or not (between - {ends}) & off  # nothing worked lies between the two
        elif fit.counting is Counting.CALENDAR_DAYS:
            assert (printed - start).days == days
        elif fit.counting is Counting.WEEKDAYS:
            assert sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, (printed - start).days + 1)) == days
        else:
            assert nth_working_day(start, days) > printed


@given(DAYS, st.integers(1, 120))
def test_a_day_that_is_right_is_never_questioned_and_one_in_calendar_days_always(start, days):
    right = nth_working_day(start, days)
    assert question(start, right, days) is None
    calendar = start + timedelta(days=days)
    if days >= 5 and calendar != right:
        assert f"{days} calendar days after" in question(start, calendar, days)
    assert question(start, right + timedelta(days=400), days) is None


def test_a_question_says_the_day_that_would_be_right():
    assert question(date(2022, 7, 4), date(2022, 9, 12), 70) == (
        "Monday 12 September 2022 is 70 calendar days after Monday 4 July 2022. "
        "70 working days end on Wednesday 12 October 2022. Is it what you mean?"
    )
    assert is_working_day(date(2022, 9, 12))
