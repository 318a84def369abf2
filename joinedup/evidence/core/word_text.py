"""All that somebody typed into a part of a Word document, however Word holds it: tracked, in a content control, in a table."""

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

_DELETED: Final = frozenset({qn("w:del"), qn("w:moveFrom")})
#: What holds no text of its own; a text box stands apart (`boxes`), and its fallback says the same again.
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX: Final = qn("w:txbxContent")
_PASSED: Final = _DELETED | {_FALLBACK, _BOX, *map(qn, ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr"))}
_SIGNS: Final = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _TABLE, _ROW, _CELL = map(qn, ("w:p", "w:tbl", "w:tr", "w:tc"))


def paragraphs_and_tables(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables an element holds, in order; those of a table within it are the table's."""
    return _nearest(element, _PARAGRAPH, _TABLE)


def rows_of(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row that was not deleted."""
    for row in _nearest(table, _ROW):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield list(_nearest(row, _CELL))


def text_of(element: Any) -> str:
    """Return what stands in a paragraph, a cell or the like: a paragraph a line, a row of a table a line with tabs between."""
    if element.tag == _PARAGRAPH:
        return "".join(_signs(element))
    text, joined = "", True
    for part in paragraphs_and_tables(element):
        said = text_of(part) if part.tag == _PARAGRAPH else "\n".join("\t".join(map(text_of, row)) for row in rows_of(part))
        text += said if joined else f"\n{said}"
        joined = part.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None  # its end was deleted
    return text


def boxes(element: Any) -> Iterator[str]:
    """Yield what stands in text boxes within an element."""
    for box in element.iter(_BOX):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()) and (said := text_of(box).strip()):
            yield said


def _nearest(element: Any, *wanted: str) -> Iterator[Any]:
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag not in _PASSED:
            yield from _nearest(child, *wanted)


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:br"):
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _PASSED:
            yield from _signs(child)
