"""Reading a notebook in Word again: each table by its reference, and whatever else was typed, told by the heading above it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table
from docx.text.paragraph import Paragraph

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.word_book import BLANK_HEADING, INSTRUCTIONS, NOTE_HEADING
from joinedup.evidence.core.word_words import REFERENCE, ROWS

_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WHEN: Final = r"\d{1,2} [A-Z][a-z]+ \d{4}(?: \d\d:\d\d)?"
_NOTE: Final = re.compile(rf"note\s+({_ID})\s+wording\s+({_ID})\s+of\s+({_ID})", re.IGNORECASE)
_NEW: Final = re.compile(rf"new\s+(\d+)\s+of\s+({_ID})", re.IGNORECASE)
#: What is printed above a note that was written down later than it was seen; nothing else is overlooked.
_LATE: Final = re.compile(rf"Seen {_WHEN}, written down {_WHEN}\.")
_OWN_HEADING: Final = re.compile(rf"(?:{NOTE_HEADING}|{BLANK_HEADING})\s+\d+")
#: A notebook of a thousand notes is far smaller than this when unpacked.
MOST_UNPACKED: Final = 200_000_000


@dataclass(frozen=True)
class Block:
    """One table as it was typed: the note and wording it was printed from, or the blank it is; and the heading above it."""

    place: str
    cells: Mapping[str, str]  # field → text; a row somebody deleted is not there
    note: str = ""
    revision: str = ""
    file: str = ""
    blank: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(text.strip() for text in self.cells.values())


@dataclass(frozen=True)
class Stray:
    """Something typed outside the tables, or a table without the rows of a note."""

    place: str
    text: str


def read_book(data: bytes) -> tuple[list[Block], list[Stray]]:
    """Return the tables and what stands outside them, in order. Raises EvidenceError for what is no Word document."""
    blocks: list[Block] = []
    strays: list[Stray] = []
    word, place, heading = _open(data), "the beginning", ""
    for part in word.iter_inner_content():
        if isinstance(part, Paragraph):
            text = part.text.strip()
            if _OWN_HEADING.fullmatch(text):
                place = heading = text
            elif text and text not in INSTRUCTIONS and not _LATE.fullmatch(text) and not _is_title(part, heading):
                strays.append(Stray(place, text))
            continue
        found = _block(part, place)
        if isinstance(found, Block):
            blocks.append(found)
        elif found.text:
            strays.append(found)
    return blocks, strays


def _open(data: bytes) -> Word:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise EvidenceError("This document is far larger than a notebook can be. Send the notebook you downloaded here.")
        return Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, InvalidXmlError, KeyError, ValueError) as error:
        if isinstance(error, EvidenceError):
            raise
        raise EvidenceError("This is not a Word document (.docx) that can be read. Save it as .docx and send it again.") from error


def _is_title(part: Paragraph, heading: str) -> bool:
    """Say whether a paragraph is the notebook's own title: the one heading before the first note."""
    style = part.style
    return not heading and style is not None and str(style.name).lower().startswith(("heading", "title"))


def _block(table: Table, place: str) -> Block | Stray:
    rows = dict(_rows(table))
    reference = rows.pop(REFERENCE, "")
    cells = {ROWS[label]: text for label, text in rows.items() if label in ROWS}
    if "text" not in cells:
        return Stray(place, "\n".join(f"{label}: {text}" for label, text in rows.items() if text))
    if known := _NOTE.search(reference):
        return Block(place, cells, note=known[1].lower(), revision=known[2].lower(), file=known[3].lower())
    if new := _NEW.search(reference):
        return Block(place, cells, blank=int(new[1]), file=new[2].lower())
    return Block(place, cells)


def _rows(table: Table) -> Iterator[tuple[str, str]]:
    for row in table.rows:
        cells = row.cells
        if len(cells) > 1:
            yield " ".join(cells[0].text.split()), cells[1].text
