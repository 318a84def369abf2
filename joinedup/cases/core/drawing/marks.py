"""One event as a mark: a link to its row of the table, with its words for whoever hears the picture."""

from collections.abc import Iterator
from html import escape
from typing import Final

from joinedup.cases.core import words
from joinedup.cases.core.drawing import colours
from joinedup.cases.core.drawing.layout import HOLDS_NUMBER, RADIUS, Lane, Mark, width_of
from joinedup.cases.core.drawing.view import Shown
from joinedup.cases.core.prompts import HEADINGS

_HALF: Final = 7  # of a bar's height
_NEAR_SIZE: Final = 11


def drawn(shown: Shown, lane: Lane, mark: Mark) -> str:
    """Return a mark as SVG."""
    colour = colours.of_sector(lane.sector)
    shapes = [*_bar(mark, colour), *_spread(mark, colour), *_badge(mark, colour), *_flags(shown, mark), _near(mark)]
    told = escape(described(shown, lane, mark))
    return f'<a href="#event-{mark.number}" class="mark" aria-label="{told}"><title>{told}</title>{"".join(shapes)}</a>'


def described(shown: Shown, lane: Lane, mark: Mark) -> str:
    """Return a mark in words: number, what, when, whose record, about whom, and what there is to ask about it."""
    event = mark.event
    about = f", {lane.note}" if lane.note else ""
    hand = " Added by hand." if mark.by_hand else ""
    asked = "".join(f" {heading}." for heading in headings(shown, event["event_id"]))
    what, when = words.label(event["kind"]), words.span(event, shown.story.lasts(event))
    return f"{mark.number}. {what}: {when}. {lane.title}{about}.{hand}{asked}"


def headings(shown: Shown, event_id: str) -> list[str]:
    """Return the headings of the prompts about an event, each once."""
    found = {prompt.heading for prompt in shown.flagged.get(event_id, ())}
    return [heading for heading in HEADINGS.values() if heading in found]


def _bar(mark: Mark, colour: str) -> Iterator[str]:
    if mark.x_end is None or mark.x_end_last is None:
        return
    first = mark.x_last if mark.loose else mark.x
    width = max(round(mark.x_end - first, 1), 4 if mark.away else 2)
    look = 'fill-opacity="0.9"' if mark.away else 'fill-opacity="0.2"'
    yield f'<rect x="{first}" y="{mark.y - _HALF}" width="{width}" height="{2 * _HALF}" rx="2" fill="{colour}" {look}/>'
    if mark.loose_end:
        yield _fading(mark.x_end, mark.x_end_last, mark.y, colour)
    if mark.still_runs:
        yield _arrow(mark.x_end, mark.y, colour)
    elif not mark.away and not mark.loose_end:
        yield f'<path d="M {mark.x_end} {mark.y - _HALF} v {2 * _HALF}" stroke="{colour}" stroke-width="2"/>'
    if mark.began_before:
        yield _chevron(mark.x + (HOLDS_NUMBER + 2 if mark.away else RADIUS + 9), mark.y, "#ffffff" if mark.away else colour)


def _arrow(x: float, y: float, colour: str) -> str:
    return f'<path d="M {x - 3} {y - _HALF} l 8 {_HALF} l -8 {_HALF}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _chevron(x: float, y: float, colour: str) -> str:
    return f'<path d="M {x} {y - 5} l -5 5 l 5 5" fill="none" stroke="{colour}" stroke-width="2"/>'


def _spread(mark: Mark, colour: str) -> Iterator[str]:
    """Show the stretch within which a loosely dated event began."""
    if mark.loose:
        yield _fading(mark.x, mark.x_last, mark.y, colour)


def _fading(first: float, last: float, y: float, colour: str) -> str:
    """Return a stretch of days of which any may be the one: dashed all around, and no end of it firm."""
    width = max(round(last - first, 1), 2)
    return (
        f'<rect x="{first}" y="{y - _HALF}" width="{width}" height="{2 * _HALF}" rx="{_HALF}" fill="{colour}" fill-opacity="0.07" '
        f'stroke="{colour}" stroke-width="1.3" stroke-dasharray="2.5 2.5"/>'
    )


def _badge(mark: Mark, colour: str) -> Iterator[str]:
    """Draw the number: in a circle, in a square for an adult's event, within or beside the full bar of a missing episode."""
    x, y, size = round(mark.middle, 1), mark.y, 10 if mark.number < 100 else 8.5
    ink = "#ffffff"
    if mark.away:
        ink = "#ffffff" if (mark.x_end or 0) - mark.x >= HOLDS_NUMBER else colour
    else:
        fill, ink = ("#ffffff", colour) if mark.loose else (colour, "#ffffff")
        yield _shape(mark.adult, x, y, RADIUS - 1, f'fill="{fill}" stroke="{colour}" stroke-width="1.5"')
    if mark.by_hand:
        yield _shape(mark.adult, x, y, RADIUS + 1.4, f'fill="none" stroke="{colour}" stroke-width="1.2"')
    look = f'text-anchor="middle" font-size="{size}" font-weight="bold" fill="{ink}"'
    yield f'<text x="{x}" y="{y + 3.5}" {look}>{mark.number}</text>'


def _shape(square: bool, x: float, y: float, half: float, look: str) -> str:
    if square:
        return f'<rect x="{round(x - half, 1)}" y="{y - half}" width="{2 * half}" height="{2 * half}" {look}/>'
    return f'<circle cx="{x}" cy="{y}" r="{half}" {look}/>'


def _flags(shown: Shown, mark: Mark) -> Iterator[str]:
    """Flag what two agencies tell differently, and anything else there is a prompt about."""
    kinds = {prompt.kind for prompt in shown.flagged.get(mark.event["event_id"], ())}
    if "records_differ" in kinds:
        yield differing(mark.middle - 8.5, mark.y - 8)
    if kinds - {"records_differ"}:
        yield asking(mark.middle + 8.5, mark.y - 8)


def asking(x: float, y: float) -> str:
    """Return the sign of something to ask about."""
    return (
        f'<circle cx="{round(x, 1)}" cy="{y}" r="5.4" fill="{colours.FLAG}" stroke="#ffffff"/>'
        f'<text x="{round(x, 1)}" y="{y + 3}" text-anchor="middle" font-size="8.5" font-weight="bold" fill="#ffffff">?</text>'
    )


def differing(x: float, y: float) -> str:
    """Return the sign of one of two versions."""
    x = round(x, 1)
    return (
        f'<circle cx="{x}" cy="{y}" r="5.4" fill="#ffffff" stroke="{colours.FLAG}" stroke-width="1.2"/>'
        f'<path d="M {x - 2.8} {y - 1.3} h 5.6 M {x - 2.8} {y + 1.3} h 5.6 M {x - 1.6} {y + 3} l 3.2 -6" '
        f'stroke="{colours.FLAG}" stroke-width="1"/>'
    )


def _near(mark: Mark) -> str:
    """Return the mark's words beside it, where there is room: shown on small screens, where the rows' titles are out of sight."""
    label = words.label(mark.event["kind"])
    if mark.room < width_of(label, _NEAR_SIZE) + 8:
        return ""
    x = round(mark.reach[1] + 4, 1)
    return f'<text class="near" display="none" x="{x}" y="{mark.y + 4}" font-size="{_NEAR_SIZE}">{escape(label)}</text>'
