"""What the signs of a picture mean: exactly those that stand on it, each drawn as it is above."""

from collections.abc import Iterator
from html import escape
from typing import Final

from joinedup.cases.core.drawing import colours
from joinedup.cases.core.drawing.layout import WIDTH, Layout, width_of
from joinedup.cases.core.drawing.marks import asking, differing
from joinedup.cases.core.drawing.scene import duties_within, gaps_within
from joinedup.cases.core.drawing.view import Shown

_STEP: Final = 22
_SIGN: Final = 36
_SIZE: Final = 11.5
_Q: Final = colours.QUIET

_CIRCLE: Final = f'<circle cx="14" cy="0" r="7" fill="{_Q}"/>'
_SQUARE: Final = f'<rect x="7" y="-7" width="14" height="14" fill="{_Q}"/>'
_BAR: Final = f'<rect x="0" y="-6" width="28" height="12" rx="2" fill="{_Q}" fill-opacity="0.2"/>'
_SIGNS: Final = {
    "moment": (_CIRCLE, "one day or moment"),
    "lasting": (f'{_BAR}<path d="M 28 -6 v 12" stroke="{_Q}" stroke-width="2"/>', "plan, care or whatever else lasts"),
    "away": (f'<rect x="4" y="-6" width="20" height="12" rx="2" fill="{_Q}"/>', "missing episode, to scale"),
    "runs": (f'{_BAR}<path d="M 25 -6 l 7 6 l -7 6" stroke="{_Q}" stroke-width="2" fill="none"/>', "goes on, or no end recorded"),
    "before": (f'{_BAR}<path d="M 12 -5 l -5 5 l 5 5" stroke="{_Q}" stroke-width="2" fill="none"/>', "began before the picture"),
    "loose": (
        f'<rect x="0" y="-6" width="28" height="12" rx="6" fill="{_Q}" fill-opacity="0.07" stroke="{_Q}" stroke-width="1.3" '
        f'stroke-dasharray="2.5 2.5"/><circle cx="14" cy="0" r="5" fill="#ffffff" stroke="{_Q}" stroke-width="1.5"/>',
        "on one of these days: not known exactly",
    ),
    "adult": (_SQUARE, "about an adult in the child’s life"),
    "hand": (
        f'<circle cx="14" cy="0" r="6" fill="{_Q}"/><circle cx="14" cy="0" r="8.5" fill="none" stroke="{_Q}" stroke-width="1.2"/>',
        "added by hand from a case file",
    ),
    "differ": (
        f'{differing(8, 0)}<path d="M 15 0 h 16" stroke="{colours.FLAG}" stroke-width="1.6" stroke-dasharray="2 3"/>',
        "two versions of one event",
    ),
    "ask": (asking(14, 0), "something to ask about, told below"),
    "duty": (
        f'<path d="M 0 0 H 14" stroke="{_Q}" stroke-width="1.5"/><path d="M 14 0 H 30" stroke="{colours.FLAG}" stroke-width="5"/>',
        "time allowed, and time beyond it",
    ),
    "gap": (
        f'<rect x="0" y="-7" width="28" height="14" fill="{colours.GAP_PALE}" stroke="{colours.GAP}"/>'
        f'<path d="M 4 7 l 14 -14 M 14 7 l 14 -14" stroke="{colours.GAP}" stroke-width="2"/>',
        "nothing recorded about the child on the lists received",
    ),
}


def legend(shown: Shown, layout: Layout, top: float) -> tuple[list[str], float]:
    """Return the legend in as many lines as it needs, and where it ends."""
    parts, x, y = [], 16.0, top + 14
    for key in _present(shown, layout):
        sign, meaning = _SIGNS[key]
        width = _SIGN + width_of(meaning, _SIZE) + 24
        if x + width > WIDTH:
            x, y = 16.0, y + _STEP
        parts.append(
            f'<g transform="translate({round(x, 1)} {y})">{sign}'
            f'<text x="{_SIGN}" y="4" font-size="{_SIZE}" fill="{_Q}">{escape(meaning)}</text></g>'
        )
        x += width
    return parts, y + 12


def _present(shown: Shown, layout: Layout) -> Iterator[str]:
    marks = [mark for _, mark in layout.marks]
    drawn = {mark.event["event_id"] for mark in marks}
    kinds = {prompt.kind for event in drawn for prompt in shown.flagged.get(event, ())}
    signs = {
        "moment": any(not mark.lasts and not mark.adult for mark in marks),
        "lasting": any(mark.lasts and not mark.away for mark in marks),
        "away": any(mark.away for mark in marks),
        "runs": any(mark.still_runs for mark in marks),
        "before": any(mark.began_before and mark.lasts for mark in marks),
        "loose": any(mark.loose or mark.loose_end for mark in marks),
        "adult": any(mark.adult for mark in marks),
        "hand": any(mark.by_hand for mark in marks),
        "differ": "records_differ" in kinds,
        "ask": bool(kinds - {"records_differ"}),
        "duty": bool(duties_within(shown)),
        "gap": bool(gaps_within(shown)),
    }
    return (key for key, there in signs.items() if there)
