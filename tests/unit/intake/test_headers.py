"""Columns are found by name, alias or close spelling; lists by their file, their sheet or their columns."""

import pytest

from joinedup.intake.core.headers import find_header, plain_header
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.reading import read_list
from joinedup.intake.core.recognise import recognise
from joinedup.intake.core.unusable import UnusableFile
from joinedup.method.framework import Framework
from tests.factories.lists import AS_OF, ASSESSMENTS, MISSING, PEOPLE, csv_bytes, workbook_bytes

MISSING_ROWS = [["Force ID", "Reported missing", "Returned", "Risk level"], ["1", "01/05/2023 10:00", "", "High"]]
PEOPLE_ROWS = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "01/05/2010"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Date of Contact *", "date of contact"),
        ("Was it offered (Y/N)?", "Was it offered?"),
        ("Children’s  needs", "Children's needs"),
        ("Dates & times", "dates and times"),
        ("Home\xa0address", "home_address"),
    ],
)
def test_headers_compared(one: str, other: str) -> None:
    assert plain_header(one) == plain_header(other)


@pytest.mark.parametrize(
    ("cells", "found", "close"),
    [
        (["Force ID", "Reported missing", "Returned"], {"force_id": 0, "reported": 1, "returned": 2}, {}),
        (["RETURNED", "date reported", "force id*"], {"force_id": 2, "reported": 1, "returned": 0}, {}),
        (["Force ID", "Reported mising", "Retruned"], {"force_id": 0, "reported": 1, "returned": 2}, {"reported", "returned"}),
        (["Force ID", "Something else", "Returned"], {"force_id": 0, "returned": 2}, {}),
        (["Force ID", "Returned", "Times missing in 6 months"], {"force_id": 0, "returned": 1}, {}),
    ],
)
def test_columns_are_found_by_their_headers(cells: list[str], found: dict[str, int], close: set[str]) -> None:
    [sheet] = open_sheets(csv_bytes([["Missing children, May 2023"], [], cells, ["1", "2", "3"]]), "a.csv")
    header = find_header(sheet, MISSING)
    assert header is not None
    assert header.row == 3
    assert dict(header.found) == found
    assert set(header.close) == set(close)


def test_a_header_that_stands_twice_is_read_once() -> None:
    [sheet] = open_sheets(csv_bytes([["Force ID", "Returned", "returned", "Extra"], ["1", "2", "3", "4"]]), "a.csv")
    header = find_header(sheet, MISSING)
    assert header is not None
    assert (header.found["returned"], header.twice, header.unread) == (1, ("returned",), ("Extra",))


def test_a_sheet_without_the_columns_has_no_header() -> None:
    [sheet] = open_sheets(b"a,b,c\n1,2,3\n", "a.csv")
    assert find_header(sheet, MISSING) is None


def recognised(data: bytes, name: str, framework: Framework) -> list[tuple[str | None, str]]:
    return [(one.sheet.name, one.spec.id) for one in recognise(open_sheets(data, name), framework.lists, name)]


def test_each_sheet_is_recognised_by_its_columns(framework: Framework) -> None:
    data = workbook_bytes({"Guide": [["How to fill this in"]], "x": MISSING_ROWS, "y": PEOPLE_ROWS})
    assert recognised(data, "upload.xlsx", framework) == [("x", "police-missing"), ("y", "police-people")]


def test_hidden_sheets_are_left_alone(framework: Framework) -> None:
    data = workbook_bytes({"x": MISSING_ROWS, "old": PEOPLE_ROWS}, hidden=["old"])
    assert recognised(data, "upload.xlsx", framework) == [("x", "police-missing")]


def test_a_sheet_like_another_in_the_common_columns_only_is_not_taken_for_it(framework: Framework) -> None:
    shared = [column.header for column in ASSESSMENTS.columns[:4]]
    data = workbook_bytes({"List 9": [[*shared, "Eligibility Category"], ["1", "a) Male", "", "", "x"]], "x": MISSING_ROWS})
    assert recognised(data, "upload.xlsx", framework) == [("x", "police-missing")]


