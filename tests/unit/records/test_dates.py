"""Partial dates: a table of spellings, and the vectorised reader held against the slow one."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.records.dates import LONDON, day_moment, read_moment, read_moments

# text, first moment UTC, last minute UTC, precision
SPELLINGS = [
    ("2020-09-16", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("16/09/2020", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("16/9/20", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("16.09.2020", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("16-Sep-20", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("Wed 16th September 2020", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("September 16, 2020", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("20200916", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("44090", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("16/09/2020 00:00:00", "2020-09-15 23:00", "2020-09-16 22:59", "day"),
    ("2020-01-16", "2020-01-16 00:00", "2020-01-16 23:59", "day"),
    ("25/12/1948", "1948-12-25 00:00", "1948-12-25 23:59", "day"),
    ("1/2/51", "1951-02-01 00:00", "1951-02-01 23:59", "day"),
    ("44090.4375", "2020-09-16 09:30", "2020-09-16 09:30", "minute"),
    ("16/09/2020 10:30", "2020-09-16 09:30", "2020-09-16 09:30", "minute"),
    ("16/09/2020 10:30:59", "2020-09-16 09:30", "2020-09-16 09:30", "minute"),
    ("16/09/2020 10.30pm", "2020-09-16 21:30", "2020-09-16 21:30", "minute"),
    ("16 Sept 2020 at 12:05 am", "2020-09-15 23:05", "2020-09-15 23:05", "minute"),
    ("2020-09-16T10:30:00Z", "2020-09-16 10:30", "2020-09-16 10:30", "minute"),
    ("2020-09-16T00:00:00+01:00", "2020-09-15 23:00", "2020-09-15 23:00", "minute"),
    ("2020-09-16T10:30:00.123456", "2020-09-16 09:30", "2020-09-16 09:30", "minute"),
    # the hour the autumn clock shows twice, and the one the spring clock skips: both readings
    ("25/10/2020 01:30", "2020-10-25 00:30", "2020-10-25 01:30", "minute"),
    ("29/03/2020 01:30", "2020-03-29 00:30", "2020-03-29 01:30", "minute"),
    # days of 25 and 23 hours
    ("25/10/2020", "2020-10-24 23:00", "2020-10-25 23:59", "day"),
    ("29/03/2020", "2020-03-29 00:00", "2020-03-29 22:59", "day"),
    ("Sep 2020", "2020-08-31 23:00", "2020-09-30 22:59", "month"),
    ("02/2020", "2020-02-01 00:00", "2020-02-29 23:59", "month"),
    ("??/02/2020", "2020-02-01 00:00", "2020-02-29 23:59", "month"),
    ("00/02/2020", "2020-02-01 00:00", "2020-02-29 23:59", "month"),
    ("2009", "2009-01-01 00:00", "2009-12-31 23:59", "year"),
    ("xx/xx/2009", "2009-01-01 00:00", "2009-12-31 23:59", "year"),
]

NOT_DATES = ["", "nope", "32/01/2020", "29/02/2021", "09/16/2020", "12:30", "16/09/2020 25:00", "16/09/2020 13:00 pm", "0001-01-01"]
NOT_DATES += [
    "16/13/2020",
    "1/1/1899",
    "31/12/2999",
    "9999999",
    "123",
    "16 Foo 2020",
    "not a date at all",
    "2020-09-16-17",
    "-5",
    "1e5",
    "６",
]


def utc(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@pytest.mark.parametrize(("text", "first", "last", "precision"), SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_spellings(text: str, first: str, last: str, precision: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.earliest, moment.precision) == (utc(first), precision)
    assert moment.latest == utc(last) + timedelta(minutes=1) - timedelta(microseconds=1)


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_stays_unknown(text: str) -> None:
    assert read_moment(text) is None


def test_a_column_reads_like_each_of_its_texts() -> None:
    texts = [row[0] for row in SPELLINGS] + NOT_DATES + [" 16/09/2020 ", "16/09/2020 9:05"]
    assert_same(texts)


def assert_same(texts: list[str | None]) -> None:
    found = read_moments(pl.Series(texts, dtype=pl.String)).rows()
    wanted = [(m.earliest, m.latest, m.precision) if (m := read_moment(text)) else (None, None, None) for text in texts]
    assert dict(zip(enumerate(texts), found, strict=True)) == dict(zip(enumerate(texts), wanted, strict=True))


FORMS = [
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%d.%m.%Y",
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
]
FORMS += ["%d %b %Y", "%d %b %Y %H:%M", "%B %Y", "%Y", "%d/%m/%Y %I:%M %p", "%Y%m%d"]


@given(st.datetimes(datetime(1950, 1, 1), datetime(2039, 12, 31)), st.sampled_from(FORMS))
def test_a_written_moment_lies_in_its_interval(moment: datetime, form: str) -> None:
    read = read_moment(moment.strftime(form))
    assert read is not None
    assert read.earliest <= moment.replace(tzinfo=LONDON, fold=0).astimezone(UTC) <= read.latest


@settings(max_examples=60)
@given(st.lists(st.tuples(st.datetimes(datetime(1895, 1, 1), datetime(2105, 1, 1)), st.sampled_from(FORMS)), max_size=20))
def test_fast_and_slow_agree_on_dates(rows: list[tuple[datetime, str]]) -> None:
    assert_same([moment.strftime(form) for moment, form in rows])


@settings(max_examples=60)
@given(st.lists(st.none() | st.text("0123456789/-:. T", max_size=19) | st.floats(9000, 99999).map(str), max_size=20))
def test_fast_and_slow_agree_on_anything(texts: list[str | None]) -> None:
    assert_same(texts)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_interval_of_that_day(day: date) -> None:
    moment = day_moment(day)
    assert (moment.first_day, moment.last_day) == (day, day)
    assert (moment.latest + timedelta(microseconds=1)).astimezone(LONDON).date() == day + timedelta(days=1)
    assert (moment.earliest - timedelta(microseconds=1)).astimezone(LONDON).date() == day - timedelta(days=1)
