"""Days and spans of days as letters write them: 5 May 2017; Friday 18 April 2023; between 27 February and 3 March 2017."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = rf"(?:(?P<weekday{{0}}>{'|'.join(_WEEKDAYS)}),?\s+)?"
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month{{0}}>{'|'.join(_MONTHS)})"
_YEAR = r"(?P<year{0}>20\d\d)"
_ANY_YEAR = r"(?P<year>20\d\d(?!\d)|\d\d(?!\d))"
_FULL = re.compile(rf"\b{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+".format("", "", "") + _ANY_YEAR, re.I)
_SPAN = re.compile(
    (
        rf"\b{_WEEKDAY}{_DAY}(?:\s+{_MONTH})?(?:,?\s+{_YEAR})?".format("1")
        + r"\s*(?:,?\s*\b(?:and|to|until)\b|[-–—])\s*"
        + rf"{_WEEKDAY}{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?\b".format("2")
    ),
    re.I,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed, whether the weekday printed beside it is another's, and whether its year is printed without the century."""

    day: date
    wrong_weekday: bool = False
    short_year: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, and whether their year is not printed but the last before the letter's own date."""

    first: date
    last: date
    year_printed: bool


def find_day(text: str) -> Day | None:
    """Return the first whole date in a text, or None; a date no calendar has is none."""
    for found in _FULL.finditer(text):
        short = len(found["year"]) == 2
        day = _date(found["day"], found["month"], f"20{found['year']}" if short else found["year"])
        if day:
            weekday = found["weekday"]
            return Day(day, bool(weekday) and _WEEKDAYS[day.weekday()] != weekday.lower(), short)
    return None


def is_day(text: str) -> bool:
    """Return whether a text is a date and nothing else."""
    return bool(_FULL.fullmatch(text.strip().rstrip(".")))


def find_span(text: str, written: date | None) -> Span | None:
    """Return the first span of days in a text; its year, where not printed, is the last that lies before `written`."""
    for found in _SPAN.finditer(text):
        span = _span(found, written)
        if span:
            return span
    return None


def _span(found: re.Match[str], written: date | None) -> Span | None:
    month_1 = found["month1"] or found["month2"]
    year = found["year2"] or found["year1"] or (str(written.year) if written else None)
    if year is None:
        return None
    printed = bool(found["year2"] or found["year1"])
    last = _date(found["day2"], found["month2"], year)
    if last and not printed and written and last > written:
        last = _date(found["day2"], found["month2"], str(written.year - 1))
    if last is None:
        return None
    first = _date(found["day1"], month_1, found["year1"] or str(last.year))
    if first and first > last and found["month1"] and not found["year1"]:
        first = _date(found["day1"], month_1, str(last.year - 1))
    return Span(first, last, printed) if first and first <= last else None


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        return None
