"""Stretches of time a picture may span: the usual one, the whole story, and a year, a quarter or a month of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from joinedup.cases.core.coverage import months_before
from joinedup.cases.core.story import ChildStory
from joinedup.method.days import LONDON

#: What can be zoomed to, and how many months it has.
SPANS: Final[Mapping[str, int]] = MappingProxyType({"year": 12, "quarter": 3, "month": 1})

_LONDON: Final = ZoneInfo(LONDON)
_USUAL_REACH: Final = timedelta(days=731)
_LEAST_REACH: Final = timedelta(days=90)
_MARGIN: Final = timedelta(days=7)


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


def whole(story: ChildStory) -> tuple[date, date]:
    """Return the first and last day of the whole story."""
    return _day(beginning(story)), _day(story.as_of)


def span(story: ChildStory, name: str, last: date | None = None) -> tuple[date, date]:
    """Return the first and last day of a year, quarter or month that ends on `last`, or with the story."""
    until = min(last, _day(story.as_of)) if last else _day(story.as_of)
    return months_before(until, SPANS[name]) + timedelta(days=1), until


def moved(first: date, last: date, by: int) -> tuple[date, date]:
    """Return the stretch as long as this one that comes before (`by` -1) or after it (1)."""
    length = timedelta(days=(last - first).days + 1)
    return first + by * length, last + by * length


def length_of(first: date, last: date) -> str:
    """Return the name of the zoom a stretch is one of, "" for none."""
    names = (name for name, months in SPANS.items() if months_before(last, months) + timedelta(days=1) == first)
    return next(names, "")


def _day(moment: datetime) -> date:
    return moment.astimezone(_LONDON).date()
