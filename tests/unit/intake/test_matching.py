"""What each header was read as, and what the sender may say of the others."""

from dataclasses import replace

import polars as pl
import pytest

from joinedup.intake.core.headers import LEFT_OUT
from joinedup.intake.core.matching import HOW_WORDS, SheetMatches, choices, match_headers
from joinedup.intake.core.reading import read_list
from joinedup.intake.core.unusable import UnusableFile
from joinedup.method.framework import Framework
from tests.factories.lists import AS_OF, MISSING, csv_bytes, workbook_bytes

HEADERS = ["FORCE ID", "Date reported", "Retruned", "Grade", "returned", "Officer"]
ROWS = [["Extract, May 2023"], HEADERS, ["1", "01/05/2023", "02/05/2023", "High", "", "x"], ["2", "03/05/2023", "", "Low", "", ""]]


def matched(framework: Framework, rows: list[list[str]] | bytes, mapping: dict[str, str] | None = None) -> SheetMatches:
    data = rows if isinstance(rows, bytes) else csv_bytes(rows)
    name = "a.csv" if not data.startswith(b"PK") else "a.xlsx"
    (found,) = match_headers(data, filename=name, framework=framework, list_id="police-missing", mapping=mapping)
    return found


def told(found: SheetMatches) -> dict[str, tuple[str, str]]:
    return {one.header: (one.column, one.how) for one in found.headers}


def test_every_header_says_what_it_was_read_as_and_why(framework: Framework) -> None:
    found = matched(framework, ROWS)
    assert told(found) == {
        "FORCE ID": ("force_id", "name"),
        "Date reported": ("reported", "alias"),
        "Retruned": ("", "none"),
        "Grade": ("", "none"),
        "returned": ("returned", "name"),
        "Officer": ("", "none"),
    }
    assert (found.row, found.sheet, [one.filled for one in found.headers]) == (2, None, [2, 2, 1, 2, 0, 1])
    assert [column.key for column in found.missing] == ["risk", "debrief", "times"]
    assert [column.key for column in found.needed] == ["risk"]
    assert not found.settled
    assert {how for _, how in told(found).values()} <= HOW_WORDS.keys()


def test_what_the_sender_says_comes_before_every_name(framework: Framework) -> None:
    mapping = {"grade": "risk", "Retruned": "returned", "Officer": LEFT_OUT}
    found = matched(framework, ROWS, mapping)
    assert told(found) == {
        "FORCE ID": ("force_id", "name"),
        "Date reported": ("reported", "alias"),
        "Retruned": ("returned", "mapping"),
        "Grade": ("risk", "mapping"),
        "returned": ("", "twice"),
        "Officer": ("", "left_out"),
    }
    assert found.settled
    assert found.needed == ()


def test_a_close_spelling_waits_for_the_senders_word(framework: Framework) -> None:
    rows = [["Force ID", "Reported mising", "Risk level"], ["1", "01/05/2023", "High"]]
    found = matched(framework, rows)
    assert told(found)["Reported mising"] == ("reported", "close")
    assert (found.settled, [one.header for one in found.to_ask]) == (False, ["Reported mising"])
    refused = matched(framework, rows, {"Reported mising": LEFT_OUT})
    assert told(refused)["Reported mising"] == ("", "left_out")
    assert [column.key for column in refused.needed] == ["reported"]


def test_a_list_is_read_by_the_mapping_and_says_so(framework: Framework) -> None:
    rows = [["URN", "Went missing", "Grade"], ["1", "01/05/2023", "High"]]
    mapping = {"URN": "force_id", "Went missing": "reported", "Grade": "risk"}
    common = {"filename": "a.csv", "framework": framework, "agency": "force", "as_of": AS_OF, "list_id": "police-missing"}
    with pytest.raises(UnusableFile, match="does not look like"):
        read_list(csv_bytes(rows), **common)  # type: ignore[arg-type]  # one dict for two calls
    reading = read_list(csv_bytes(rows), mapping=mapping, **common)  # type: ignore[arg-type]
    assert reading.events.select("record_id", "kind").rows() == [("force:1", "missing_episode")]
    said = reading.issues.filter(pl.col("rule") == "column_mapped")
    assert said.select("column", "severity").rows() == [
        (column, "note") for column in ("Force ID", "Reported missing", "Risk level")
    ]
    assert "“Went missing” was read as “Reported missing”, as you said." in said["sentence"][1]


def test_a_mapping_of_other_lists_columns_changes_nothing(framework: Framework) -> None:
    assert told(matched(framework, ROWS, {"Grade": "family_name"})) == told(matched(framework, ROWS))


def test_where_no_column_is_known_the_row_of_headers_is_offered(framework: Framework) -> None:
    data = workbook_bytes(
        {"Guide": [["How to read this"]], "Data": [["Report of 2023"], ["URN", "Gone", "Back"], [1, "1/5/23", "2/5/23"]]}
    )
    found = matched(framework, data)
    assert (found.sheet, found.row, [one.header for one in found.headers]) == ("Data", 2, ["URN", "Gone", "Back"])
    assert {one.how for one in found.headers} == {"none"}


def test_the_choices_are_the_columns_still_open(framework: Framework) -> None:
    found = matched(framework, ROWS)
    spec = next(spec for spec in framework.lists if spec.id == "police-missing")
    assert choices(found, spec) == (
        ("risk", "Risk level"),
        ("debrief", "Return check done?"),
        ("times", "Times missing in 12 months"),
        (LEFT_OUT, "None of these: leave it out"),
    )


def test_every_sheet_that_is_the_list_is_told_of(framework: Framework) -> None:
    rows = [[column.header for column in MISSING.columns], ["1", "01/05/2023", "", "High", "", ""]]
    found = match_headers(
        workbook_bytes({"2022": rows, "2023": rows}), filename="a.xlsx", framework=framework, list_id="police-missing"
    )
    assert [(one.sheet, one.settled) for one in found] == [("2022", True), ("2023", True)]


def test_a_statutory_return_has_nothing_to_ask(framework: Framework) -> None:
    rows = [["CHILD", "SEX", "DOB", "ETHNIC"], ["7", "2", "01/05/2012", "WBRI"]]
    common = {"framework": framework, "list_id": "annex-a-4"}
    assert match_headers(csv_bytes(rows), filename="a.csv", **common) == ()  # type: ignore[arg-type]  # one dict for three calls
    assert match_headers(b"<Message/>", filename="a.xml", **common) == ()  # type: ignore[arg-type]
    with pytest.raises(LookupError, match="no list 'x'"):
        match_headers(csv_bytes(rows), filename="a.csv", framework=replace(framework), list_id="x")


def test_a_chosen_list_is_not_asked_of_a_sheet_that_another_list_fits_better(framework: Framework) -> None:
    people = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "1/5/2010"], ["2", "Bo", "Day", "1/5/2011"]]
    meetings = [["Force ID", "Date of meeting", "Room"], ["1", "1/5/2023", "2"], ["2", "1/5/2023", "3"]]  # in part, and unnamed
    own = [["Nr", "When gone", "When back"], ["1", "1/5/2023", ""], ["2", "3/5/2023", ""]]

    def sheets_asked(sheets: dict[str, list[list[str]]]) -> list[str | None]:
        data = workbook_bytes({"Read me": [["Please read"], ["all"]], **sheets})
        return [one.sheet for one in match_headers(data, filename="a.xlsx", framework=framework, list_id="police-missing")]

    assert sheets_asked({"a": people, "b": meetings}) == []
    assert sheets_asked({"a": people, "b": meetings, "c": own}) == ["c"]
