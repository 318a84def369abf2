"""`joinedup lists check` as an analyst calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import python_calamine
from click.testing import CliRunner, Result

from joinedup.intake import commands
from joinedup.intake.core.unusable import UnusableFile
from joinedup.method.framework import Framework
from tests.factories.hostile import Kind, all_kinds
from tests.factories.lists import csv_bytes

PEOPLE = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "01/05/2010"]]
MISSING = [
    ["Force ID", "Reported missing", "Returned", "Risk level", "Return check done?", "Times missing in 12 months"],
    ["1", "01/05/2023", "02/05/2023", "High", "Yes", "1"],
]
BAD = [*MISSING, ["1", "=1+1", "", "@SUM(A1)", "Yes", ""]]


@pytest.fixture
def call(framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(commands, "load_framework", lambda _: framework)

    def run(rows: dict[str, list[list[str]] | bytes], *options: str) -> Result:
        paths = []
        for name, content in rows.items():
            path = tmp_path / name
            path.write_bytes(content if isinstance(content, bytes) else csv_bytes(content))
            paths.append(str(path))
        return CliRunner().invoke(commands.lists, ["check", *paths, "--framework", "test", "--notified", "2023-05-16", *options])

    return run


def test_a_file_that_could_be_any_list_says_how_to_name_it(call) -> None:
    result = call({"cin_own.csv": [["one", "two"], ["1", "2"]]})
    assert result.exit_code == 3
    told, hint = result.stderr.splitlines()
    assert told == (
        "We could not tell which list cin_own.csv is: no header is one of ours. Choose the list it is and check again; "
        "you can then say which header is which."
    )
    assert "--list" in hint
    assert "police-missing" in hint


def test_clean_lists_end_with_0(call) -> None:
    result = call({"police-people.csv": PEOPLE, "police-missing.csv": MISSING})
    assert result.exit_code == 0, result.output
    assert "police-missing.csv: police-missing, 1 row, 1 event\n  Nothing to put right." in result.output


def test_issues_end_with_1_and_say_where(call) -> None:
    result = call({"police-people.csv": PEOPLE, "police-missing.csv": BAD})
    assert result.exit_code == 1
    assert "  Not used until put right\n    “Reported missing” is not a date that can be read." in result.output
    assert "row 3" in result.output


def test_an_unusable_file_ends_with_3_and_one_sentence(call) -> None:
    result = call({"police-missing.csv": b""})
    assert result.exit_code == 3
    assert result.stderr == "police-missing.csv is empty.\n"
    assert result.stdout == ""


def test_every_unusable_file_is_told_at_once(call) -> None:
    result = call({"police-missing.csv": b"", "police-people.csv": PEOPLE, "photo.png": b"\x89PNG"})
    assert result.exit_code == 3
    first, second = result.stderr.splitlines()
    assert first == "police-missing.csv is empty."
    assert second.startswith("photo.png is not a list")
    assert result.stdout == ""


@pytest.mark.parametrize("option", ["--report", "--json"])
def test_a_place_that_cannot_be_written_is_said_before_the_work(call, tmp_path: Path, option: str) -> None:
    other = {"--report": "--json", "--json": "--report"}[option]
    result = call({"police-missing.csv": MISSING}, option, str(tmp_path / "none" / "out"), other, str(tmp_path / "held"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "there is no folder" in result.stderr
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["police-missing.csv"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--json", "list.csv"), "it is read too"),
        (("--report", "list.csv"), "it is read too"),
        (("--report", "out.xlsx", "--json", "out.xlsx"), "cannot be written twice"),
        (("--report", "out.csv"), "name ends in .xlsx, not out.csv"),
        (("--report", "pipe.xlsx"), "name ends in .xlsx, not pipe.xlsx"),
    ],
)
def test_nothing_is_written_over_nor_under_a_false_name(call, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    named = [option if option.startswith("--") else str(tmp_path / option) for option in options]
    result = call({"list.csv": csv_bytes(MISSING)}, *named)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert (tmp_path / "list.csv").read_bytes() == csv_bytes(MISSING)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "pipe.xlsx"]
    assert (tmp_path / "pipe.xlsx").is_fifo()


@pytest.mark.parametrize("options", [("--list", "other"), ("--notified", "soon")])
def test_wrong_use_ends_with_2(call, options: tuple[str, str]) -> None:
    assert call({"police-missing.csv": MISSING}, *options).exit_code == 2


def test_no_file_ends_with_2() -> None:
    assert CliRunner().invoke(commands.lists, ["check", "--framework", "test"]).exit_code == 2
    assert CliRunner().invoke(commands.lists, ["check", "nowhere.csv", "--framework", "test"]).exit_code == 2


def test_json_holds_every_issue(call, tmp_path: Path) -> None:
    result = call({"police-people.csv": PEOPLE, "police-missing.csv": BAD}, "--json", "-")
    told = json.loads(result.stdout)
    assert [entry["list"] for entry in told["lists"]] == ["police-people", "police-missing"]
    assert {"row": 3, "column": "Reported missing", "value": "=1+1", "rule": "date_unreadable"}.items() <= told["issues"][
        -2
    ].items()
    call({"police-missing.csv": BAD}, "--json", str(tmp_path / "out.json"))
    assert json.loads((tmp_path / "out.json").read_text())["framework"] == "tiny"


def test_the_report_marks_cells_and_cannot_act(call, tmp_path: Path) -> None:
    report = tmp_path / "errors.xlsx"
    call({"police-missing.csv": BAD}, "--report", str(report))
    book = python_calamine.CalamineWorkbook.from_path(str(report))
    assert book.sheet_names == ["Issues", "1 police-missing"]
    issues = book.get_sheet_by_name("Issues").to_python()
    assert "=1+1" in [row[5] for row in issues]
    assert book.get_sheet_by_name("1 police-missing").to_python()[2][:3] == [3.0, "1", "=1+1"]
    import zipfile

    with zipfile.ZipFile(report) as packed:
        sheets = b"".join(packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    assert not list(tmp_path.glob(".*.part"))


def test_a_refused_file_leaves_no_report(call, tmp_path: Path) -> None:
    report = tmp_path / "errors.xlsx"
    assert call({"police-missing.csv": b""}, "--report", str(report)).exit_code == 3
    assert not report.exists()
    assert issubclass(UnusableFile, ValueError)


def test_the_command_needs_no_django() -> None:
    code = "import sys, joinedup.intake.commands; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_summary_says_what_the_lists_hold(call) -> None:
    result = call({"police-people.csv": PEOPLE, "police-missing.csv": MISSING}, "--summary")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert "police-people.csv: what police-people says" in lines
    assert "  Events: Missing episode 1" in lines
    assert "  How long it lasted: Missing episode: 1 of 1 that began in this list have an end in it." in lines
    assert "    up to 7 days: 1" in lines
    assert "  “Middle names”: not in the file" in lines


def test_json_holds_the_summary_and_whom_nobody_can_link_yet(call) -> None:
    told = json.loads(call({"police-missing.csv": MISSING}, "--json", "-").stdout)
    (entry,) = told["lists"]
    assert (entry["summary"]["people"], entry["summary"]["times"][0]["finished"]) == (1, 1)
    assert (told["children_not_named"], told["children_not_linkable"]) == (1, ["1"])


def test_a_person_without_a_name_is_on_the_people_list_all_the_same(call) -> None:
    files = {
        "police-people.csv": [*PEOPLE, ["77", "", "", ""][: len(PEOPLE[0])]],
        "police-missing.csv": [*MISSING, ["77", *MISSING[1][1:]]],
    }
    lines = call(files).stdout.splitlines()
    assert "1 person is on the people list without a name, so nobody can look for them on other agencies' lists yet." in lines
    assert not any("on no people list here" in line for line in lines)
    told = json.loads(call(files, "--json", "-").stdout)
    assert (told["children_not_named"], told["people_without_name"], told["children_not_linkable"]) == (0, 1, [])


HOSTILE = [kind for kind in all_kinds() if kind.outcome == "refused" and kind.make.__qualname__.startswith("whole")][::29]


@pytest.mark.parametrize("kind", HOSTILE, ids=[kind.name for kind in HOSTILE])
def test_hostile_files_end_with_3_and_leave_nothing(call, kind: Kind, tmp_path: Path) -> None:
    report, told = tmp_path / "errors.xlsx", tmp_path / "told.json"
    result = call({kind.file: kind.make(1)}, "--report", str(report), "--json", str(told))
    assert result.exit_code == 3, result.output
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [kind.file]
