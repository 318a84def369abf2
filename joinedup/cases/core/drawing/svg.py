"""The picture of one child's chronology as SVG: presentation attributes only, so that a strict content policy lets it through."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from joinedup.cases.core import words
from joinedup.cases.core.drawing.layout import LEFT, RADIUS, RIGHT, ROW, WIDTH, Lane, Layout, Mark, lay_out
from joinedup.cases.core.story import ChildStory
from joinedup.method.days import LONDON

#: Each at least 4.5:1 against white, so that numbers in white on it can be read.
COLOURS: Final = {
    "local_authority": "#1d5fa8",
    "police": "#2b2f77",
    "health": "#00693e",
    "probation": "#6b2b7e",
    "youth_offending": "#9c4300",
    "education": "#5b6414",
    "board": "#4b5358",
}
INK: Final = "#1b2126"
QUIET: Final = "#59636b"
LINE: Final = "#c9cfd3"
PALE: Final = "#f5f6f7"
FLAG: Final = "#a3182d"
GAP_INK: Final = "#5e4d10"

_HEAD: Final = 56
_MONTHS_APART: Final = ((9, 1), (18, 2), (40, 3), (200, 12))


def chronology_svg(story: ChildStory, name: str = "chronology") -> str:
    """Return the picture as one SVG element. `name` makes its ids unique where a page holds several."""
    layout = lay_out(story, _HEAD)
    duties = story.timescales.filter(story.timescales["state"] == "missed").to_dicts()
    bottom = layout.bottom + (len(_rows_of(layout, duties)) * 16 + 34 if duties else 0)
    height = round(bottom + 34)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-size="11" fill="{INK}">',
        f'<title id="{name}-title">Chronology of {escape(story.code)}</title>',
        f'<desc id="{name}-desc">{escape(_described(story, layout))}</desc>',
        _pattern(name),
        *_lanes(layout),
        *_axis(layout, bottom),
        *_gaps(story, layout, name),
        *_versions(story, layout),
        *(_marks(lane) for lane in layout.lanes),
        *_outside(story, layout, duties),
        *_foot(layout, height),
        "</svg>",
    ]
    return "\n".join(parts)


def _described(story: ChildStory, layout: Layout) -> str:
    lanes = ", ".join(f"{lane.title} {lane.note}".strip() for lane in layout.lanes)
    missed = story.timescales.filter(story.timescales["state"] == "missed").height
    return (
        f"{story.chronology.height} events from {words.day(layout.first)} to {words.day(layout.last)} "
        f"on {len(layout.lanes)} lines: {lanes}. {story.gaps.height} stretches without any record. "
        f"{missed} outside timescale. The table tells the same."
    )


def _pattern(name: str) -> str:
    return (
        f'<defs><pattern id="{name}-gap" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="7" height="7" fill="#fbf7ea"/><line x1="0" y1="0" x2="0" y2="7" stroke="#dfcf9a" stroke-width="2"/>'
        f"</pattern></defs>"
    )


def _lanes(layout: Layout) -> Iterator[str]:
    for place, lane in enumerate(layout.lanes):
        fill = PALE if place % 2 == 0 else "#ffffff"
        yield f'<rect x="0" y="{lane.top}" width="{WIDTH}" height="{lane.height}" fill="{fill}"/>'
        yield f'<rect x="0" y="{lane.top}" width="5" height="{lane.height}" fill="{COLOURS.get(lane.sector, INK)}"/>'
        middle = lane.top + lane.height / 2 + (-3 if lane.note else 4)
        lines = _wrapped(lane.title)
        start = middle - (len(lines) - 1) * 7
        for n, line in enumerate(lines):
            yield f'<text x="16" y="{start + n * 14}" font-size="12.5" font-weight="bold">{escape(line)}</text>'
        if lane.note:
            yield f'<text x="16" y="{start + len(lines) * 14}" fill="{QUIET}">{escape(lane.note)}</text>'


def _wrapped(title: str, most: int = 25) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:2]


def _axis(layout: Layout, bottom: float) -> Iterator[str]:
    months = (layout.last - layout.first) / timedelta(days=30.44)
    apart = next(step for most, step in _MONTHS_APART if months <= most)
    last_x = 0.0
    begun = layout.first.astimezone(ZoneInfo(LONDON))
    if begun.month < 12:
        yield f'<text x="{LEFT}" y="{_HEAD - 29}" font-size="13" font-weight="bold">{begun.year}</text>'
    for first in _month_starts(layout.first, layout.last):
        if (first.month - 1) % apart and first.month != 1:
            continue
        x = layout.x(datetime(first.year, first.month, 1, tzinfo=ZoneInfo(LONDON)))
        thick = 1.4 if first.month == 1 else 0.7
        yield f'<line x1="{x}" y1="{_HEAD - 8}" x2="{x}" y2="{bottom}" stroke="{LINE}" stroke-width="{thick}"/>'
        if x - last_x > 34:
            yield f'<text x="{x}" y="{_HEAD - 14}" text-anchor="middle" fill="{QUIET}">{first:%b}</text>'
            last_x = x
        if first.month == 1:
            yield f'<text x="{x}" y="{_HEAD - 29}" text-anchor="middle" font-size="13" font-weight="bold">{first.year}</text>'
    yield f'<line x1="{LEFT}" y1="{_HEAD - 8}" x2="{WIDTH - RIGHT}" y2="{_HEAD - 8}" stroke="{INK}" stroke-width="1"/>'


def _month_starts(first: datetime, last: datetime) -> Iterator[date]:
    day = date(first.year, first.month, 1)
    while day <= last.date():
        if day >= first.date():
            yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _gaps(story: ChildStory, layout: Layout, name: str) -> Iterator[str]:
    for gap in story.gaps.to_dicts():
        if gap["gap_to"] <= layout.first:
            continue
        x, end = layout.x(gap["gap_from"]), layout.x(gap["gap_to"])
        told = f"Nothing recorded about the child for {gap['days']} days"
        yield f'<g><title>{told}</title><rect x="{x}" y="{_HEAD}" width="{round(end - x, 1)}" height="{layout.bottom - _HEAD}" '
        yield f'fill="url(#{name}-gap)" fill-opacity="0.6"/>'
        if end - x > 48:
            middle = round((x + end) / 2, 1)
            opening = f'<text x="{middle}" y="{_HEAD + 12}" text-anchor="middle" font-size="10" fill="{GAP_INK}">'
            yield f"{opening}{gap['days']} days</text>"
        yield "</g>"


def _versions(story: ChildStory, layout: Layout) -> Iterator[str]:
    """Join two agencies' versions of one event by a dotted line."""
    for pair in story.differing.to_dicts():
        ends = [layout.mark(pair[f"event_{side}"]) for side in "ab"]
        if any(end is None for end in ends):
            continue
        (x1, y1), (x2, y2) = ((mark.middle, _y(lane, mark)) for lane, mark in (end for end in ends if end))
        yield f"<g><title>Two versions of one event: {escape(words.label(pair['kind']))}</title>"
        yield f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{FLAG}" stroke-width="1.6" stroke-dasharray="2 3"/></g>'


