"""The tables behind the picture, as HTML: what is drawn is also told, row by row."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from joinedup.cases.core import words
from joinedup.cases.core.story import ChildStory


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> str:
    """Return a table whose cells are ready-made HTML, in a region that can be scrolled by keyboard."""
    top = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "\n".join("<tr>" + "".join(cells) + "</tr>" for cells in rows)
    return (
        f'<div class="wide" role="region" aria-label="{escape(name)} as a table" tabindex="0"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>\n{body}\n</tbody></table></div>"
    )


def cell(text: str, kind: str = "") -> str:
    """Return one cell of plain text."""
    return f'<td class="{kind}">{escape(text)}</td>' if kind else f"<td>{escape(text)}</td>"


def state(verdict: str) -> str:
    """Return a verdict as a cell: in words, never by colour alone."""
    return f'<td><span class="state {verdict}">{escape(words.STATE[verdict])}</span></td>'


def chronology_table(story: ChildStory) -> str:
    """Return every event in order, numbered as on the picture, with the row it was read from."""
    recorded = words.Recorded(story.framework)

    def rows() -> Iterator[Sequence[str]]:
        for number, event in enumerate(story.chronology.to_dicts(), 1):
            about = f'<span class="adult">{escape(words.VIA[event["via"]])}</span>' if event["via"] else "the child"
            yield (
                cell(str(number), "number"),
                cell(words.span(event, story.lasts(event)), "date"),
                f'<th scope="row">{escape(words.label(event["kind"]))}</th>',
                cell(story.agency(event["agency"] or "")),
                f"<td>{about}</td>",
                cell(recorded.words(event)),
                cell(_source(event), "source"),
            )

    head = ("No.", "When", "What", "Recorded by", "About", "What the list says", "Source")
    return table("Every event in order of time. The numbers are those of the picture.", head, rows(), "Events")


def _source(event: dict[str, Any]) -> str:
    sheet = f", sheet {event['sheet']}" if event["sheet"] else ""
    return (
        f"{event['list'] or 'added by hand'}{sheet}, row {event['row']}" if event["row"] is not None else str(event["list"] or "")
    )


def timescale_table(story: ChildStory) -> str:
    """Return every duty with its verdict."""
    rules = {rule.id: rule for rule in story.framework.timescales}

    def rows() -> Iterator[Sequence[str]]:
        for duty in story.timescales.to_dicts():
            rule = rules[duty["rule"]]
            unit = "days" if rule.unit == "months" else rule.unit
            yield (
                f'<th scope="row">{escape(rule.title)}</th>',
                cell(words.reckoned(duty["start_earliest"], duty["start_latest"], rule.unit)),
                cell(words.reckoned(duty["due_earliest"], duty["due_latest"], rule.unit)),
                cell(words.reckoned(duty["finish_earliest"], duty["finish_latest"], rule.unit) or "not recorded"),
                cell(words.days(duty["took_min"], duty["took_max"], unit)),
                state(duty["state"]),
                cell(rule.source, "source"),
            )

    head = ("Timescale", "From", "Due by", "Done", "Took", "State", "Where it comes from")
    caption = "Working days are England’s. What the lists cannot tell is left open and counted against no one."
    return table(caption, head, rows(), "Timescales")


def handover_table(story: ChildStory) -> str:
    """Return every handover: from one agency knowing to another knowing."""
    titles = {rule.id: rule.title for rule in story.framework.handovers}

    def rows() -> Iterator[Sequence[str]]:
        for sent in story.handovers.to_dicts():
            yield (
                f'<th scope="row">{escape(titles[sent["rule"]])}</th>',
                cell(words.interval(sent["start_earliest"], sent["start_latest"])),
                cell(words.interval(sent["finish_earliest"], sent["finish_latest"])),
                cell(words.days(sent["days_min"], sent["days_max"])),
                state(sent["state"]),
            )

    return table("No statute sets a limit for these.", ("Handover", "Sent", "Arrived", "Took", "State"), rows(), "Handovers")
