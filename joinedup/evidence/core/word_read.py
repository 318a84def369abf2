"""Reading a notebook in Word again: each table by its reference, and whatever else was typed, told by the heading above it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.word_book import BLANK_HEADING, INSTRUCTIONS, NOTE_HEADING, in_places
from joinedup.evidence.core.word_text import boxes, paragraphs_and_tables, rows_of, text_of
from joinedup.evidence.core.word_words import REFERENCE, ROWS

_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_WHEN: Final = r"\d{1,2} [A-Z][a-z]+ \d{4}(?: \d\d:\d\d)?"
_NOTE: Final = re.compile(rf"note\s+({_ID})\s+wording\s+({_ID})\s+of\s+({_ID})", re.IGNORECASE)
_NEW: Final = re.compile(rf"new\s+(\d+)\s+of\s+({_ID})", re.IGNORECASE)
#: What is printed above a note that was written down later than it was seen, or in two places; nothing else is overlooked.
_LATE: Final = re.compile(rf"Seen {_WHEN}, written down {_WHEN}\.")
_IN_PLACES: Final = re.compile(re.escape(in_places("#", "#")).replace(r"\#", r"\d+"))
_OWN_HEADING: Final = re.compile(rf"(?:{NOTE_HEADING}|{BLANK_HEADING})\s+\d+")
#: What stands beside the text in a document of its own: which part, what holds one of them, and what a reader calls it.
_BESIDE: Final = (
    (re.compile(r"/word/comments\.xml"), qn("w:comment"), "a comment"),
    (re.compile(r"/word/footnotes\.xml"), qn("w:footnote"), "a footnote"),
    (re.compile(r"/word/endnotes\.xml"), qn("w:endnote"), "an endnote"),
)
#: What opening a file raises that is no Word document, or a damaged or locked one.
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OpcError,
    InvalidXmlError,
    SyntaxError,  # broken XML
    KeyError,
    ValueError,
    AttributeError,  # a part without what it must hold
    EOFError,
    RuntimeError,  # locked with a password; NotImplementedError, packed in a way nobody reads, is one too
)
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
    body, titles, beside = _open(data)
    place, heading = "the beginning", ""
    for part in paragraphs_and_tables(body):
        if part.tag == qn("w:p"):
            text = text_of(part).strip()
            if _OWN_HEADING.fullmatch(text):
                place = heading = text
            elif not heading and _style(part) in titles:
                continue  # the notebook's own title: the one heading before the first note
            elif text and text not in INSTRUCTIONS and not (_LATE.fullmatch(text) or _IN_PLACES.fullmatch(text)):
                strays.append(Stray(place, text))
        else:
            found, rest = _block(part, place)
            blocks += [found] if found else []
            strays += [Stray(place, text) for text in rest if text]
        strays += [Stray(f"{place}, in a text box", text) for text in boxes(part)]
    return blocks, strays + beside


def _open(data: bytes) -> tuple[Any, set[str], list[Stray]]:
    """Return the body, the ids of its styles of headings, and the comments and notes that stand beside its text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise EvidenceError("This document is far larger than a notebook can be. Send the notebook you downloaded here.")
        word = Document(io.BytesIO(data))
        if word.element.body is None:
            raise ValueError("no text")
        titles = {style.style_id for style in word.styles if str(style.name).lower().startswith(("heading", "title"))}
        return word.element.body, titles, list(_beside(word))
    except _UNREADABLE as error:
        if isinstance(error, EvidenceError):
            raise
        raise EvidenceError("This is not a Word document (.docx) that can be read. Save it as .docx and send it again.") from error


def _beside(word: Word) -> Iterator[Stray]:
    for part in word.part.package.iter_parts():
        for named, holder, called in _BESIDE:
            if named.fullmatch(part.partname):
                found: Any = parse_xml(part.blob)
                yield from (Stray(called, text) for one in found.iter(holder) if (text := text_of(one).strip()))


def _style(paragraph: Any) -> str:
    named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else str(named.get(qn("w:val")))


def _block(table: Any, place: str) -> tuple[Block | None, list[str]]:
    """Return the note a table holds, and what was typed into it that has no row of its own."""
    rows: dict[str, str] = {}
    rest: list[str] = []
    for label, text in _rows(table):
        if (label in ROWS or label == REFERENCE) and label not in rows:
            rows[label] = text
        elif label not in rows or text.strip() not in ("", rows[label].strip()):
            rest.append(f"{label}: {text}" if label and text else label or text)
    reference = rows.pop(REFERENCE, "")
    cells = {ROWS[label]: text for label, text in rows.items()}
    if "text" not in cells:
        return None, ["\n".join([*(f"{label}: {text}" for label, text in rows.items() if text), *filter(None, rest)])]
    if known := _NOTE.search(reference):
        return Block(place, cells, note=known[1].lower(), revision=known[2].lower(), file=known[3].lower()), rest
    if new := _NEW.search(reference):
        return Block(place, cells, blank=int(new[1]), file=new[2].lower()), rest
    return Block(place, cells), rest


def _rows(table: Any) -> Iterator[tuple[str, str]]:
    """Yield each row as its label and what stands beside it, in however many cells."""
    for cells in rows_of(table):
        first, *more = [text_of(cell) for cell in cells] or [""]
        yield " ".join(first.split()), "\n".join([*more[:1], *filter(None, more[1:])])