def _marks(lane: Lane) -> str:
    return "\n".join(_drawn(lane, mark) for mark in lane.marks)


def _y(lane: Lane, mark: Mark) -> float:
    rows = lane.rows * ROW
    return lane.top + (lane.height - rows) / 2 + mark.row * ROW + ROW / 2


def _drawn(lane: Lane, mark: Mark) -> str:
    y, colour = _y(lane, mark), COLOURS.get(lane.sector, INK)
    told = escape(
        f"{mark.number}. {mark.label}: {words.span(mark.event, mark.x_end is not None)}. {lane.title} {lane.note}".strip()
    )
    shapes = [*_bar(mark, y, colour), *_whisker(mark, y, colour), *_badge(lane, mark, y, colour)]
    return f"<g><title>{told}</title>{''.join(shapes)}</g>"


def _bar(mark: Mark, y: float, colour: str) -> Iterator[str]:
    if mark.x_end is None:
        return
    width = max(round(mark.x_end - mark.x, 1), 2)
    yield f'<rect x="{mark.x}" y="{y - 8}" width="{width}" height="16" rx="3" fill="{colour}" fill-opacity="0.22"/>'
    if mark.still_runs:
        x = mark.x_end
        yield f'<path d="M {x - 5} {y - 8} l 7 8 l -7 8" fill="none" stroke="{colour}" stroke-width="2"/>'
    else:
        yield f'<line x1="{mark.x_end}" y1="{y - 8}" x2="{mark.x_end}" y2="{y + 8}" stroke="{colour}" stroke-width="2"/>'
    if mark.began_before:
        yield f'<path d="M {mark.x + RADIUS + 8} {y - 6} l -6 6 l 6 6" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield _label(mark, y)


def _label(mark: Mark, y: float) -> str:
    """Write what lasted: on its bar, else behind it, else before it."""
    if mark.label_before:
        return f'<text x="{round(mark.middle - RADIUS - 5, 1)}" y="{y + 4}" text-anchor="end">{escape(mark.label)}</text>'
    behind = max(mark.x_end or 0, mark.middle + RADIUS) + 6
    x = mark.middle + RADIUS + (12 if mark.began_before else 5) if mark.label_fits else behind
    return f'<text x="{round(x, 1)}" y="{y + 4}">{escape(mark.label)}</text>'


