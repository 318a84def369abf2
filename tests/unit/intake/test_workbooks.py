"""Workbooks as people make them: titles, hidden sheets, merged cells, formulas, dates of three kinds."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.unusable import UnusableFile
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from tests.factories.lists import AS_OF, workbook_bytes

Fill = Callable[[Any, Any], None]
HEAD = ["Force ID", "Reported missing", "Returned", "Risk level"]


def made(fill: Fill, name: str = "Missing episodes") -> bytes:
    """Return a workbook of one sheet that `fill` writes, given the workbook and the sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        fill(book, book.add_worksheet(name))
    return out.getvalue()


def read(data: bytes, framework: Framework) -> Reading:
    (reading,) = read_file(data, filename="a.xlsx", framework=framework, agency="force", as_of=AS_OF)
    return reading


def rules(reading: Reading) -> list[str]:
    return reading.issues["rule"].to_list()


def starts(reading: Reading) -> list[str]:
    day = pl.col("start_earliest").dt.convert_time_zone("Europe/London").dt.strftime("%Y-%m-%d %H:%M")
    return reading.events.select(day)["start_earliest"].to_list()


def test_titles_above_the_header_and_notes_below_keep_the_row_numbers_true(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Missing children", book.add_format())
        sheet.write(2, 0, "Drawn on 16 May 2023")
        sheet.write_row(4, 0, HEAD)
        sheet.write_row(5, 0, ["1", "01/05/2023", "", "High"])
        sheet.write_row(7, 0, ["2", "soon", "", "High"])

    reading = read(made(fill), framework)
    assert (reading.rows, starts(reading)) == (2, ["2023-05-01 00:00"])
    assert reading.issues.filter(pl.col("rule") == "date_unreadable")["row"].to_list() == [8]
    assert "cells_merged" not in rules(reading)


def test_dates_as_text_as_numbers_and_as_dates_are_the_same(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        days = ["01/05/2023", 45047, date(2023, 5, 1), "2023-05-01", "1 May 2023", datetime(2023, 5, 1, 14, 30), 45047.604166667]
        for row, day in enumerate(days, start=1):
            sheet.write(row, 0, str(row))
            sheet.write(row, 1, day)
            sheet.write(row, 3, "High")

    reading = read(made(fill), framework)
    assert starts(reading) == ["2023-05-01 00:00"] * 5 + ["2023-05-01 14:30"] * 2


def test_several_lists_in_one_workbook_and_what_was_set_aside(framework: Framework) -> None:
    missing = [HEAD, ["1", "01/05/2023", "", "High"]]
    people = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "01/05/2010"]]
    sheets = {"Cover": [["Please read"], ["all of it"]], "a": people, "b": missing, "Old": missing}
    readings = read_file(
        workbook_bytes(sheets, hidden=["Old"]), filename="a.xlsx", framework=framework, agency="force", as_of=AS_OF
    )
    assert [(one.list_id, one.rows) for one in readings] == [("police-people", 1), ("police-missing", 1)]
    aside = readings[0].issues.filter(pl.col("rule").is_in(["sheet_unread", "sheet_hidden"]))
    assert dict(aside.select("sheet", "rule").rows()) == {"Cover": "sheet_unread", "Old": "sheet_hidden"}


def test_a_sheet_like_a_list_that_was_not_read_is_more_than_for_information(framework: Framework) -> None:
    strange = [["No", "When", "What"], ["1", "01/05/2023", "x"], ["2", "02/05/2023", "y"]]
    sheets = {"Missing": [HEAD, ["1", "01/05/2023", "", "High"]], "Extract": strange, "List 9": strange, "List 4 old": strange}
    [reading] = read_file(workbook_bytes(sheets), filename="a.xlsx", framework=framework, agency="force", as_of=AS_OF)
    aside = reading.issues.filter(pl.col("rule").str.starts_with("sheet_"))
    assert dict(aside.select("sheet", "severity").rows()) == {"Extract": "check", "List 9": "note", "List 4 old": "check"}
    assert aside.filter(pl.col("sheet") == "Extract")["sentence"].item() == (
        "None of the 2 rows of the sheet “Extract” were read: we could not tell which list it is. "
        "Choose the list above and check again, or rename the sheet as the list."
    )


def test_a_sheet_titled_by_a_lists_number_is_that_list_where_its_headers_fit_partly(framework: Framework) -> None:
    partly = [["Child Unique ID", "Gender", "Begun", "Worker", "Team", "Office"], ["1", "a", "1/5/23", "", "", ""]]
    strange = [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]
    for title, lists in (("List 4 Assess", ["annex-a-4"]), ("Sheet 4", []), ("List 44", [])):
        sheets = {title: partly, "Missing episodes": [HEAD, ["1", "01/05/2023", "", "High"]], "x": strange}
        readings = read_file(workbook_bytes(sheets), filename="a.xlsx", framework=framework, agency="force", as_of=AS_OF)
        assert [one.list_id for one in readings if one.list_id != "police-missing"] == lists


