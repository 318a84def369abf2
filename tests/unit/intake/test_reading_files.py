"""Files of every dialect give the same rows, each with its true number."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core.delimited import read_delimited
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.sheets import ROW, text_column
from tests.factories.lists import csv_bytes, workbook_bytes

ROWS = [["Force ID", "Forename", "Note"], ["0012", "Zoë", "one, two; three"], ["0013", "Seán", 'said "no"\nand left']]
TIDY = [(*ROWS[0], 1), (*ROWS[1], 2), ("0013", "Seán", 'said "no" and left', 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_dialect_reads_alike(separator: str, encoding: str, ends: str) -> None:
    data = csv_bytes(ROWS, separator=separator, encoding=encoding, ends=ends)
    assert read_delimited(data, "a.csv").frame.rows() == TIDY


def test_old_mac_line_ends() -> None:
    assert read_delimited(b"a,b\r1,2\r3,4", "a.csv").frame.rows() == [("a", "b", 1), ("1", "2", 2), ("3", "4", 3)]


def test_blank_lines_and_titles_keep_the_row_numbers_true() -> None:
    data = b"Report of missing children\n\n\na,b,c\n1,2,3\n,,\n4,5\n6,7,8,\n"
    rows = read_delimited(data, "a.csv").frame.select("c0", "c1", "c2", ROW).rows()
    assert rows == [
        ("Report of missing children", None, None, 1),
        ("a", "b", "c", 4),
        ("1", "2", "3", 5),
        ("4", "5", None, 7),
        ("6", "7", "8", 8),
    ]


def test_excels_own_separator_line() -> None:
    assert read_delimited(b"sep=;\na;b,c\n1;2\n", "a.csv").frame.rows() == [("a", "b,c", 2), ("1", "2", 3)]


def test_quotes_that_are_not_strict_are_read_all_the_same() -> None:
    data = b'id,name\n1,5" pipe\n2,"Jo" Smith\n3,x\n'
    assert [row[0] for row in read_delimited(data, "a.csv").frame.rows()] == ["id", "1", "2", "3"]


def test_the_separator_is_the_one_the_header_has_too() -> None:
    data = b"first,second,third\n|,|,|\na;b;c;d,a;b;c;d,x\n"
    assert read_delimited(data, "a.csv").frame.rows() == [
        ("first", "second", "third", 1),
        ("|", "|", "|", 2),
        ("a;b;c;d", "a;b;c;d", "x", 3),
    ]


plain_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)
cell = plain_text.map(lambda text: " ".join(text.replace("\u200b", "").replace("\ufeff", "").replace("\u2060", "").split()))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=12),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_survives_any_dialect(rows: list[list[str]], separator: str, ends: str) -> None:
    rows = [["first", "second", "third"], *rows]
    data = csv_bytes(rows, separator=separator, ends=ends)
    found = read_delimited(data, "a.csv").frame.rows()
    wanted = [
        (*(text or None for text in row), number)
        for number, row in enumerate(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=separator), start=1)
        if any(row)
    ]
    assert found == [row for row in wanted if any(row[:3])]


def test_a_workbook_is_read_as_text() -> None:
    rows = [
        [None, "Title"],
        [],
        ["ID", "When", "Share", "Seen", "Note"],
        [9212044, date(2020, 9, 16), 6.138, True, "a\xa0b"],
        [7, datetime(2020, 9, 16, 10, 30), 1.0, False, " x "],
        ["0012", None, None, None, None],
    ]
    sheets = open_sheets(workbook_bytes({"One": rows, "Empty": [], "Codes": [["x"]]}, hidden=["Codes"]), "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("One", False), ("Codes", True)]
    assert sheets[0].frame.rows() == [
        (None, "Title", None, None, None, 1),
        ("ID", "When", "Share", "Seen", "Note", 3),
        ("9212044", "2020-09-16", "6.138", "Yes", "a b", 4),
        ("7", "2020-09-16 10:30:00", "1", "No", "x", 5),
        ("0012", None, None, None, None, 6),
    ]


def test_formulas_give_their_last_result() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("One")
        sheet.write_row(0, 0, ["ID", "Age"])
        sheet.write_formula(1, 0, "=40+2", None, 42)
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    assert open_sheets(out.getvalue(), "a.xlsx")[0].frame.rows()[1][0] == "42"


numbers = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-(10**15) + 1, 10**15 - 1).map(float)


@given(st.lists(numbers | st.just(""), min_size=45, max_size=60))
def test_numbers_keep_their_value_and_whole_ones_have_no_point(values: list[float | str]) -> None:
    for value, text in zip(values, text_column(values), strict=True):
        assert (text or "") == "" if value == "" else float(text) == value
        assert value == "" or not float(value).is_integer() or abs(value) >= 1e15 or text == str(int(value))


@given(st.lists(st.dates() | st.just(""), min_size=45, max_size=60))
def test_dates_are_iso_wherever_they_stand(values: list[date | str]) -> None:
    assert [text or "" for text in text_column(values)] == [value and value.isoformat() for value in values]
