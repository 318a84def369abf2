"""The frame a sample was drawn from, laid out so that anyone can redo the draw: in a table or a spreadsheet."""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Final

from joinedup.cases.core.draw import SampleDraw

COLUMNS: Final = ("child_id", "stratum", "key", "draw")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class FrameRow:
    """One child of the cohort. `outcome`: `drawn`, `drawn, replaced since`, `taken instead`, or "" where the draw left it out."""

    child_id: str
    stratum: str
    key: str
    outcome: str


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
    return tuple(FrameRow(drawn.child_id, drawn.stratum, drawn.key, outcome(drawn.child_id)) for drawn in ordered)


def frame_csv(rows: tuple[FrameRow, ...]) -> str:
    """Return the rows as CSV under COLUMNS. A stratum a spreadsheet would take for a formula is led by an apostrophe."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        stratum = f"'{row.stratum}" if row.stratum.startswith(_FORMULA) else row.stratum
        writer.writerow((row.child_id, stratum, row.key, row.outcome))
    return text.getvalue()
