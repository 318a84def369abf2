"""What the marks stand on: the axis of time, the lanes with their words, gaps without any record, times outside a timescale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

from joinedup.cases.core import words
from joinedup.cases.core.drawing import colours
from joinedup.cases.core.drawing.layout import LEFT, LINE, NAME, RIGHT, TITLE, WIDTH, Lane, Layout, Row, packed, width_of, wrapped
from joinedup.cases.core.drawing.view import Shown
from joinedup.method.days import LONDON

#: Where the axis stands.
AXIS: Final = 44

_LONDON: Final = ZoneInfo(LONDON)
#: Up to so many months a label stands every so many months; up to a month and a half every Monday has one.
_MONTHS_APART: Final = ((14, 1), (30, 2), (54, 3), (130, 6), (1200, 12))
_WEEKS: Final = 1.6
_TITLES: Final = 12


def head(shown: Shown) -> float:
    """Return where the first lane may begin: below the axis, and below the lengths of stretches without any record."""
    return AXIS + (24 if gaps_within(shown) else 8)


def lanes(layout: Layout) -> Iterator[str]:
    """Draw each agency's name in a band, and below it the words of each of its rows."""
    for lane in layout.lanes:
        colour = colours.of_sector(lane.sector)
        y = lane.top
        yield f'<rect x="0" y="{y}" width="{WIDTH}" height="{NAME - 3}" fill="{colour}" fill-opacity="0.09"/>'
        yield f'<rect x="0" y="{y}" width="6" height="{lane.height - 8}" fill="{colour}"/>'
        note = f'<tspan font-weight="normal" fill="{colours.INK}"> {escape(lane.note)}</tspan>' if lane.note else ""
        yield f'<text x="16" y="{y + 16}" font-size="13.5" font-weight="bold" fill="{colour}">{escape(lane.title)}{note}</text>'
        yield from _rows(lane)


def _rows(lane: Lane) -> Iterator[str]:
    for place, row in enumerate(lane.rows):
        if place:
            yield f'<path d="M 16 {row.top} H {WIDTH}" stroke="{colours.FAINT}"/>'
        yield from _title(row.title, row.top, row.height)


def _title(lines: tuple[str, ...], top: float, height: float) -> Iterator[str]:
    y = top + height / 2 - (len(lines) - 1) * TITLE / 2 + 4
    for n, line in enumerate(lines):
        yield f'<text x="16" y="{round(y + n * TITLE, 1)}" font-size="{_TITLES}">{escape(line)}</text>'


@dataclass(frozen=True)
class _Tick:
    day: date
    label: str
    year: str = ""
    strong: bool = False


def axis(layout: Layout, bottom: float) -> Iterator[str]:
    """Draw the years, the months (or weeks), and a line down from each."""
    yield f'<path d="M {LEFT} {AXIS} H {WIDTH - RIGHT}" stroke="{colours.INK}"/>'
    first = layout.first.astimezone(_LONDON)
    free = float(LEFT)
    ticks = list(_ticks(layout))
    if not ticks or layout.x(_midnight(ticks[0].day)) > LEFT + 60 or not ticks[0].year:
        opening = f"{first.year}" if not (ticks and ticks[0].label[:1].isdigit()) else f"{first:%B %Y}"
        near = next((layout.x(_midnight(tick.day)) for tick in ticks if tick.year), WIDTH)
        if near - LEFT > width_of(opening, 13) + 8:
            yield _year(LEFT, opening)
    for tick in ticks:
        x = layout.x(_midnight(tick.day))
        thick = 1.4 if tick.strong else 0.8
        yield f'<path d="M {x} {AXIS} V {bottom}" stroke="{colours.LINE}" stroke-width="{thick}"/>'
        if x >= free and x + width_of(tick.label) < WIDTH:
            yield f'<text x="{x + 3}" y="{AXIS - 6}" fill="{colours.QUIET}">{tick.label}</text>'
            free = x + width_of(tick.label) + 8
        if tick.year and x + width_of(tick.year, 13) < WIDTH:
            yield _year(x, tick.year)


def _year(x: float, text: str) -> str:
    return f'<text x="{x + 3 if x > LEFT else x}" y="{AXIS - 22}" font-size="13" font-weight="bold">{text}</text>'


def _ticks(layout: Layout) -> Iterator[_Tick]:
    first, last = (moment.astimezone(_LONDON).date() for moment in (layout.first, layout.last))
    months = (last - first) / timedelta(days=30.44)
    if months <= _WEEKS:
        monday = first + timedelta(days=-first.weekday() % 7)
        for n in range((last - monday).days // 7 + 1):
            day = monday + timedelta(weeks=n)
            new = day.day <= 7
            yield _Tick(day, f"{day.day} {day:%b}", f"{day:%B %Y}" if new else "", new)
        return
    apart = next(step for most, step in _MONTHS_APART if months <= most)
    for day in _months(first, last):
        if day.month == 1 or (day.month - 1) % apart == 0:
            yield _Tick(day, "" if apart == 12 else f"{day:%b}", str(day.year) if day.month == 1 else "", day.month == 1)


def _months(first: date, last: date) -> Iterator[date]:
    day = date(first.year, first.month, 1)
    while day <= last:
        if day >= first:
            yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_LONDON)


