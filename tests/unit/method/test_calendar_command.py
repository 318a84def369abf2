"""`joinedup calendar`: key dates, one added day, one questioned day; exit codes, one sentence on stderr, JSON whole."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from joinedup.method.calendar import key_dates
from joinedup.method.calendar_commands import calendar
from joinedup.method.loader import framework_ids, load_framework

DAY = ("--framework", "jtai-2023-serious-youth-violence", "--notify", "2026-03-03")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(calendar, arguments)


@pytest.mark.parametrize("framework", framework_ids())
def test_the_days_are_those_an_inspection_would_keep(framework: str) -> None:
    answer = run("--framework", framework, "--notify", "2026-03-03", "--json", "-")
    told = json.loads(answer.stdout)
    assert answer.exit_code == 0
    kept = key_dates(load_framework(framework), date(2026, 3, 3))
    last = [day.last.isoformat() if day.last else None for day in kept]
    assert [(one["step"], one["first"], one["last"]) for one in told["steps"]] == [
        (day.step, day.first.isoformat(), until) for day, until in zip(kept, last, strict=True)
    ]
    assert not told["remarks"]


def test_in_words_the_statement_stands_below() -> None:
    lines = run(*DAY).stdout.splitlines()
    assert lines[5].startswith("2026-03-16 to 2026-03-20 Fieldwork")
    assert lines[-1].startswith("2026-08-19") and "70 working days from receipt" in lines[-1]


def test_a_moved_step_takes_what_is_counted_from_it_along_and_the_counted_day_stays_beside() -> None:
    told = json.loads(run(*DAY, "--move", "draft=2026-04-15", "--json", "-").stdout)
    steps = {one["step"]: one for one in told["steps"]}
    assert (steps["draft"]["first"], steps["draft"]["computed"], steps["draft"]["moved"]) == ("2026-04-15", "2026-04-14", True)
    assert (steps["publication"]["first"], steps["publication"]["computed"]) == ("2026-05-13", "2026-05-12")
    assert not steps["publication"]["moved"]
    assert steps["feedback"]["first"] == steps["feedback"]["computed"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--move", "draft=2026-04-06"), "Draft letter sent for factual accuracy: Monday 6 April 2026 is no working day"),
        (("--move", "draft=2026-04-10"), "is 15 weekdays, bank holidays counted as worked after Friday 20 March 2026"),
        (("--move", "draft=2026-03-04"), "is before the day it is counted from"),
        (("--notify", "2026-03-07"), "Saturday 7 March 2026 is no working day: nobody answers the telephone."),
    ],
)
def test_what_looks_wrong_is_told_and_ends_with_one(arguments: tuple[str, ...], said: str) -> None:
    answer = run(*DAY, *arguments)
    assert answer.exit_code == 1
    assert said in answer.stdout
    (remark,) = json.loads(run(*DAY, *arguments, "--json", "-").stdout)["remarks"]
    assert said in remark


@pytest.mark.parametrize(
    ("arguments", "found"),
    [(("2024-03-28", "70"), "2024-07-10"), (("2024-06-10", "-1"), "2024-06-07"), (("2024-06-08", "0"), "2024-06-08")],
)
def test_adding_prints_the_day_and_nothing_else(arguments: tuple[str, str], found: str) -> None:
    answer = run("add", *arguments)
    assert (answer.exit_code, answer.stdout) == (0, f"{found}\n")
    assert json.loads(run("add", *arguments, "--json", "-").stdout)["day"] == found


@pytest.mark.parametrize(
    ("printed", "code", "said"),
    [
        ("2022-10-12", 0, "is 70 working days after Monday 4 July 2022."),
        ("2022-09-12", 1, "is 70 calendar days after"),
        ("2022-10-11", 1, "is not: 70 working days after Monday 4 July 2022 is Wednesday 12 October 2022."),
    ],
)
def test_a_printed_day_is_questioned(printed: str, code: int, said: str) -> None:
    answer = run("question", "2022-07-04", printed, "70")
    assert answer.exit_code == code
    assert said in answer.stdout
    told = json.loads(run("question", "2022-07-04", printed, "70", "--json", "-").stdout)
    assert (told["equal"], told["computed"]) == (code == 0, "2022-10-12")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "Name the framework and the day"),
        (("--notify", "2026-03-03"), 2, "Name the framework and the day"),
        ((*DAY, "--notify", "3 March"), 2, "3 March is no date"),
        ((*DAY, "--notify", "1066-10-14"), 2, "working days are known from 1972 to 2100"),
        ((*DAY, "--framework", "nowhere"), 3, "There is no framework 'nowhere'"),
        ((*DAY, "--move", "draft"), 2, "write STEP=DATE"),
        ((*DAY, "--move", "lunch=2026-03-03"), 2, "has no step lunch"),
        ((*DAY, "--move", "draft=2026-04-15", "--move", "draft=2026-04-16"), 2, "draft is moved twice"),
        ((*DAY, "--json", "/nowhere/out.json"), 2, "there is no folder"),
        ((*DAY, "add", "2026-03-03", "1"), 2, "stand alone"),
        (("add", "2026-02-30", "1"), 2, "2026-02-30 is no date"),
        (("add", "2026-02-20", "many"), 2, "many is no whole number"),
        (("add", "2026-02-20", "5001"), 2, "5000 at most"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(arguments: tuple[str, ...], code: int, said: str) -> None:
    answer = run(*arguments)
    assert (answer.exit_code, answer.stdout) == (code, "")
    assert said in answer.stderr
    assert len(answer.stderr.splitlines()) == 1


def test_a_framework_with_faults_or_a_calendar_without_end_is_unusable(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tiny.parent))
    assert run("--framework", "tiny", "--notify", "2026-03-03").exit_code == 0
    path = tiny / "calendar.toml"
    path.write_text(path.read_text("utf-8").replace('id = "lists"', 'id = "lists"\nafter = "nothing"'), "utf-8")
    answer = run("--framework", "tiny", "--notify", "2026-03-03")
    assert (answer.exit_code, answer.stdout) == (3, "")


def test_the_json_is_whole_and_the_words_are_told_beside(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert "Fieldwork" in run(*DAY, "--json", str(path)).stdout
    assert json.loads(path.read_text("utf-8"))["notified_on"] == "2026-03-03"
    assert list(tmp_path.iterdir()) == [path]