def test_two_lists_alike_are_told_apart_by_the_name_or_asked_about(framework: Framework) -> None:
    from dataclasses import replace

    health = replace(PEOPLE, id="health-people", title="Health people", sector="health")
    both = replace(framework, lists=(PEOPLE, health))
    data = csv_bytes(PEOPLE_ROWS)
    assert recognised(data, "2023-05 health-people v2.csv", both) == [(None, "health-people")]
    assert recognised(data, "Police People.csv", both) == [(None, "police-people")]
    with pytest.raises(UnusableFile, match="Choose the list it is"):
        recognised(data, "people.csv", both)


ASSESS = [["Child Unique ID", "Gender", "Date of Birth", "Age", "Continuous Assessment Start Date"], ["1", "", "", "", "1/3/23"]]
EARLY = [["Child Unique ID", "Gender", "Date of Birth", "Age", "Assessment completion"], ["1", "", "", "", "1/3/23"]]


def said(data: bytes, name: str, framework: Framework, list_id: str) -> list[tuple[str | None, str]]:
    return [(one.sheet.name, one.spec.id) for one in recognise(open_sheets(data, name), framework.lists, name, list_id)]


def test_the_senders_word_counts_for_the_only_sheet_even_when_columns_are_missing(framework: Framework) -> None:
    data = csv_bytes([["Force ID", "Reported missing", "Note", "Officer", "Station"], ["1", "1/3/23", "", "", ""]])
    assert recognised(data, "upload.csv", framework) == []
    assert said(data, "upload.csv", framework, "police-missing") == [(None, "police-missing")]


def test_among_several_sheets_only_the_list_itself_is_taken_for_the_list_named(framework: Framework) -> None:
    data = workbook_bytes({"List 2": EARLY, "x": ASSESS})
    assert said(data, "annex-a-4.xlsx", framework, "annex-a-4") == [("x", "annex-a-4")]


def test_another_list_sent_in_its_place_is_seen(framework: Framework) -> None:
    with pytest.raises(UnusableFile, match=r"looks like the list “Missing episodes”, not “Multi-agency meetings”"):
        read_list(
            csv_bytes(MISSING_ROWS), filename="police-conferences.csv", framework=framework, agency="force", as_of=AS_OF,
            list_id="police-conferences",
        )  # fmt: skip


# ── headers over two rows ───────────────────────────────────────────────────────────────────────────────────────────────────────


def found_in(rows: list[list[str]]) -> tuple[int, dict[str, int], tuple[str, ...]]:
    [sheet] = open_sheets(csv_bytes(rows), "a.csv")
    header = find_header(sheet, ASSESSMENTS)
    assert header is not None
    return header.row, dict(header.found), header.unread


def test_groups_above_the_header_are_passed_over() -> None:
    rows = [
        ["Child", "", "Assessment", ""],
        ["Child Unique ID", "Gender", "Continuous Assessment Start Date", "Team"],
        ["1", "a", "1/2/23", "x"],
    ]
    assert found_in(rows) == (2, {"child_unique_id": 0, "gender": 1, "start": 2}, ("Team",))


def test_a_group_and_its_column_together_name_a_column() -> None:
    rows = [
        ["Child Unique ID", "Continuous Assessment", "", "Visit"],
        ["", "Start Date", "Date of Authorisation", "Start Date"],
        ["1", "1/2/23", "2/2/23", "3/2/23"],
    ]
    assert found_in(rows) == (2, {"child_unique_id": 0, "start": 1, "end": 2}, ("Start Date",))


def test_cells_that_reach_over_both_rows_are_headers_of_their_columns() -> None:
    rows = [
        ["Assessments, May 2023", "", "", ""],
        ["Child Unique ID", "Gender", "Date of Birth", "Assessment"],
        ["", "", "", "Continuous Assessment Start Date"],
        ["1", "a", "1/2/2010", "1/2/23"],
    ]
    assert found_in(rows) == (3, {"child_unique_id": 0, "gender": 1, "date_of_birth": 2, "start": 3}, ())


def test_a_first_row_with_gaps_is_not_taken_for_part_of_the_header() -> None:
    rows = [["Child Unique ID", "Gender", "Continuous Assessment Start Date"], ["1", "", "1/2/23"], ["2", "a", ""]]
    assert found_in(rows) == (1, {"child_unique_id": 0, "gender": 1, "start": 2}, ())