def test_a_cell_merged_downwards_counts_for_every_row_it_covers(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.merge_range("A2:A4", "7", book.add_format())
        for row in (1, 2, 3):
            sheet.write_row(row, 1, [f"0{row}/05/2023", "", "High"])
        sheet.write_row(4, 0, ["8", "04/05/2023", "", "Low"])

    reading = read(made(fill), framework)
    assert reading.events["record_id"].to_list() == ["force:7"] * 3 + ["force:8"]
    (note,) = reading.issues.filter(pl.col("rule") == "cells_merged").to_dicts()
    assert (note["severity"], note["sheet"]) == ("note", "Missing episodes")
    assert "1 merged cells" in note["sentence"]


def test_a_header_merged_over_two_rows_is_read(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        merged = book.add_format()
        sheet.merge_range("A1:A2", "Force ID", merged)
        sheet.merge_range("B1:C1", "Episode", merged)
        sheet.write_row(1, 1, ["Reported missing", "Returned"])
        sheet.merge_range("D1:D2", "Risk level", merged)
        sheet.write_row(2, 0, ["1", "01/05/2023", "02/05/2023", "High"])

    reading = read(made(fill), framework)
    assert (reading.rows, starts(reading)) == (1, ["2023-05-01 00:00"])
    assert not {"column_missing"} & set(reading.issues.filter(pl.col("severity") != "note")["rule"])


def test_merged_areas_beyond_the_sheet_and_by_the_thousand_do_no_harm(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["1", "01/05/2023", "", "High"])
        sheet.merge_range("A2:A2000", "1", book.add_format())

    reading = read(made(fill), framework)
    assert reading.rows == 1
    assert len(open_sheets(made(fill), "a.xlsx")[0].frame) == 2


def test_formulas_give_what_they_showed_and_are_noted(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_formula(1, 0, "=1+6", None, 7)
        sheet.write_formula(1, 1, "=TODAY()", book.add_format({"num_format": "dd/mm/yyyy"}), 45047)
        sheet.write(1, 3, "High")
        sheet.write_formula(2, 0, '=HYPERLINK("http://example.org","8")', None, "8")
        sheet.write_row(2, 1, ["02/05/2023", "", "Low"])

    reading = read(made(fill), framework)
    assert reading.events["record_id"].to_list() == ["force:7", "force:8"]
    assert starts(reading) == ["2023-05-01 00:00", "2023-05-02 00:00"]
    (note,) = reading.issues.filter(pl.col("rule") == "formulas").to_dicts()
    assert (note["sheet"], note["row"]) == ("Missing episodes", None)
    assert "The sheet has 3 formulas" in note["sentence"]
    assert "formulas_without_result" not in rules(reading)


def test_a_formula_that_was_never_worked_out_is_told_as_empty(framework: Framework) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["1", "01/05/2023", "", "High"])
        sheet.write_formula(2, 0, "=A2", None, "")
        sheet.write_row(2, 1, ["02/05/2023", "", "Low"])

    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(fill))) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<v></v>", b"").replace(b' t="str"', b""))
    reading = read(data.getvalue(), framework)
    assert {"formulas", "formulas_without_result", "own_id_missing"} <= set(rules(reading))
    assert reading.events.height == 1


@pytest.mark.parametrize("name", ["list.xlsm", "LIST.XLSM", "list.xltm"])
def test_a_workbook_that_may_hold_macros_is_refused(name: str) -> None:
    with pytest.raises(UnusableFile):
        open_sheets(workbook_bytes({"One": [HEAD]}), name)


PREFIXED = (
    b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Force ID</x:t></x:is></x:c>'
    b'<x:c r="B1" t="inlineStr"><x:is><x:t>Reported missing</x:t></x:is></x:c></x:row>'
    b'<x:row r="2"><x:c r="A2"><x:v>7</x:v></x:c><x:c r="B2"><x:v>45047</x:v></x:c></x:row></x:sheetData></x:worksheet>'
)


@pytest.mark.parametrize(
    "sheet", [PREFIXED, PREFIXED.replace(b"x:", b"").replace(b":x", b""), PREFIXED.replace(b' r="B1"', b"").replace(b' r="2"', b"")]
)
def test_other_programs_ways_of_writing_a_sheet_are_read(sheet: bytes, framework: Framework) -> None:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes({"Missing episodes": [["x"]]}))) as old,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, sheet if part == "xl/worksheets/sheet1.xml" else old.read(part))
    assert starts(read(data.getvalue(), framework)) == ["2023-05-01 00:00"]


@pytest.mark.data
def test_the_published_workbook_says_what_its_sheets_hold(shared_data: Path) -> None:
    path = shared_data / "childlevel" / "annex_a_dummy.xlsx"
    sheets = open_sheets(path.read_bytes(), path.name)
    assert {sheet.name for sheet in sheets} == {f"List {number}" for number in range(1, 12)}
    framework = load_framework("jtai-2016-sexual-exploitation-missing")
    readings = read_file(path, filename=path.name, framework=framework, agency="council", as_of=date(2021, 3, 16))
    for reading in readings:
        (table,) = reading.tables
        sheet = next(one for one in sheets if one.name == table.sheet)
        assert reading.rows == sheet.frame.filter(pl.col(ROW) > 1).height
