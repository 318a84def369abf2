"""What a letter's opening says: the day, the area, the theme, the fieldwork, and who inspected."""

import re
from datetime import date

from joinedup.library.core.blocks import Block
from joinedup.library.core.dates import find_day, find_span, is_day
from joinedup.library.core.letter import Read, Sureness
from joinedup.library.core.lines import Line
from joinedup.library.core.phrases import Phrases, plain
from joinedup.library.core.sections import Body

_DATE_WORDS = 6
_LONG_AGO = 300  # days from fieldwork to letter beyond which one of the two was misprinted or misread


def read_published(before: tuple[Line, ...]) -> Read[date]:
    """Return the letter's own date, which stands alone, or behind a word such as "Date:", on a line above the addressees."""
    alone = [line for line in before if is_day(plain(line.text))]
    short = [line for line in before if len(line.words) <= _DATE_WORDS]
    for line in (*alone, *short):
        day = find_day(line.text)
        if day and not day.short_year:
            return Read(day.day, line.page, Sureness.PRINTED)
    return Read(None)


def read_area(body: Body, phrases: Phrases) -> Read[str]:
    """Return the area the title names, without what kind of authority it is."""
    title = plain(" ".join(block.text for block in body.title)).rstrip(" .")
    for pattern in phrases.area:
        found = pattern.search(title)
        if found:
            return Read(_bare(found["area"], phrases), body.title[0].page, Sureness.PRINTED)
    return Read(None)


def _bare(area: str, phrases: Phrases) -> str:
    for before in phrases.area_before:
        area = re.sub(rf"^{before}\s+", "", area, flags=re.I)
    for after in phrases.area_after:
        area = re.sub(rf"(?<=\w)\s+{after}$", "", area, flags=re.I)
    return area.strip()


def read_theme(body: Body, phrases: Phrases) -> Read[str]:
    """Return the theme under its usual name, or in the letter's own words where it has none yet."""
    said = [(words, block.page) for block in (*body.scope, *_context(body)) if (words := _said(plain(block.text), phrases))]
    title = plain(" ".join(block.text for block in body.title)).rstrip(" .")
    if words := _said(title, phrases):
        said.append((words, body.title[0].page))
    for words, page in said:
        name = next((theme.name for theme in phrases.themes if theme.found(words)), None)
        if name:
            return Read(name, page, Sureness.PRINTED)
    return Read(phrases.theme_ends.sub("", said[0][0]), said[0][1], Sureness.PRINTED) if said else Read(None)


def _context(body: Body) -> list[Block]:
    return [block for part in body.of("context") for block in part.blocks]


def _said(text: str, phrases: Phrases) -> str | None:
    return next((found["theme"] for pattern in phrases.theme if (found := pattern.search(text))), None)


def read_fieldwork(body: Body, written: date | None) -> tuple[Read[date], Read[date]]:
    """Return the first and last day of fieldwork; where no year is printed, that of the letter gives it."""
    for block in (*body.scope, *_context(body)):
        span = find_span(block.text, written)
        if span is None:
            continue
        sureness, why = (Sureness.PRINTED, None) if span.year_printed else (Sureness.WORKED_OUT, None)
        if written and not 0 <= (written - span.last).days <= _LONG_AGO:
            sureness, why = Sureness.DOUBTFUL, f"the fieldwork printed, to {span.last:%-d %B %Y}, does not fit the letter's date"
        elif (span.last - span.first).days > 30:
            sureness, why = Sureness.DOUBTFUL, f"the fieldwork printed lasts {(span.last - span.first).days + 1} days"
        return Read(span.first, block.page, sureness, why), Read(span.last, block.page, sureness, why)
    return Read(None), Read(None)


def named_in(text: str, phrases: Phrases) -> tuple[str, ...]:
    """Return the inspectorates a text names, in the order they are always given."""
    return tuple(inspectorate.name for inspectorate in phrases.inspectorates if inspectorate.found(plain(text)))


def read_inspectorates(body: Body, after: tuple[Line, ...], phrases: Phrases) -> Read[tuple[str, ...]]:
    """Return who inspected: those who signed, checked against those the opening names."""
    signed = named_in(" ".join(line.text for line in after), phrases)
    scope = named_in(" ".join(block.text for block in body.scope), phrases)
    either = tuple(entry.name for entry in phrases.inspectorates if entry.name in (*signed, *scope))
    page = after[0].page if signed else body.scope[0].page if scope else None
    if not either:
        return Read(None)
    if signed == scope:
        return Read(either, page, Sureness.PRINTED)
    return Read(either, page, Sureness.DOUBTFUL, f"the opening names {_list(scope)} and the signatures {_list(signed)}")


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "no inspectorate"
