"""The quick way into a workbook gives what the slow one gives, and says where it cannot."""

import io
from collections.abc import Sequence
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core import workbook
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile
from joinedup.intake.core.worksheets import quick_sheets
from tests.factories.lists import workbook_bytes

plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
# the quick way cannot tell the word "true" from a cell that is true; both are a yes to every column that asks for one
plain = plain.filter(lambda text: text not in ("true", "false"))
number = st.integers(-(10**14), 10**14) | st.integers(-(10**9), 10**9).map(lambda whole: whole / 512)
moment = st.datetimes(datetime(1905, 1, 1), datetime(2099, 1, 1)).map(lambda value: value.replace(microsecond=0))
cell = plain | number | st.booleans() | st.dates(date(1905, 1, 1), date(2099, 1, 1)) | moment | st.none()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cell, min_size=1, max_size=4), min_size=1, max_size=8))
def test_both_ways_read_alike(rows: list[list[object]]) -> None:
    data = workbook_bytes({"One": rows, "Two": rows[:1]}, hidden=["Two"])
    quick = quick_sheets(data, "a.xlsx", LIMITS)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(workbook, "quick_sheets", lambda *_: None)
        slow = workbook.read_workbook(data, "a.xlsx")
    if quick is None:  # in doubt: a text that looks like a number of sixteen digits, a day before 1905
        return
    assert [(sheet.name, sheet.hidden) for sheet in quick] == [(sheet.name, sheet.hidden) for sheet in slow]
    for one, other in zip(quick, slow, strict=True):
        assert one.frame.rows() == other.frame.rows()


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([123456789012345000.0], "1.23456789012345e+17"),
        ([1234567890123456.0], "1234567890123456.0"),
        (["1234567890123456"], "1234567890123456"),
        ([time(10, 30)], "10:30:00"),
        ([date(1900, 5, 4)], "1900-05-04"),
    ],
)
def test_what_the_quick_way_cannot_tell_is_read_cell_by_cell(cells: Sequence[object], text: str) -> None:
    data = workbook_bytes({"One": [["id"], cells]})
    assert quick_sheets(data, "a.xlsx", LIMITS) is None
    assert workbook.read_workbook(data, "a.xlsx")[0].frame["c0"].to_list() == ["id", text]


def test_rows_above_and_columns_before_the_list_keep_the_row_numbers_true() -> None:
    data = workbook_bytes({"One": [[None, None], [], [None, "id"], [None, 7], [], [None, "x"]]})
    (sheet,) = quick_sheets(data, "a.xlsx", LIMITS) or []
    assert sheet.frame.rows() == [("id", 3), ("7", 4), ("x", 6)]


def test_charts_are_left_to_the_slow_way() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("One").write(0, 0, "id")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=One!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
    assert quick_sheets(out.getvalue(), "a.xlsx", LIMITS) is None
    assert [sheet.name for sheet in workbook.read_workbook(out.getvalue(), "a.xlsx")] == ["One"]


@pytest.mark.parametrize(("limits", "what"), [(Limits(rows=2), "3 rows"), (Limits(columns=1), "2 columns")])
def test_a_sheet_too_large_is_refused(limits: Limits, what: str) -> None:
    with pytest.raises(UnusableFile, match=what):
        quick_sheets(workbook_bytes({"One": [["a", "b"]] * 3}), "a.xlsx", limits)
