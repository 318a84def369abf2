"""Stretches of time a picture may span: the usual one, the whole story, and a year, a quarter or a month of it.

What is zoomed to begins and ends with a month: the address of a picture then holds no day of a child's life.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from joinedup.cases.core.story import ChildStory
from joinedup.method.days import LONDON

#: What can be zoomed to, and how many months it has.
SPANS: Final[Mapping[str, int]] = MappingProxyType({"year": 12, "quarter": 3, "month": 1})

_LONDON: Final = ZoneInfo(LONDON)
_USUAL_REACH: Final = timedelta(days=731)
_LEAST_REACH: Final = timedelta(days=90)
_MARGIN: Final = timedelta(days=7)
_LEAST_DAYS: Final = 8
_MONTHS: Final = 12


def usual(story: ChildStory) -> datetime:
    """Return where the picture usually begins: with the first event of the last two years, and no less than a quarter back."""
    reach = story.as_of - _USUAL_REACH
    recent = story.chronology.filter(pl.col("start_latest") >= reach)["start_earliest"].min()
    first = recent if isinstance(recent, datetime) else story.as_of
    return min(max(first - _MARGIN, reach), story.as_of - _LEAST_REACH)


def beginning(story: ChildStory) -> datetime:
    """Return where a picture of the whole story begins."""
    first = story.chronology["start_earliest"].min()
    return min(first - _MARGIN, usual(story)) if isinstance(first, datetime) else usual(story)


def months(story: ChildStory) -> list[date]:
    """Return the first day of each month of the whole story."""
    return [month_on(_month(story.as_of), -back) for back in range(_between(_month(beginning(story)), _month(story.as_of)), -1, -1)]


def whole(story: ChildStory) -> tuple[date, date]:
    """Return the first and last day of the whole story."""
    return _day(beginning(story)), _day(story.as_of)


def span(story: ChildStory, name: str, last: date | None = None) -> tuple[date, date]:
    """Return the first and last day of so many calendar months up to the one that holds `last`, or the story's end.

    Where the story ends in the first days of a month, "month" is the month before: a picture of three days tells nothing.
    """
    until = min(last, _day(story.as_of)) if last else _day(story.as_of)
    ends = until.replace(day=1)
    if name == "month" and until == _day(story.as_of) and until.day < _LEAST_DAYS:
        ends = month_on(ends, -1)
    return month_on(ends, 1 - SPANS[name]), month_end(ends)


def moved(first: date, last: date, by: int) -> tuple[date, date]:
    """Return the stretch of as many months that comes before (`by` -1) or after it (1)."""
    step = by * (_between(first, last) + 1)
    return month_on(first, step), month_end(month_on(last, step))


def length_of(first: date, last: date) -> str:
    """Return the name of the zoom a stretch of whole months is one of, "" for none."""
    length = _between(first, last) + 1
    return next((name for name, months in SPANS.items() if months == length), "")


def month_on(day: date, by: int) -> date:
    """Return the first day of the month so many months on."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + by, _MONTHS)
    return date(year, month + 1, 1)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return month_on(day, 1) - timedelta(days=1)


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * _MONTHS + last.month - first.month


def _month(moment: datetime) -> date:
    return _day(moment).replace(day=1)


def _day(moment: datetime) -> date:
    return moment.astimezone(_LONDON).date()
