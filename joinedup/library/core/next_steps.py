"""What the next steps say: the principal authority, where the written statement goes, and by when."""

import re
from datetime import date

from joinedup.library.core.blocks import Block
from joinedup.library.core.dates import find_day
from joinedup.library.core.letter import Read, Sureness
from joinedup.library.core.phrases import Phrases
from joinedup.library.core.sections import Body

_NUMBERED = re.compile(r"^\d{1,3}\.\s+")


def _blocks(body: Body) -> list[Block]:
    return [block for part in body.of("next") for block in part.blocks]


def _text(blocks: list[Block]) -> str:
    return " ".join(_NUMBERED.sub("", " ".join(block.text.split())) for block in blocks)


def _page(blocks: list[Block], words: str) -> int:
    holding = next((block for block in blocks if words in block.text), blocks[0])
    return holding.last.page if words in holding.last.text else holding.page


def read_principal(body: Body, phrases: Phrases) -> Read[str]:
    """Return who is named the principal authority: only where those words are printed."""
    blocks = _blocks(body)
    text = _text(blocks)
    if not phrases.principal_words.search(text):
        return Read(None)
    for pattern in phrases.principal_authority:
        found = pattern.search(text)
        if found:
            return Read(found["name"].strip(" ,"), _page(blocks, found["name"]), Sureness.PRINTED)
    return Read(None, blocks[0].page, Sureness.DOUBTFUL, "a principal authority is spoken of, and its name could not be read")


def read_due(body: Body, written: date | None, phrases: Phrases) -> Read[date]:
    """Return the day the written statement is due, as printed."""
    blocks = _blocks(body)
    text = _text(blocks)
    for pattern in phrases.due:
        for found in pattern.finditer(text):
            day = find_day(found["date"])
            if day is None:
                continue
            why = _doubt(day.day, day.wrong_weekday, written)
            usual = Sureness.WORKED_OUT if day.short_year else Sureness.PRINTED
            return Read(day.day, _page(blocks, found["date"][:11]), Sureness.DOUBTFUL if why else usual, why)
    return Read(None)


def _doubt(due: date, wrong_weekday: bool, written: date | None) -> str | None:
    if wrong_weekday:
        return f"the weekday printed beside {due:%-d %B %Y} is another day's"
    if written and not 0 < (due - written).days < 366:
        return f"the day the statement is due, {due:%-d %B %Y}, does not fit the letter's date"
    return None


def read_statement_to(body: Body, phrases: Phrases) -> Read[str]:
    """Return the address the written statement goes to."""
    blocks = _blocks(body)
    found = phrases.address.search(_text(blocks))
    return Read(found[0].rstrip("."), _page(blocks, found[0]), Sureness.PRINTED) if found else Read(None)
