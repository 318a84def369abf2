"""The document in Word: real heading and list styles, so that it can be navigated and read aloud."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_word
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from joinedup.publication.document import Box, Document, Heading, Passage, Section
from joinedup.publication.render import words

DEEP, QUIET, GOOD, MEND = (RGBColor.from_string(code) for code in ("12436D", "4A5763", "1D5C4A", "8A4B08"))


def to_docx(document: Document) -> bytes:
    """Return the letter as the bytes of a Word file; the same document gives the same bytes."""
    word = new_word()
    _set_up(word, document)
    word.add_heading(document.title, level=0)
    if document.made_up:
        _framed(word.add_paragraph(), words.MADE_UP, "8A4B08", bold=True)
    for label, value in words.facts(document):
        line = word.add_paragraph(style="Facts")
        line.add_run(f"{label}\t").font.color.rgb = QUIET
        line.add_run(value)
    for section in document.sections:
        _section(word, document, section)
    saved = BytesIO()
    word.save(saved)
    return _same_every_time(saved.getvalue())


def _set_up(word: Word, document: Document) -> None:
    """Set page, typeface, language and properties. Dates come from the document, never from the clock."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.5)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.2
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), document.language)
    normal.element.get_or_add_rPr().append(language)
    for name, size in (("Title", 24), ("Heading 1", 16), ("Heading 2", 12)):
        _heading_style(word, name, size)
    facts = word.styles.add_style("Facts", 1)
    facts.base_style = normal
    facts.paragraph_format.tab_stops.add_tab_stop(Cm(3.5))
    facts.paragraph_format.left_indent, facts.paragraph_format.first_line_indent = Cm(3.5), Cm(-3.5)
    facts.paragraph_format.space_after = Pt(2)
    about, on = word.core_properties, document.published_on
    about.title, about.author, about.language = document.title, ", ".join(document.inspectorates), document.language
    about.created = about.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
    about.last_modified_by, about.comments = "Joinedup", ""


def _heading_style(word: Word, name: str, size: int) -> None:
    """Give a heading style our typeface; the theme's own would win in some readers, so its fonts are named too."""
    style = word.styles[name]
    style.font.name, style.font.size, style.font.color.rgb, style.font.bold = "Arial", Pt(size), DEEP, True
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    fonts.set(qn("w:ascii"), "Arial")
    fonts.set(qn("w:hAnsi"), "Arial")
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2)
    style.paragraph_format.keep_with_next = True


def _section(word: Word, document: Document, section: Section) -> None:
    if section.title:
        word.add_heading(section.title, level=1)
    if section.kind == "addressees":
        _lines(word, [f"{addressee.role}, {addressee.organisation}" for addressee in document.addressees])
    for block in section.blocks:
        if isinstance(block, Heading):
            word.add_heading(block.text, level=2)
        elif isinstance(block, Box):
            _box(word, block)
        else:
            bullet = isinstance(block, Passage) and block.item
            word.add_paragraph(block.text, style="List Bullet" if bullet else None)
    if section.kind == "signatures":
        for signature in document.signatures:
            word.add_paragraph(f"{signature.post}, {signature.inspectorate}").paragraph_format.space_before = Pt(18)


def _lines(word: Word, texts: list[str]) -> None:
    """Set short lines close together, with room before the first and after the last."""
    lines = [word.add_paragraph(text) for text in texts]
    for line in lines:
        line.paragraph_format.space_after = Pt(0)
    if lines:
        lines[0].paragraph_format.space_before, lines[-1].paragraph_format.space_after = Pt(14), Pt(14)


def _box(word: Word, box: Box) -> None:
    colour = "1D5C4A" if box.kind == "effective_practice" else "8A4B08"
    title = word.add_heading(box.title, level=2)
    title.runs[0].font.color.rgb = RGBColor.from_string(colour)
    _bar(title, colour)
    for passage in box.passages:
        _framed(word.add_paragraph(), passage.text, colour)


def _framed(paragraph, text: str, colour: str, bold: bool = False) -> None:
    paragraph.add_run(text).bold = bold
    _bar(paragraph, colour)


def _bar(paragraph, colour: str) -> None:
    """Draw a bar at the left of a paragraph: python-docx has no borders, so the element is made by hand."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "24"), ("space", "10"), ("color", colour)):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.left_indent = Cm(0.5)


def _same_every_time(data: bytes) -> bytes:
    """Return the same package with the clock taken out of its zip entries."""
    rewritten = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(rewritten, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), ZIP_DEFLATED)
    return rewritten.getvalue()
