"""The look of the Word form: page, typeface, styles and properties, so that the text itself needs no formatting by hand.

python-docx knows neither borders, shading nor fields; those elements are made here by hand.
"""

from datetime import UTC, date, datetime
from typing import Any, Protocol

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from joinedup.publication.render import words

INK, DEEP, QUIET, RULE, MEND = "12282C", "123F47", "475B5F", "C3D1D2", "8A4B08"
#: Frames by name: the colour of the bar at the left and of the ground.
FRAMES = {"Notice": (MEND, "FDF6EA"), "Effective practice": ("1D5C4A", "EFF5F2"), "Improvement": (MEND, "FDF6EA")}
TEXT_WIDTH = 15.4  # cm


class Printed(Protocol):
    """What the look asks of whatever is printed: a letter, a notification pack."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def theme(self) -> str: ...
    @property
    def inspectorates(self) -> tuple[str, ...]: ...
    @property
    def made_up(self) -> bool: ...
    @property
    def published_on(self) -> date: ...
    @property
    def language(self) -> str: ...


def set_up(word: Word, document: Printed, *, notice: str) -> None:
    """Set page, styles, header, footer and properties. Dates come from the document, never from the clock.

    `notice` is what a reader must know before the first word; "" for nothing.
    """
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    page.top_margin, page.bottom_margin = Cm(2.6), Cm(2.4)
    _text_styles(word, document.language)
    for name, (bar, ground) in FRAMES.items():
        _frame_style(word, name, word.styles["Normal"], bar, ground)
        _frame_style(word, f"{name} heading", word.styles["Heading 2"], bar, ground)
    _furniture(page, document)
    _properties(word, document, notice)


def element(tag: str, **attributes: str) -> Any:
    """Return a new element of Word's own vocabulary: `element("shd", fill="FFFFFF")`."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _text_styles(word: Word, language: str) -> None:
    normal = word.styles["Normal"]
    _typeface(normal, 11, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(9), 1.2
    normal.paragraph_format.widow_control = True
    # The defaults too: text of styles that do not build on Normal is read aloud in the language named there.
    for run in (normal.element.get_or_add_rPr(), word.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")):
        for old in run.findall(qn("w:lang")):
            run.remove(old)
        run.append(element("lang", val=language, eastAsia=language))
    for name, size, before, after in (("Title", 25, 0, 14), ("Heading 1", 15, 24, 8), ("Heading 2", 11.5, 16, 5)):
        _heading_style(word.styles[name], size, before, after)
    word.styles["List Bullet"].paragraph_format.space_after = Pt(7)
    for close in word.styles["List Bullet"].element.pPr.findall(qn("w:contextualSpacing")):  # points of many lines need air
        word.styles["List Bullet"].element.pPr.remove(close)
    for name in ("Header", "Footer"):
        _typeface(word.styles[name], 8.5, QUIET)
    for name, size, after in (("Address", 11, 1), ("Particulars", 10, 3), ("Signatory", 11, 2), ("Post", 10, 16)):
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _typeface(style, size, QUIET if name == "Post" else INK)
        style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(after), name == "Signatory"
    word.styles["Signatory"].font.bold = True


def _heading_style(style: Any, size: float, before: float, after: float) -> None:
    _typeface(style, size, DEEP)
    style.font.bold = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing, style.paragraph_format.keep_with_next = 1.1, True
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):  # the template underlines its title
        style.element.pPr.remove(border)


def _typeface(style: Any, size: float, colour: str) -> None:
    """Give a style our typeface; a theme's fonts would win in some readers, so their names are taken out."""
    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{key}"), "Arial")


def _frame_style(word: Word, name: str, base: Any, bar: str, ground: str) -> None:
    """Add a style set on a tinted ground with a bar at its left; paragraphs of one frame join into one box."""
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = base
    style.paragraph_format.left_indent, style.paragraph_format.right_indent = Cm(0.5), Cm(0.3)
    style.paragraph_format.keep_together = True
    if name == "Notice":
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(20)
    style.font.color.rgb = RGBColor.from_string(bar if base.name.startswith("Heading") else INK)
    borders = element("pBdr")
    for side, width, colour in (("top", "48", ground), ("left", "24", bar), ("bottom", "48", ground)):
        borders.append(element(side, val="single", sz=width, space="0" if side != "left" else "10", color=colour))
    shade = element("shd", val="clear", color="auto", fill=ground)
    for child in (borders, shade):
        style.element.get_or_add_pPr().insert_element_before(child, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _furniture(page: Any, document: Printed) -> None:
    """Put title and day at the head of every page but the first, and the page's number at the foot of all."""
    page.different_first_page_header_footer = True  # the first page bears the title itself
    page.header_distance = page.footer_distance = Cm(1.2)
    head = page.header.paragraphs[0]
    _spread(head, document.title, words.day(document.published_on))
    rule = element("pBdr")
    rule.append(element("bottom", val="single", sz="4", space="4", color=RULE))
    head._p.get_or_add_pPr().insert_element_before(rule, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    for foot in (page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]):
        _spread(foot, words.MADE_UP_MARK if document.made_up else "", "Page ")
        _field(foot, "PAGE")
        foot.add_run(" of ")
        _field(foot, "NUMPAGES")


def _spread(paragraph: Any, left: str, right: str) -> None:
    """Set one text at the left and one at the right margin."""
    stops = paragraph.paragraph_format.tab_stops
    paragraph.style.paragraph_format.tab_stops.clear_all()
    stops.add_tab_stop(Cm(TEXT_WIDTH), alignment=2)  # 2: right
    paragraph.add_run(f"{left}\t{right}")


def _field(paragraph: Any, code: str) -> None:
    """Add a field that Word works out: PAGE or NUMPAGES."""
    field = element("fldSimple", instr=code)
    run = element("r")
    text = element("t")
    text.text = "1"  # until a reader works the field out
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _properties(word: Word, document: Printed, notice: str) -> None:
    about, on = word.core_properties, document.published_on
    about.title, about.subject, about.language = document.title, document.theme, document.language
    about.author, about.identifier = ", ".join(map(words.alone, document.inspectorates)), document.id
    about.created = about.modified = datetime(on.year, on.month, on.day, tzinfo=UTC)
    about.last_modified_by, about.comments, about.keywords = "Joinedup", notice, ""
