"""The pack in Word: real headings and tables whose heads repeat, so that it can be navigated and read aloud."""

from io import BytesIO
from typing import Any, Final

from docx import Document as new_word
from docx.document import Document as Word
from docx.shared import Cm, RGBColor

from joinedup.inspections.core.pack import Pack, Table
from joinedup.inspections.notifying import words
from joinedup.publication.render.as_docx import same_every_time
from joinedup.publication.render.word_styles import QUIET, RULE, TEXT_WIDTH, element, set_up

#: Parts of the width a table's columns take, by how many there are.
_WIDTHS: Final = {2: (3, 2), 3: (3, 4, 2), 4: (3, 3, 3, 4)}


def to_docx(pack: Pack, sha256: str) -> bytes:
    """Return the pack as the bytes of a Word file; the same pack gives the same bytes."""
    word = new_word()
    set_up(word, pack, notice=words.notice(pack))
    word.add_heading(pack.title, level=0)
    for text in (words.UNTIL_NOTIFIED, words.notice(pack)):
        if text:
            word.add_paragraph(style="Notice").add_run(text).bold = True
    for label, value in words.particulars(pack, sha256):
        line = word.add_paragraph(style="Particulars")
        line.add_run(f"{label}: ").font.color.rgb = RGBColor.from_string(QUIET)
        line.add_run(value)
    for sheet in pack.sheets:
        heading = word.add_heading(sheet.title, level=1)
        heading.paragraph_format.page_break_before = True  # each part is handed over by itself
        for text in sheet.paragraphs:
            word.add_paragraph(text, style="List Number" if sheet.kind == "script" else None)
        for table in sheet.tables:
            _table(word, table)
    saved = BytesIO()
    word.save(saved)
    return same_every_time(saved.getvalue())


def _table(word: Word, table: Table) -> None:
    word.add_heading(table.caption, level=2)
    made = word.add_table(rows=1, cols=len(table.columns))
    made.autofit = False
    parts = _WIDTHS[len(table.columns)]
    widths = [Cm(TEXT_WIDTH * part / sum(parts)) for part in parts]
    _row(made.rows[0], table.columns, widths, bold=True)
    made.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for row in table.rows:
        _row(made.add_row(), row, widths, bold=False)
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color=RULE))
    made._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _row(row: Any, texts: tuple[str, ...], widths: list[Any], *, bold: bool) -> None:
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        cell.paragraphs[0].style = "Particulars"
        cell.paragraphs[0].add_run(text).bold = bold
