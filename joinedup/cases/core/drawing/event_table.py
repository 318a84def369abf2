"""The table behind the picture: every event that is drawn is also told, row by row, with what it was read from."""

from collections.abc import Callable, Iterable
from html import escape

from joinedup.cases.core import words
from joinedup.cases.core.drawing.marks import headings
from joinedup.cases.core.drawing.tables import Cell, Row, cell, table
from joinedup.cases.core.drawing.view import Event, Numbered, Shown

#: Where an event's source can be opened: its address, or none.
Source = Callable[[Event], str]

_HEAD = ("No.", "When", "What, about whom, and what to ask about", "What the list says", "Recorded by, and where")


def nowhere(event: Event) -> str:
    """Return no address: for a page that is given away."""
    return ""


def chronology_table(shown: Shown, source: Source = nowhere) -> str:
    """Return every event listed, in order and numbered as on the picture, with what it was read from."""
    recorded = words.Recorded(shown.story.framework)
    titles = {spec.id: spec.title for spec in shown.story.framework.lists}
    rows = (
        Row(
            (
                cell(str(number), "number"),
                _when(shown, event),
                Cell(_what(shown, event), names=True),
                cell(recorded.words(event)),
                Cell(_where(shown, (number, event), titles, source), "source"),
            ),
            name=f"event-{number}",
        )
        for number, event in shown.listed
    )
    return table("Every event in order of time. The numbers are those of the picture.", _HEAD, rows)


def event_link(shown: Shown, number: int) -> str:
    """Return an event's number as a link to its row, or plain where the table does not have it."""
    there = shown.events[number - 1][1]["event_id"] in shown.ids
    return f'<a href="#event-{number}">event {number}</a>' if there else f"event {number}"


def _when(shown: Shown, event: Event) -> Cell:
    """Return when it was, and in words what of the date is not known."""
    unsure = words.unsure(event)
    more = f'<br><span class="unsure">{escape(unsure)}</span>' if unsure else ""
    return Cell(f"{escape(words.span(event, shown.story.lasts(event)))}{more}", "date")


def _what(shown: Shown, event: Event) -> str:
    """Return what it was; of an adult's event also about whom, and what there is to ask about."""
    adult = f'<span class="adult">about {escape(words.VIA[event["via"]])}</span>' if event["via"] else ""
    return "<br>".join(filter(None, (escape(words.label(event["kind"])), adult, _asked(shown, event))))


def _asked(shown: Shown, event: Event) -> str:
    """Return the headings of the prompts about an event; of one that differs also the other version."""
    parts = []
    for heading in headings(shown, event["event_id"]):
        others = sorted(
            shown.number[other]
            for prompt in shown.flagged[event["event_id"]]
            if prompt.heading == heading and prompt.kind in ("records_differ", "overlap")
            for other in prompt.events
            if other != event["event_id"]
        )
        with_ = f" (with {_and(event_link(shown, number) for number in dict.fromkeys(others))})" if others else ""
        parts.append(f'<span class="asked">{escape(heading)}</span>{with_}')
    return "<br>".join(parts)


def _and(parts: Iterable[str]) -> str:
    told = list(parts)
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def _where(shown: Shown, numbered: Numbered, titles: dict[str, str], source: Source) -> str:
    """Return who recorded it and the place it was read from, which leads there where it can be opened."""
    number, event = numbered
    told = escape(_place(event, titles))
    address = source(event)
    place = f'<a href="{escape(address)}">{told}<span class="hidden"> of event {number}</span></a>' if address else told
    return f"{escape(shown.story.agency(event['agency'] or ''))}<br>{place}"


def _place(event: Event, titles: dict[str, str]) -> str:
    if not event["list"]:
        return "Note, added by hand"
    title = titles.get(event["list"], event["list"])
    sheet = event["sheet"]
    within = f", sheet {sheet}" if sheet and not _plain(str(title)).startswith(_plain(sheet)) else ""
    return f"{title}{within}, row {event['row']}"


def _plain(title: str) -> str:
    """Return a title's letters and digits: a sheet that is called as its list is need not be named."""
    return "".join(filter(str.isalnum, title)).casefold()
