"""Days and spans as letters print them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.library.core.dates import Day, Span, find_day, find_span, is_day

WRITTEN = date(2016, 8, 2)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("by 8 November 2016. This", Day(date(2016, 11, 8))),
        ("by Friday 5 May 2017", Day(date(2017, 5, 5))),
        ("by Friday 18 April 2023", Day(date(2023, 4, 18), wrong_weekday=True)),
        ("by 12 November 18. This", Day(date(2018, 11, 12), short_year=True)),
        ("by 30 March 2020.This statement", Day(date(2020, 3, 30))),
        ("1st May, 2024", Day(date(2024, 5, 1))),
        ("on 31 February 2024, then 1 March 2024", Day(date(2024, 3, 1))),
        ("in May 2024", None),
        ("by 9 May", None),
        ("9 May 2024567", None),
    ],
)
def test_a_day(text, wanted):
    assert find_day(text) == wanted


@pytest.mark.parametrize(
    ("text", "first", "last", "year_printed"),
    [
        ("Between 22 and 26 February 2016, Ofsted", "2016-02-22", "2016-02-26", True),
        ("Between 27 February and 3 March 2017, Ofsted", "2017-02-27", "2017-03-03", True),
        ("took place from 13 November 2023 to 17 November 2023.", "2023-11-13", "2023-11-17", True),
        ("from 9 May to 13 May 2022", "2022-05-09", "2022-05-13", True),
        ("from 30 December to 3 January 2023", "2022-12-30", "2023-01-03", True),
        ("from Monday 9 to Friday 13 October 2023", "2023-10-09", "2023-10-13", True),
        ("9–13 October 2023", "2023-10-09", "2023-10-13", True),
        ("Between 20 and 24 June, Ofsted", "2016-06-20", "2016-06-24", False),
        ("Between 5 and 9 December, Ofsted", "2015-12-05", "2015-12-09", False),
    ],
)
def test_a_span(text, first, last, year_printed):
    assert find_span(text, WRITTEN) == Span(date.fromisoformat(first), date.fromisoformat(last), year_printed)


@pytest.mark.parametrize(
    "text", ["children aged 10 to 15", "between 30 and 39 cases each", "between 20 and 24 June", "from 26 to 22 May 2017"]
)
def test_what_is_no_span_where_the_letter_has_no_date(text):
    assert find_span(text, None) is None


def test_a_date_alone_on_its_line():
    assert is_day("5 April 2016 ")
    assert not is_day("Between 22 and 26 February 2016")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 20)), st.integers(0, 11))
def test_any_span_printed_in_full_is_read_back(first, days):
    last = first + timedelta(days=days)
    printed = f"from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}."
    assert find_span(printed, None) == Span(first, last, True)
