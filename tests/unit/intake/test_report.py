"""The workbook with the cells marked, made in memory: whole where it is small, bounded where it is not, harmless always."""

import tempfile
import zipfile
from io import BytesIO

import pytest
import python_calamine

from joinedup.intake.core import report
from joinedup.intake.core.crosslist import across
from joinedup.intake.core.reading import read_list
from tests.factories.lists import AS_OF, csv_bytes, framework_of_lists

HEAD = ["Force ID", "Forename", "Surname", "DOB"]


def reading(rows, list_id="police-people", name="people.csv"):
    more = {"framework": framework_of_lists(), "agency": "police", "as_of": AS_OF, "list_id": list_id}
    return read_list(csv_bytes(rows), filename=name, **more)


def sheets(data: bytes) -> dict[str, list]:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_small_list_is_there_whole_with_its_issues_in_front():
    told = sheets(report.make_report([reading([HEAD, ["1", "Ada", "Lee", "32/13/2014"], ["2", "Leo", "Lee", "03/03/2014"]])]))
    assert list(told) == ["Issues", "1 police-people"]
    assert told["Issues"][1][7].startswith("The column") or "DOB" in str(told["Issues"])
    assert [row[0] for row in told["1 police-people"][1:]] == [2, 3]


def test_a_large_list_has_its_rows_with_an_issue_alone(monkeypatch):
    monkeypatch.setattr(report, "_MOST_IN_MEMORY", 5)
    rows = [[str(n), "Ada", "Lee", "32/13/2014" if n % 2 else "03/03/2014"] for n in range(20)]
    told = sheets(report.make_report([reading([HEAD, *rows])]))
    assert [row[0] for row in told["1 police-people"][1:]] == [3, 5, 7, 9, 11]
    assert "more issues. Put these right and check again." in str(told["Issues"][-1])


def test_each_list_of_a_check_is_marked_by_its_own_issues():
    people = reading([HEAD, ["1", "Ada", "Lee", "03/03/2014"]])
    missing = reading([["Force ID", "Reported missing", "Risk level"], ["9", "01/04/2023", "Low"]], "police-missing", "missing.csv")
    told = sheets(report.make_report(across([people, missing], framework_of_lists())))
    assert list(told) == ["Issues", "1 police-people", "2 police-missing"]
    assert "not on the people list" in str(told["Issues"])


@pytest.mark.parametrize("value", ["=1+1", "@SUM(A1)", "+44", "https://example.org"])
def test_nothing_in_it_acts(value):
    data = report.make_report([reading([HEAD, ["1", value, "Lee", value]])])
    with zipfile.ZipFile(BytesIO(data)) as book:
        written = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "<f>" not in written
    assert "hyperlink" not in written


def test_it_is_made_without_a_temporary_file(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file would hold children in clear")

    for name in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert report.make_report([reading([HEAD, ["1", "Ada", "Lee", "32/13/2014"]])])
