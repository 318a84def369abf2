"""The document in Word: real heading, list and table structures, so that it can be navigated and read aloud."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_word
from docx.document import Document as Word
from docx.shared import Cm, Pt, RGBColor

from joinedup.publication.document import Box, Document, Heading, Passage, Section
from joinedup.publication.render import words
from joinedup.publication.render.word_styles import QUIET, RULE, TEXT_WIDTH, element, set_up


def to_docx(document: Document) -> bytes:
    """Return the letter as the bytes of a Word file; the same document gives the same bytes."""
    word = new_word()
    set_up(word, document, notice=words.notice(document))
    word.add_heading(document.title, level=0)
    if notice := words.notice(document):
        word.add_paragraph(style="Notice").add_run(notice).bold = True
    _particulars(word, words.facts(document))
    for section in document.sections:
        _section(word, document, section)
    if document.for_children:
        heading = word.add_heading(words.childrens_heading(document), level=1)
        heading.paragraph_format.page_break_before = True
        for text in document.for_children.paragraphs:
            word.add_paragraph(text)
    word.add_heading(words.ABOUT, level=1)
    _particulars(word, words.about(document))
    saved = BytesIO()
    word.save(saved)
    return same_every_time(saved.getvalue())


def _section(word: Word, document: Document, section: Section) -> None:
    if section.title:
        word.add_heading(section.title, level=1)
    if section.kind == "addressees":
        _address(word, [f"{addressee.role}, {addressee.organisation}" for addressee in document.addressees])
    for block in section.blocks:
        if isinstance(block, Heading):
            word.add_heading(block.text, level=2)
        elif isinstance(block, Box):
            _box(word, words.box_heading(section, block), block)
        else:
            word.add_paragraph(block.text, style="List Bullet" if isinstance(block, Passage) and block.item else None)
    if section.kind == "signatures":
        _signatures(word, document)


def _signatures(word: Word, document: Document) -> None:
    """Set each inspectorate over the post that signed for it; all stay on the page of the closing words."""
    closing = word.paragraphs[-1]
    for signature in document.signatures:
        closing.paragraph_format.keep_with_next = True
        word.add_paragraph(words.alone(signature.inspectorate), style="Signatory")
        closing = word.add_paragraph(signature.post, style="Post")


def _address(word: Word, lines: list[str]) -> None:
    """Set short lines close together, with room before the first and after the last."""
    set_lines = [word.add_paragraph(line, style="Address") for line in lines]
    if set_lines:
        set_lines[0].paragraph_format.space_before, set_lines[-1].paragraph_format.space_after = Pt(16), Pt(16)


def _box(word: Word, heading: str, box: Box) -> None:
    style = "Effective practice" if box.kind == "effective_practice" else "Improvement"
    if heading:
        word.add_paragraph(heading, style=f"{style} heading")
    for passage in box.passages:
        word.add_paragraph(passage.text, style=style)


def _particulars(word: Word, rows: tuple[tuple[str, str], ...]) -> None:
    """Set labels and values as a table whose first column heads its rows, ruled above and below only; no page turns inside it."""
    table = word.add_table(rows=0, cols=2)
    table.autofit = False
    widths = (Cm(3.8), Cm(TEXT_WIDTH - 3.8))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for label, value in rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        cells = row.cells
        for cell, text, width in zip(cells, (label, value), widths, strict=True):
            cell.width = width
            cell.paragraphs[0].style = "Particulars"
            cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].paragraph_format.keep_with_next = label != rows[-1][0]
        cells[0].paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(QUIET)
    properties = table._tbl.tblPr
    borders = element("tblBorders")
    for side in ("top", "bottom"):
        borders.append(element(side, val="single", sz="4", space="0", color=RULE))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for old in properties.findall(element("tblLook").tag):
        properties.remove(old)
    properties.append(element("tblLook", firstRow="0", lastRow="0", firstColumn="1", lastColumn="0", noHBand="1", noVBand="1"))


def same_every_time(data: bytes) -> bytes:
    """Return the same package with the clock taken out of its zip entries."""
    rewritten = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(rewritten, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), ZIP_DEFLATED)
    return rewritten.getvalue()
