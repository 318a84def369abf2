"""A model that compares a column of its own: the school."""

from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from joinedup.linkage.commands import link
from joinedup.linkage.core.further import as_text

HEAD = "record_id,given_names,family_name,date_of_birth,sex,postcode"
SCHOOL = """
[[comparison]]
name = "school"
columns = ["school"]

  [[comparison.level]]
  label = "not known"
  sql = "school_l is null or school_r is null"

  [[comparison.level]]
  label = "same"
  sql = "school_l = school_r"
  weight = 8.0
  often = 0.001
  rarity = 1.0
  column = "school"

  [[comparison.level]]
  label = "different"
  sql = "else"
  weight = -8.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two children of one name and estimated birth date who have moved: only the school tells which record is whose."""
    own = (files("joinedup.linkage") / "model" / "people.toml").read_text(encoding="utf-8")
    (tmp_path / "model.toml").write_text(own + SCHOOL)
    (tmp_path / "la.csv").write_text(f"{HEAD},School\n1,Amelia,Okafor,2014-05-06,F,LS1 2AB, Hill  TOP \n")
    (tmp_path / "police.csv").write_text(
        f"{HEAD},school\n7,Amelia,Okafor,2014-05-06,F,M1 1AA,hill top\n8,Amelia,Okafor,2014-05-06,F,B9 9ZZ,Vale\n"
    )
    (tmp_path / "health.csv").write_text(f"{HEAD}\n9,Grace,Whitby,2012-02-03,F,LS1 2AB\n")
    return tmp_path


def run(folder: Path, *lists: str, model: str | None = "model.toml") -> Result:
    chosen = ["--model", str(folder / model)] if model else []
    return CliRunner().invoke(link, [*(str(folder / name) for name in lists), "--out", str(folder / "links.csv"), *chosen])


def people(folder: Path) -> list[list[str]]:
    links = pl.read_csv(folder / "links.csv", infer_schema=False).sort("record_id")
    return sorted(links.group_by("child_id").agg("record_id")["record_id"].to_list())


def test_the_school_tells_two_children_apart(folder: Path) -> None:
    done = run(folder, "la.csv", "police.csv", "health.csv")
    assert done.exit_code == 0, done.output
    assert people(folder) == [["1", "7"], ["8"], ["9"]]


def test_without_the_model_the_school_is_passed_over(folder: Path) -> None:
    assert run(folder, "la.csv", "police.csv", "health.csv", model=None).exit_code == 0
    assert people(folder) != [["1", "7"], ["8"], ["9"]]


def test_a_column_no_list_has_is_said(folder: Path) -> None:
    done = run(folder, "health.csv")
    assert done.exit_code == 3
    assert done.stderr == "The model people-1 compares the column school, which no list has.\n"
    assert not (folder / "links.csv").exists()


def test_rows_of_one_person_say_their_school_once(folder: Path) -> None:
    rows = "1,Amelia,Okafor,2014-05-06,F,LS1 2AB,,p\n2,Amelia,Okafor,2014-05-06,F,LS1 2AB,Vale,p\n"
    (folder / "la.csv").write_text(f"{HEAD},school,person_key\n{rows}")
    assert run(folder, "la.csv", "police.csv").exit_code == 0
    assert people(folder) == [["1", "2", "8"], ["7"]]


def test_text_is_compared_without_case_and_spare_spaces() -> None:
    frame = pl.DataFrame({"school": [" Hill \t Top", "hill top", "  ", None]})
    assert frame.select(as_text("school"))["school"].to_list() == ["hill top", "hill top", None, None]
