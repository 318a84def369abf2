"""Where everything lies in the picture of a year plan: one line an inspection, weeks from left to right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WEEK: Final = timedelta(weeks=1)
#: Of the picture, in its own units.
LEFT, LINE, HEAD, WIDTH = 170, 30, 44, 960


@dataclass(frozen=True)
class Bar:
    """One inspection: its code word, and the Mondays its work begins, is on site, and is last worked on; null where not planned."""

    called: str
    begins: date | None = None
    on_site: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Piece:
    """One stretch of a line: before fieldwork, on site, or after it."""

    kind: str  # before | site | after
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    """One inspection in the picture; without pieces where it has no week yet."""

    called: str
    y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Month:
    """Where a month begins, and what it is called there."""

    called: str
    x: float


@dataclass(frozen=True)
class YearPlan:
    """The whole picture."""

    width: int
    height: int
    months: tuple[Month, ...]
    lines: tuple[Line, ...]


def year_plan(bars: Iterable[Bar], first: date, last: date) -> YearPlan:
    """Return where everything lies, from the week before anything begins to the week after all ends."""
    found = list(bars)
    begins = min([first, *(bar.begins for bar in found if bar.begins)])
    ends = max([last, *(bar.ends + WEEK for bar in found if bar.ends)])
    scale = (WIDTH - LEFT) / max((ends - begins).days, 1)

    def at(day: date) -> float:
        return round(LEFT + (day - begins).days * scale, 1)

    lines = tuple(Line(bar.called, HEAD + LINE * number, _pieces(bar, at)) for number, bar in enumerate(found))
    months = tuple(Month(f"{day:%b}" if day.month > 1 else f"{day:%b %Y}", at(day)) for day in _months(begins, ends))
    return YearPlan(WIDTH, HEAD + LINE * max(len(found), 1) + 10, months, lines)


def _pieces(bar: Bar, at: Callable[[date], float]) -> tuple[Piece, ...]:
    if bar.begins is None or bar.on_site is None or bar.ends is None:
        return ()
    spans = (
        ("before", bar.begins, bar.on_site),
        ("site", bar.on_site, bar.on_site + WEEK),
        ("after", bar.on_site + WEEK, bar.ends + WEEK),
    )
    return tuple(Piece(kind, at(first), round(at(last) - at(first), 1)) for kind, first, last in spans if last > first)


def _months(first: date, last: date) -> list[date]:
    day, found = first.replace(day=1), []
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
