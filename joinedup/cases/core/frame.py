"""The frame a sample was drawn from, laid out so that anyone can redo the draw: in a table or a spreadsheet."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Final

from joinedup.cases.core.draw import SampleDraw
from joinedup.cases.core.sharing import BETWEEN

COLUMNS: Final = ("child_id", "stratum", "key", "draw", "code")
PLACES: Final = ("of", "part", "children", "share", "sum", "start", "places")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class FrameRow:
    """One child of the cohort. `outcome`: `drawn`, `drawn, replaced since`, `taken instead`, or "" where the draw left it out."""

    child_id: str
    stratum: str
    key: str
    outcome: str
    code: str = ""  # "Sampled 7", of a child ever sampled


def sampled_codes(sample: SampleDraw) -> dict[str, str]:
    """Return child_id → "Sampled 7": every child ever sampled, in the order of the draw; those taken instead continue it."""
    return {child: f"Sampled {number}" for number, child in enumerate(sample.ever_sampled, 1)}


def frame_rows(sample: SampleDraw) -> tuple[FrameRow, ...]:
    """Return every child of the cohort by stratum and, within it, in the order of the draw: those drawn stand first."""
    left_out = {entry.child_id for entry in sample.replaced}
    instead = {entry.by_child for entry in sample.replaced}

    def outcome(child: str) -> str:
        if child in left_out:
            return "taken instead, replaced since" if child in instead else "drawn, replaced since"
        if child in instead:
            return "taken instead"
        return "drawn" if child in sample.sampled else ""

    ordered = sorted(sample.order, key=lambda drawn: (drawn.stratum, drawn.key))
    codes = sampled_codes(sample)
    return tuple(
        FrameRow(drawn.child_id, drawn.stratum, drawn.key, outcome(drawn.child_id), codes.get(drawn.child_id, ""))
        for drawn in ordered
    )


def frame_csv(rows: tuple[FrameRow, ...]) -> str:
    """Return the rows as CSV under COLUMNS. A stratum a spreadsheet would take for a formula is led by an apostrophe."""
    return _csv(COLUMNS, ((row.child_id, _plain(row.stratum), row.key, row.outcome, row.code) for row in rows))


def places_csv(sample: SampleDraw) -> str:
    """Return how the places were shared as CSV under PLACES: a row for each part, by the part it stands under, in order of name.

    Shares, sums and starts are decimals; the whole cohort is called "". None of a sample that shared by largest remainder.
    """
    cells = (
        (
            _plain(BETWEEN.join(cell.parent)),
            _plain(cell.path[-1]),
            cell.children,
            float(cell.share),
            float(cell.counted),
            float(cell.start),
            cell.places,
        )
        for cell in sample.cells
    )
    return _csv(PLACES, cells)


def _plain(name: str) -> str:
    return f"'{name}" if name.startswith(_FORMULA) else name


def _csv(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
