"""All of somebody's notes on one page to read and print: each with every wording it had, none left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from joinedup.evidence.core.history import History, Link
from joinedup.evidence.core.late import both_times
from joinedup.evidence.core.paper import sheet
from joinedup.evidence.core.revisions import Content
from joinedup.evidence.core.word_words import ROWS, BookWords

_LONDON: Final = ZoneInfo("Europe/London")
_SHOWN_APART: Final = ("text", "child_words")


@dataclass(frozen=True)
class TakenOut:
    """One wording to print: its place in the history, what it says, who wrote it and when; `recorded`: when the server had it."""

    link: Link
    content: Content
    by: str
    written: datetime
    recorded: datetime


@dataclass(frozen=True)
class WholeNote:
    """One note to print, with its wordings in any order. `written` is when it was first written down."""

    number: int
    shown: str  # id of the wording shown first
    restricted: bool
    written: datetime
    wordings: tuple[TakenOut, ...]


def notes_page(*, title: str, words: BookWords, notes: Iterable[WholeNote], made_up: bool, printed: str) -> str:
    """Return the page as HTML."""
    told = list(notes)
    many = "1 note" if len(told) == 1 else f"{len(told)} notes"
    lead = (f"{many}, each with every wording it had. Times are London time.",)
    return sheet(title=title, lead=lead, body=(_note(note, words) for note in told), made_up=made_up, printed=printed)


def late_line(note: WholeNote) -> str:
    """Return both times of a note that was written down later than it was seen, as a sentence; "" for any other."""
    shown = next((one for one in note.wordings if one.link.id == note.shown), None)
    both = both_times(shown.content.seen_at, note.written) if shown else ""
    return f"{both[0].upper()}{both[1:]}." if both else ""


def _note(note: WholeNote, words: BookWords) -> str:
    history = History.of(one.link for one in note.wordings)
    by_id = {one.link.id: one for one in note.wordings}
    numbers = {key: number for number, key in enumerate(history.ordered(), 1)}
    late = late_line(note)
    parts = [
        f'<article aria-labelledby="note-{note.number}"><h2 id="note-{note.number}">Note {note.number}</h2>',
        "<p><strong>For restricted eyes.</strong></p>" if note.restricted else "",
        f'<p class="late">{escape(late)}</p>' if late else "",
        f"<p>It stands in {len(history.heads)} wordings that nobody has joined yet.</p>" if len(history.heads) > 1 else "",
        *(_wording(by_id[key], history, numbers, words) for key in numbers),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _wording(one: TakenOut, history: History, numbers: dict[str, int], words: BookWords) -> str:
    stands = ", stands now" if one.link.id in history.heads else ""
    heading = f"Wording {numbers[one.link.id]}, {_follows(one, numbers)}{stands}"
    said = one.content.child_words
    own = f'<blockquote><p>In the child’s own words:</p><p class="text">{escape(said)}</p></blockquote>' if said else ""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(told)}</dd>" for label, told in _facts(one.content, words))
    times = f"Written by {one.by}, {_moment(one.written)}; on the server {_moment(one.recorded)}. Hash {one.link.hash}"
    return (
        f'<h3>{heading}</h3>\n<p class="text">{escape(one.content.text)}</p>\n{own}<dl>{facts}</dl>\n'
        f'<p class="quiet">{escape(times)}</p>'
    )


def _facts(content: Content, words: BookWords) -> Iterator[tuple[str, str]]:
    """Return what a wording says beside its text, by label; what it does not say is left out."""
    cells = words.printed(content)
    told = [(label, cells[field]) for label, field in ROWS.items() if field not in _SHOWN_APART]
    told.append(("Speaks of", _period(content.period_from, content.period_to)))
    return ((label, said) for label, said in told if said)


def _period(first: str, last: str) -> str:
    return f"{_day(first)} to {_day(last)}" if first or last else ""


def _day(text: str) -> str:
    if not text:
        return "…"
    day = datetime.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _follows(one: TakenOut, numbers: dict[str, int]) -> str:
    if not one.link.parents:
        return "the first"
    there = [str(number) for number in sorted(numbers[parent] for parent in one.link.parents if parent in numbers)]
    if not there:
        return "follows one that has not arrived yet"
    return f"joins {' and '.join(there)}" if len(there) > 1 else f"follows {there[0]}"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_LONDON)
    return f"{local.day} {local:%B %Y %H:%M}"
