"""A row is shown as it was sent, whatever the file is."""

import pytest

from joinedup.intake.core.source_row import SourceCell, source_row
from tests.factories.lists import csv_bytes, framework_of_lists, workbook_bytes

ROWS = [
    ["Missing people, May 2022", "", "", "", ""],
    ["Force ID", "Date/time reported", "Date/time returned", "Risk level", "Officer's remark"],
    ["N1", "03/05/2022 21:00", "04/05/2022", "high", "found at  a friend's"],
    ["N2", "05/2022", "", "Med", ""],
]


def row(data, name, number, sheet=None, **more):
    said = {"framework": framework_of_lists(), "list_id": "police-missing", "sheet": sheet, "row": number}
    return source_row(data, filename=name, **{**said, **more})


@pytest.mark.parametrize(
    ("data", "name", "sheet"),
    [(csv_bytes(ROWS), "police-missing.csv", None), (workbook_bytes({"Mispers": ROWS, "Notes": [["x"]]}), "m.xlsx", "Mispers")],
)
def test_every_cell_stands_under_its_header_with_the_words_of_its_code(data, name, sheet):
    found = row(data, name, 3, sheet)
    assert [cell.header for cell in found.cells] == ROWS[1]
    assert found.cells[0].text == "N1"
    assert found.cells[3].means == "High"
    assert found.cells[4] == SourceCell("Officer's remark", "found at a friend's")
    assert found.form == ""


def test_an_empty_cell_stays_empty_and_what_is_no_code_has_no_words():
    found = row(csv_bytes(ROWS), "police-missing.csv", 4)
    assert [cell.text for cell in found.cells] == ["N2", "05/2022", None, "Med", None]
    assert found.cells[3].means == ""


@pytest.mark.parametrize(
    ("number", "sheet", "list_id"), [(9, None, "police-missing"), (3, "Other", "police-missing"), (3, None, "no")]
)
def test_a_row_that_is_not_there_is_none(number, sheet, list_id):
    assert row(csv_bytes(ROWS), "police-missing.csv", number, sheet, list_id=list_id) is None


def test_what_the_sender_said_of_a_header_is_kept_to():
    rows = [["Force ID", "Date/time reported", "How bad"], ["N1", "03/05/2022", "low"]]
    found = row(csv_bytes(rows), "police-missing.csv", 2, mapping={"how bad": "risk"})
    assert found.cells[2] == SourceCell("How bad", "low", "Risk level", "Low")


def test_a_cell_without_a_header_is_shown_where_it_says_something():
    found = row(csv_bytes([[*line, last] for line, last in zip(ROWS, ["", "", "ring first", ""], strict=True)]), "m.csv", 3)
    assert found.cells[5] == SourceCell("", "ring first")
    assert len(row(csv_bytes([[*line, ""] for line in ROWS]), "m.csv", 4).cells) == 5
