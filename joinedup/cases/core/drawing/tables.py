"""The tables behind the picture, as HTML: what is drawn is also told, row by row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from joinedup.cases.core import words
from joinedup.cases.core.drawing.marks import headings
from joinedup.cases.core.drawing.view import Event, Numbered, Shown

#: Where an event's source can be opened: its address, or none.
Source = Callable[[Event], str]


def nowhere(event: Event) -> str:
    """Return no address: for a page that is given away."""
    return ""


def table(caption: str, head: Sequence[str], rows: Iterable[str], name: str) -> str:
    """Return a table whose rows are ready-made HTML, in a region that can be scrolled by keyboard."""
    top = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "\n".join(rows)
    return (
        f'<div class="wide" role="region" aria-label="{escape(name)} as a table" tabindex="0"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>\n{body}\n</tbody></table></div>"
    )


def row(*cells: str, name: str = "") -> str:
    """Return one row of ready-made cells; `name`: the id by which it can be reached."""
    start = f'<tr id="{name}">' if name else "<tr>"
    return f"{start}{''.join(cells)}</tr>"


def cell(text: str, kind: str = "") -> str:
    """Return one cell of plain text."""
    return f'<td class="{kind}">{escape(text)}</td>' if kind else f"<td>{escape(text)}</td>"


def state(verdict: str) -> str:
    """Return a verdict as a cell: in words, never by colour alone."""
    return f'<td><span class="state {verdict}">{escape(words.STATE[verdict])}</span></td>'


def chronology_table(shown: Shown, source: Source = nowhere) -> str:
    """Return every event listed, in order and numbered as on the picture, with what it was read from."""
    recorded = words.Recorded(shown.story.framework)
    titles = {spec.id: spec.title for spec in shown.story.framework.lists}
    head = ("No.", "When", "What, about whom, and what to ask about", "Recorded by", "What the list says", "Source")
    rows = (
        row(
            cell(str(number), "number"),
            _when(shown, event),
            f'<th scope="row">{_what(shown, event)}</th>',
            cell(shown.story.agency(event["agency"] or "")),
            cell(recorded.words(event)),
            f'<td class="source">{_source((number, event), titles, source)}</td>',
            name=f"event-{number}",
        )
        for number, event in shown.listed
    )
    return table("Every event in order of time. The numbers are those of the picture.", head, rows, "Events")


def _when(shown: Shown, event: Event) -> str:
    """Return when it was, and in words what of the date is not known."""
    unsure = words.unsure(event)
    more = f'<br><span class="unsure">{escape(unsure)}</span>' if unsure else ""
    return f'<td class="date">{escape(words.span(event, shown.story.lasts(event)))}{more}</td>'


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


def event_link(shown: Shown, number: int) -> str:
    """Return an event's number as a link to its row, or plain where the table does not have it."""
    there = shown.events[number - 1][1]["event_id"] in shown.ids
    return f'<a href="#event-{number}">event {number}</a>' if there else f"event {number}"


def _and(parts: Iterable[str]) -> str:
    told = list(parts)
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def _source(numbered: Numbered, titles: dict[str, str], source: Source) -> str:
    number, event = numbered
    title = titles.get(event["list"], event["list"] or "")
    sheet = f", sheet {event['sheet']}" if event["sheet"] and not _plain(title).startswith(_plain(event["sheet"])) else ""
    place = f"{title}{sheet}, row {event['row']}"
    told = escape(place if event["list"] else "Note, added by hand")
    address = source(event)
    return f'<a href="{escape(address)}">{told}<span class="hidden"> of event {number}</span></a>' if address else told


def _plain(title: str) -> str:
    """Return a title's letters and digits: a sheet that is called as its list is need not be named."""
    return "".join(filter(str.isalnum, title)).casefold()


def timescale_table(shown: Shown) -> str:
    """Return every duty with its verdict; where some events are chosen, those that began with one of them."""
    rules = {rule.id: rule for rule in shown.story.framework.timescales}

    def rows() -> Iterator[str]:
        for duty in shown.duties:
            rule = rules[duty["rule"]]
            unit = "days" if rule.unit == "months" else rule.unit
            yield row(
                f'<th scope="row">{escape(rule.title)}</th>',
                f"<td>{_began(shown, duty, rule.unit)}</td>",
                cell(words.reckoned(duty["due_earliest"], duty["due_latest"], rule.unit)),
                cell(words.reckoned(duty["finish_earliest"], duty["finish_latest"], rule.unit) or "not recorded"),
                cell(words.days(duty["took_min"], duty["took_max"], unit)),
                state(duty["state"]),
                cell(rule.source, "source"),
            )

    head = ("Timescale", "From", "Due by", "Done", "Took", "State", "Where it comes from")
    caption = "Working days are England’s. What the lists cannot tell is left open and counted against no one."
    return table(caption, head, rows(), "Timescales")


def _began(shown: Shown, duty: Event, unit: str) -> str:
    """Return when a duty or handover began, and by which event."""
    began = words.reckoned(duty["start_earliest"], duty["start_latest"], unit)
    return f"{escape(began)} ({event_link(shown, shown.number[duty['start_event']])})"


def handover_table(shown: Shown) -> str:
    """Return every handover: from one agency knowing to another knowing; of some events chosen, those they began."""
    titles = {rule.id: rule.title for rule in shown.story.framework.handovers}
    rows = (
        row(
            f'<th scope="row">{escape(titles[sent["rule"]])}</th>',
            f"<td>{_began(shown, sent, 'days')}</td>",
            cell(words.interval(sent["finish_earliest"], sent["finish_latest"])),
            cell(words.days(sent["days_min"], sent["days_max"])),
            state(sent["state"]),
        )
        for sent in shown.sent
    )
    return table("No statute sets a limit for these.", ("Handover", "Sent", "Arrived", "Took", "State"), rows, "Handovers")
