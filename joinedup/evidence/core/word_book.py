"""A notebook as a Word document: a table for each note, and blank ones for new notes.

What ties a table to its note stands in the table as text: the note's id and that of the wording printed, or the number of a blank
table, and the id of the file. Text survives whatever opens and saves the file; hidden marks do not.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from docx import Document
from docx.document import Document as Word
from docx.shared import Cm, Pt, RGBColor

from joinedup.evidence.core.revisions import Content
from joinedup.evidence.core.word_words import REFERENCE, ROWS, BookWords

INSTRUCTIONS: Final = (
    "Change what a note says in its table, or write a new note into an empty table. Write no name of a child, family or worker.",
    "Leave the reference lines as they are: by them each note is found again. Nothing is overwritten: what you change becomes a new"
    " wording of the note, beside the earlier ones.",
)
NOTE_HEADING: Final = "Note"
BLANK_HEADING: Final = "New note"


@dataclass(frozen=True)
class BookNote:
    """One note to print: its id, the id of the wording printed, its number and what it says."""

    note: str
    revision: str
    number: int
    content: Content
    late: str = ""  # both times, where it was written down later than it was seen
    place: int = 1  # of a note written in two places: which of its wordings this is, and of how many
    of: int = 1


def in_places(place: int | str, of: int | str) -> str:
    """Return what stands above a wording of a note that was written in two places and not joined yet."""
    return f"Written in {of} places and not joined yet: wording {place} of {of}."


def write_book(*, file: str, title: str, words: BookWords, notes: Iterable[BookNote], blanks: int = 20) -> bytes:
    """Return the document. `file` is the id of this file, a UUID made for it."""
    word = Document()
    word.styles["Normal"].font.size = Pt(11)
    word.add_heading(title, level=1)
    for line in INSTRUCTIONS:
        word.add_paragraph(line)
    for note in notes:
        _table(
            word,
            f"{NOTE_HEADING} {note.number}",
            f"note {note.note} wording {note.revision} of {file}",
            words.printed(note.content),
            [note.late, in_places(note.place, note.of) if note.of > 1 else ""],
        )
    empty = dict.fromkeys(ROWS.values(), "")
    for number in range(1, blanks + 1):
        _table(word, f"{BLANK_HEADING} {number}", f"new {number} of {file}", empty)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _table(word: Word, heading: str, reference: str, cells: dict[str, str], lines_above: Iterable[str] = ()) -> None:
    word.add_heading(heading, level=2)
    for line in filter(None, lines_above):
        word.add_paragraph(line)
    table = word.add_table(rows=len(ROWS) + 1, cols=2, style="Table Grid")
    lines = [*((label, cells[field]) for label, field in ROWS.items()), (REFERENCE, reference)]
    for row, (label, text) in zip(table.rows, lines, strict=True):
        left, right = row.cells
        left.width, right.width = Cm(4.5), Cm(11.5)
        left.text, right.text = label, text
    small = table.rows[-1].cells[1].paragraphs[0].runs[0].font
    small.size, small.color.rgb = Pt(7), RGBColor(0x59, 0x59, 0x59)
    word.add_paragraph()
