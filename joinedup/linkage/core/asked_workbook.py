"""The children an agency is asked about, as a workbook for whoever searches its systems."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

import xlsxwriter

#: What stands at the head of each column.
HEADS: Final = ("Inspection's code", "Given names", "Family name", "Date of birth", "Sex", "Postcode")
_WIDTHS: Final = (18, 24, 24, 30, 12, 12)


def asked_workbook(rows: Iterable[tuple[str | None, ...]]) -> bytes:
    """Return an XLSX with one row for each child, as HEADS. Every cell is text: no name is ever taken for a formula."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Children asked about")
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        for place, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, bold)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value or "")
    return out.getvalue()