def _whisker(mark: Mark, y: float, colour: str) -> Iterator[str]:
    """Show the stretch within which a loosely dated event began."""
    if not mark.loose:
        return
    yield f'<path d="M {mark.x} {y - 5} v 10 M {mark.x} {y} H {mark.x_last} M {mark.x_last} {y - 5} v 10" fill="none" '
    yield f'stroke="{colour}" stroke-width="1.6" stroke-dasharray="3 2"/>'


def _badge(lane: Lane, mark: Mark, y: float, colour: str) -> Iterator[str]:
    fill, ink = ("#ffffff", colour) if mark.loose else (colour, "#ffffff")
    x = mark.middle
    if lane.note:  # an adult's event: a square, so that colour is not the only sign
        yield f'<rect x="{x - 8.5}" y="{y - 8.5}" width="17" height="17" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    else:
        yield f'<circle cx="{x}" cy="{y}" r="{RADIUS - 1}" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    size = 10 if mark.number < 100 else 8.5
    yield f'<text x="{x}" y="{y + 3.4}" text-anchor="middle" font-size="{size}" font-weight="bold" fill="{ink}">'
    yield f"{mark.number}</text>"
    if mark.named:
        after = (mark.x_last if mark.loose else x + RADIUS) + 5
        yield f'<text x="{round(after, 1)}" y="{y + 4}">{escape(mark.label)}</text>'


def _rows_of(layout: Layout, duties: list[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    rows: dict[str, list[dict[str, object]]] = {}
    for duty in duties:
        rows.setdefault(str(duty["rule"]), []).append(duty)
    return rows


def _outside(story: ChildStory, layout: Layout, duties: list[dict[str, object]]) -> Iterator[str]:
    """Draw, per rule, from the start to the day it was due (thin) and on until it was done, or still is not (thick)."""
    if not duties:
        return
    titles = {rule.id: rule.title for rule in story.framework.timescales}
    y = layout.bottom + 20
    yield f'<text x="16" y="{y + 4}" font-size="12.5" font-weight="bold" fill="{FLAG}">Outside timescale</text>'
    for rule, own in _rows_of(layout, duties).items():
        y += 16
        for duty in own:
            start, due = duty["start_earliest"], duty["due_latest"]
            done = duty["finish_earliest"] or story.as_of
            if not (isinstance(start, datetime) and isinstance(due, datetime) and isinstance(done, datetime)):
                continue
            x, limit, end = layout.x(start), layout.x(due), layout.x(done)
            yield f"<g><title>{escape(titles[rule])}: due {words.day(due)}</title>"
            yield f'<line x1="{x}" y1="{y}" x2="{limit}" y2="{y}" stroke="{QUIET}" stroke-width="1.5"/>'
            yield f'<line x1="{limit}" y1="{y}" x2="{max(end, limit + 2)}" y2="{y}" stroke="{FLAG}" stroke-width="5"/></g>'
        yield f'<text x="16" y="{y + 4}" font-size="10" fill="{QUIET}">{escape(_short(titles[rule]))}</text>'


def _short(title: str, most: int = 34) -> str:
    return title if len(title) <= most else title[: most - 1].rsplit(" ", 1)[0] + " …"


def _foot(layout: Layout, height: float) -> Iterator[str]:
    """Say what the signs mean, each sign drawn as it is above."""
    y = height - 12
    signs = [
        (
            f'<path d="M 0 {y} h 24 M 0 {y - 4} v 8 M 24 {y - 4} v 8" stroke="{QUIET}" stroke-dasharray="3 2" fill="none"/>',
            "month or year only",
        ),
        (f'<rect x="10" y="{y - 6}" width="12" height="12" fill="{QUIET}"/>', "about an adult"),
        (f'<path d="M 14 {y - 6} l 6 6 l -6 6" stroke="{QUIET}" stroke-width="2" fill="none"/>', "still runs, or no end recorded"),
        (f'<rect x="4" y="{y - 6}" width="20" height="12" fill="#fbf7ea" stroke="#dfcf9a"/>', "nothing recorded about the child"),
        (f'<path d="M 2 {y} h 22" stroke="{FLAG}" stroke-width="1.6" stroke-dasharray="2 3"/>', "two versions of one event"),
    ]
    x = float(LEFT)
    for sign, meaning in signs:
        yield f'<g transform="translate({x} 0)">{sign}<text x="30" y="{y + 4}" fill="{QUIET}">{meaning}</text></g>'
        x += 30 + len(meaning) * 5.6 + 22
    if layout.before:
        told = f"{layout.before} earlier event{'s' if layout.before > 1 else ''}: see table"
        yield f'<text x="16" y="{y + 4}" fill="{QUIET}">{told}</text>'