def gaps(shown: Shown, layout: Layout, name: str) -> Iterator[str]:
    """Hatch each stretch of which the lists received tell nothing, with its length above."""
    for gap in gaps_within(shown):
        x, end = layout.x(gap["gap_from"]), layout.x(gap["gap_to"])
        width = round(end - x, 1)
        told = f"Nothing on the lists received for {gap['days']} days"
        yield f"<g><title>{told}</title>"
        yield f'<rect x="{x}" y="{AXIS}" width="{width}" height="{layout.bottom - AXIS}" fill="url(#{name}-gap)"/>'
        label = f"{gap['days']} days nothing recorded"
        label = label if width > width_of(label, 10.5) else f"{gap['days']} days"
        if width > width_of(label, 10.5):
            middle = round((x + end) / 2, 1)
            look = f'text-anchor="middle" font-size="10.5" fill="{colours.GAP_INK}"'
            yield f'<text x="{middle}" y="{AXIS + 15}" {look}>{label}</text>'
        yield "</g>"


def gaps_within(shown: Shown) -> list[dict[str, Any]]:
    """Return the stretches without any record that reach into the picture."""
    return [gap for gap in shown.story.gaps.to_dicts() if gap["gap_to"] > shown.first and gap["gap_from"] < shown.last]


def pattern(name: str) -> str:
    """Return the hatching."""
    return (
        f'<defs><pattern id="{name}-gap" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="8" height="8" fill="{colours.GAP_PALE}" fill-opacity="0.75"/>'
        f'<path d="M 0 0 V 8" stroke="{colours.GAP}" stroke-width="2" stroke-opacity="0.55"/></pattern></defs>'
    )


def duties_within(shown: Shown) -> list[dict[str, Any]]:
    """Return what is outside timescale, begun by an event that is drawn and reaching into the picture."""
    ids = {event["event_id"] for _, event in shown.drawn}
    missed = shown.story.timescales.filter(shown.story.timescales["state"] == "missed").to_dicts()
    return [duty for duty in missed if duty["start_event"] in ids]


def outside(shown: Shown, layout: Layout, top: float) -> tuple[list[str], float]:
    """Return, a row per rule, each time allowed (thin) and the time beyond it (thick); and where the last row ends."""
    duties = duties_within(shown)
    if not duties:
        return [], top
    titles = {rule.id: rule.title for rule in shown.story.framework.timescales}
    parts = [f'<text x="16" y="{top + 16}" font-size="13.5" font-weight="bold" fill="{colours.FLAG}">Outside timescale</text>']
    below = top + NAME
    for rule in dict.fromkeys(str(duty["rule"]) for duty in duties):
        own = [_Duty(shown, layout, duty) for duty in duties if duty["rule"] == rule]
        lines = packed([one.reach for one in own])
        row = Row(rule, wrapped(titles[rule]), lines=max(lines) + 1, top=below)
        parts += [f'<path d="M 16 {below} H {WIDTH}" stroke="{colours.FAINT}"/>', *_title(row.title, below, row.height)]
        first = below + (row.height - row.lines * LINE) / 2 + LINE / 2
        parts += [one.drawn(first + line * LINE) for one, line in zip(own, lines, strict=True)]
        below += row.height
    return parts, below


class _Duty:
    """One duty outside its timescale: from its start to the day it was due, and on until it was done, or still is not."""

    def __init__(self, shown: Shown, layout: Layout, duty: Mapping[str, Any]) -> None:
        self.number = shown.number[duty["start_event"]]
        self.undone = duty["finish_earliest"] is None
        done = duty["finish_earliest"] or shown.story.as_of
        self.x, self.due = layout.x(duty["start_earliest"]), layout.x(duty["due_latest"])
        self.end = max(layout.x(done), self.due + 3)
        self.told = f"Due {words.day(duty['due_latest'])}" + ("" if self.undone else f", done {words.day(done)}")

    @property
    def reach(self) -> tuple[float, float]:
        """Return the stretch it takes up, with its number before it."""
        return self.x - 20, self.end + 6

    def drawn(self, y: float) -> str:
        """Return it as SVG."""
        end = f"M {self.end - 1} {y - 5} l 6 5 l -6 5" if self.undone else f"M {self.end} {y - 6} v 12"
        return (
            f"<g><title>{escape(self.told)}</title>"
            f'<text x="{self.x - 4}" y="{y + 3.5}" text-anchor="end" font-size="10" font-weight="bold">{self.number}</text>'
            f'<path d="M {self.x} {y - 4} v 8 M {self.x} {y} H {self.due}" stroke="{colours.QUIET}" stroke-width="1.5" '
            f'fill="none"/>'
            f'<path d="M {self.due} {y} H {self.end}" stroke="{colours.FLAG}" stroke-width="5"/>'
            f'<path d="{end}" stroke="{colours.FLAG}" stroke-width="2" fill="none"/></g>'
        )
