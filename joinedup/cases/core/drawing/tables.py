"""Tables as HTML that lie down as cards on a narrow screen, and what is folded away until somebody wants it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from joinedup.cases.core import words


@dataclass(frozen=True)
class Cell:
    """One cell of ready-made HTML; `kind`: its class, if any; `names`: whether it says what its row is about."""

    html: str
    kind: str = ""
    names: bool = False


@dataclass(frozen=True)
class Row:
    """One row; `name`: the id by which it can be reached."""

    cells: Sequence[Cell]
    name: str = ""


def cell(text: str, kind: str = "") -> Cell:
    """Return a cell of plain text."""
    return Cell(escape(text), kind)


def table(caption: str, head: Sequence[str], rows: Iterable[Row], *, hidden: bool = False) -> str:
    """Return a table under its caption, which may be `hidden` where a heading says the same.

    On a narrow screen each row is a card (the style's part), and what is no table to the eye is none to a screen reader either
    unless its roles are said; each cell brings its column's title for the same reason.
    """
    top = "".join(f'<th scope="col" role="columnheader">{escape(title)}</th>' for title in head)
    labels = [escape(title) for title in head]
    body = "\n".join(_row(row, labels) for row in rows)
    told = f'<span class="hidden">{escape(caption)}</span>' if hidden else escape(caption)
    return (
        f'<table role="table"><caption>{told}</caption><thead role="rowgroup"><tr role="row">{top}</tr></thead>'
        f'<tbody role="rowgroup">\n{body}\n</tbody></table>'
    )


def _row(row: Row, labels: Sequence[str]) -> str:
    name = f' id="{row.name}"' if row.name else ""
    cells = "".join(_cell(one, label) for one, label in zip(row.cells, labels, strict=True))
    return f'<tr{name} role="row">{cells}</tr>'


def _cell(one: Cell, label: str) -> str:
    kind = f' class="{one.kind}"' if one.kind else ""
    if one.names:
        return f'<th scope="row" role="rowheader"{kind} data-label="{label}">{one.html}</th>'
    return f'<td role="cell"{kind} data-label="{label}">{one.html}</td>'


def state(verdict: str) -> Cell:
    """Return a verdict as a cell: in words, never by colour alone."""
    return Cell(f'<span class="state {verdict}">{escape(words.STATE[verdict])}</span>')


def folded(summary: str, body: str, *, opened: bool = False) -> str:
    """Return what is folded away under a summary of ready-made HTML, by the browser alone."""
    return f'<details class="fold"{" open" if opened else ""}><summary>{summary}</summary>\n{body}</details>'
