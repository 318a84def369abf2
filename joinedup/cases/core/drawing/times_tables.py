"""Timescales and handovers as tables, one for each rule: the rule is told once, and how often it came out how."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from joinedup.cases.core import words
from joinedup.cases.core.drawing.event_table import event_link
from joinedup.cases.core.drawing.tables import Cell, Row, cell, folded, state, table
from joinedup.cases.core.drawing.view import Event, Shown
from joinedup.method.framework import Timescale

_TIMESCALE = ("From", "Due by", "Done", "Took", "State")
_HANDOVER = ("Sent", "Arrived", "Took", "State")


def timescale_tables(shown: Shown, *, fold: bool) -> str:
    """Return every duty with its verdict, by rule; where some events are chosen, those that began with one of them."""
    return "\n".join(
        _told(rule.title, duties, _source(rule) + _timescale(shown, rule, duties), fold=fold)
        for rule in shown.story.framework.timescales
        if (duties := [duty for duty in shown.duties if duty["rule"] == rule.id])
    )


def handover_tables(shown: Shown, *, fold: bool) -> str:
    """Return every handover by rule: from one agency knowing to another knowing; of some events chosen, those they began."""
    return "\n".join(
        _told(rule.title, sent, _handover(shown, rule.title, sent), fold=fold)
        for rule in shown.story.framework.handovers
        if (sent := [one for one in shown.sent if one["rule"] == rule.id])
    )


def _told(title: str, rows: Iterable[Event], body: str, *, fold: bool) -> str:
    named = f"{escape(title)} {_counts(rows)}"
    return folded(named, body) if fold else f"<h3>{named}</h3>\n{body}"


def _counts(rows: Iterable[Event]) -> str:
    """Return how many came out how, in words: `4 within timescale, 1 still open`."""
    counted = Counter(row["state"] for row in rows)
    told = (
        f'<span class="{verdict}">{counted[verdict]} {words.STATE[verdict]}</span>' for verdict in words.STATE if counted[verdict]
    )
    return f'<span class="counts">{", ".join(told)}</span>'


def _source(rule: Timescale) -> str:
    return f'<p class="question">Where it comes from: {escape(rule.source)}</p>'


def _timescale(shown: Shown, rule: Timescale, duties: Iterable[Event]) -> str:
    unit = "days" if rule.unit == "months" else rule.unit

    def rows() -> Iterator[Row]:
        for duty in duties:
            cells = (
                _began(shown, duty, rule.unit),
                cell(words.reckoned(duty["due_earliest"], duty["due_latest"], rule.unit)),
                cell(words.reckoned(duty["finish_earliest"], duty["finish_latest"], rule.unit) or "not recorded"),
                cell(words.days(duty["took_min"], duty["took_max"], unit)),
                state(duty["state"]),
            )
            yield Row(cells)

    return table(rule.title, _TIMESCALE, rows(), hidden=True)


def _handover(shown: Shown, title: str, sent: Iterable[Event]) -> str:
    rows = (
        Row(
            (
                _began(shown, one, "days"),
                cell(words.interval(one["finish_earliest"], one["finish_latest"])),
                cell(words.days(one["days_min"], one["days_max"])),
                state(one["state"]),
            )
        )
        for one in sent
    )
    return table(title, _HANDOVER, rows, hidden=True)


def _began(shown: Shown, row: Event, unit: str) -> Cell:
    """Return when a duty or handover began, and by which event: what its row is about."""
    began = words.reckoned(row["start_earliest"], row["start_latest"], unit)
    return Cell(f"{escape(began)} ({event_link(shown, shown.number[row['start_event']])})", names=True)
