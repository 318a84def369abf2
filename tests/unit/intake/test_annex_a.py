"""The published Annex A workbook, with its true headers and its true mess."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from joinedup.intake.core.reading import Reading, read_file, read_list
from joinedup.method.loader import load_framework

pytestmark = pytest.mark.data

#: Rows below the header, counted by hand in the workbook.
ROWS = {
    "annex-a-1": 5,
    "annex-a-2": 5,
    "annex-a-3": 6,
    "annex-a-4": 5,
    "annex-a-5": 5,
    "annex-a-6": 5,
    "annex-a-7": 7,
    "annex-a-8": 5,
}


@pytest.fixture(scope="module")
def readings(shared_data: Path) -> dict[str, Reading]:
    path = shared_data / "childlevel" / "annex_a_dummy.xlsx"
    framework = load_framework("jtai-2016-sexual-exploitation-missing")
    found = read_file(path, filename=path.name, framework=framework, agency="council", as_of=date(2021, 3, 16))
    return {reading.list_id: reading for reading in found}


def test_every_list_of_the_framework_is_found_whole(readings: dict[str, Reading]) -> None:
    assert {list_id: reading.rows for list_id, reading in readings.items()} == ROWS


def test_every_row_of_every_list_makes_its_event(readings: dict[str, Reading]) -> None:
    for list_id, reading in readings.items():
        assert reading.events["row"].n_unique() == ROWS[list_id], list_id


def test_nothing_is_found_wrong_that_is_only_written_differently(readings: dict[str, Reading]) -> None:
    found = pl.concat([reading.issues for reading in readings.values()])
    unread = found.filter(pl.col("rule").str.contains("unknown|unreadable")).select("list", "value")
    assert unread.rows() == [("annex-a-6", "PSRMEM - Support with memory and cognition"), ("annex-a-8", "nope")]
    assert "column_close" not in found["rule"].to_list()


def test_sheets_that_are_not_asked_for_are_named(readings: dict[str, Reading]) -> None:
    found = readings["annex-a-1"].issues.filter(pl.col("rule") == "sheet_unread")
    assert found["sheet"].to_list() == ["List 10", "List 11", "List 9"]


def test_a_row_says_the_childs_ethnicity_of_its_events() -> None:
    """No people list asks for it: it is known only from the rows of the authority's other lists."""
    framework = load_framework("jtai-2016-sexual-exploitation-missing")
    heads = b"Child Unique ID,Gender,Ethnicity,Date of Birth,Date of Contact\n"
    data = heads + b"7,b) Female,a) WBRI,16/09/2005,01/02/2016\n8,,,,02/02/2016\n"
    day = date(2016, 3, 1)
    reading = read_list(data, filename="list-1.csv", framework=framework, agency="council", list_id="annex-a-1", as_of=day)
    told = reading.events.select("record_id", pl.col("attributes").str.json_path_match("$.ethnicity")).rows()
    assert told == [("council:7", "a"), ("council:8", None)]
