"""The picture of one child's chronology as SVG: presentation attributes only, so that a strict content policy lets it through.

Its marks are links to the rows of the table, in order of time; everything else on it is for the eye and is not read out.
"""

from collections.abc import Iterator
from html import escape
from typing import Final

from joinedup.cases.core import words
from joinedup.cases.core.drawing import colours, scene
from joinedup.cases.core.drawing.layout import LEFT, WIDTH, Layout, Mark, lay_out
from joinedup.cases.core.drawing.legend import legend
from joinedup.cases.core.drawing.marks import drawn
from joinedup.cases.core.drawing.view import Shown

_PAD: Final = 10


def chronology_svg(shown: Shown, name: str = "chronology") -> str:
    """Return the picture as one SVG element. `name` makes its ids unique where a page holds several."""
    layout = lay_out(shown, scene.head(shown))
    duties, below = scene.outside(shown, layout, layout.bottom + 4)
    signs, end = legend(shown, layout, below + _PAD)
    height = round(end + _PAD)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="{name}-title" aria-describedby="{name}-desc" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-size="11" fill="{colours.INK}">',
        f'<title id="{name}-title">Chronology of {escape(shown.story.code)}</title>',
        f'<desc id="{name}-desc">{escape(_described(shown, layout))}</desc>',
        scene.pattern(name),
        '<g aria-hidden="true">',
        *scene.gaps(shown, layout, name),
        *scene.axis(layout, below),
        *scene.lanes(layout),
        *_versions(shown, layout),
        *duties,
        *_nothing(layout),
        "</g>",
        *(drawn(shown, lane, mark) for lane, mark in layout.marks),
        '<g aria-hidden="true">',
        *signs,
        "</g>",
        "</svg>",
    ]
    return "\n".join(parts)


def _described(shown: Shown, layout: Layout) -> str:
    lanes = ", ".join(f"{lane.title} {lane.note}".strip() for lane in layout.lanes) or "none"
    gaps, duties = len(scene.gaps_within(shown)), len(scene.duties_within(shown))
    return (
        f"{len(layout.marks)} events from {words.day(layout.first)} to {words.day(layout.last)}, in lanes: {lanes}. "
        f"{gaps} stretches without any record. {duties} outside timescale. "
        "Each event leads to its row of the table, which tells the same."
    )


def _versions(shown: Shown, layout: Layout) -> Iterator[str]:
    """Join two agencies' versions of one event by a dotted line."""
    for pair in shown.story.differing.select("event_a", "event_b").unique(maintain_order=True).iter_rows():
        one, other = (layout.by_event.get(event) for event in pair)
        if one and other:
            yield f'<path d="{_joined(one, other)}" fill="none" stroke="{colours.FLAG}" stroke-width="1.6" stroke-dasharray="2 3"/>'


def _joined(one: Mark, other: Mark) -> str:
    x1, x2 = round(one.middle, 1), round(other.middle, 1)
    aside = max(x1, x2) + 26
    return f"M {x1} {one.y} C {aside} {one.y} {aside} {other.y} {x2} {other.y}"


def _nothing(layout: Layout) -> Iterator[str]:
    if not layout.lanes:
        yield f'<text x="{LEFT}" y="{layout.top + 16}" font-size="13">No event lies within what was chosen.</text>'
