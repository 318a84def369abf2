"""`joinedup link` as an analyst runs it."""

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from joinedup.linkage.commands import link

HEAD = "record_id,given_names,family_name,date_of_birth,sex,postcode\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "la.csv").write_text(HEAD + "1,Amelia,Okafor,2014-05-06,F,LS1 2AB\n2,Leo,Okafor,2016-03-08,M,LS1 2AB\n")
    (tmp_path / "police.csv").write_text(HEAD + "7,Amelia,Okafor,2014-05-06,F,LS1 2AB\n")
    (tmp_path / "truth.csv").write_text("list,record_id,person_id\nla,1,a\nla,2,b\npolice,7,a\n")
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    files = [str(folder / "la.csv"), str(folder / "police.csv")]
    return CliRunner().invoke(link, [*files, "--out", str(folder / "links.csv"), *more])


def test_links_are_written(folder: Path) -> None:
    done = run(folder)
    assert done.exit_code == 0, done.output
    links = pl.read_csv(folder / "links.csv", infer_schema=False)
    assert links.columns == ["list", "record_id", "child_id", "probability"]
    assert links.select("list", "record_id").rows() == [("la", "1"), ("la", "2"), ("police", "7")]
    one, other, again = links["child_id"]
    assert one == again != other
    assert "3 records are 2 people." in done.output


def test_truth_is_measured_and_the_summary_is_json(folder: Path) -> None:
    done = run(folder, "--truth", str(folder / "truth.csv"), "--json", "-")
    summary = json.loads(done.stdout)
    assert summary["linkage"]["f1"] == 1.0
    assert summary["linkage"]["f1_across_lists"] == 1.0
    assert summary["people"] == 2
    assert summary["seconds"]["total"] >= summary["seconds"]["scores"]
    assert summary["peak_memory_mib"] > 0


def test_measures_are_shown_to_people_too(folder: Path) -> None:
    done = run(folder, "--truth", str(folder / "truth.csv"), "--json", str(folder / "s.json"))
    assert "f1 across lists: 1.0" in done.output
    assert json.loads((folder / "s.json").read_text())["records"] == 3


def test_a_list_declared_unique_is_believed(folder: Path) -> None:
    row = "Amelia,Okafor,2014-05-06,F,LS1 2AB\n"
    (folder / "la.csv").write_text(HEAD + "1," + row + "2," + row)
    run(folder)
    assert pl.read_csv(folder / "links.csv")["child_id"].n_unique() == 1
    run(folder, "--unique", "la")
    assert pl.read_csv(folder / "links.csv")["child_id"].n_unique() == 2


def test_same_input_same_bytes(folder: Path) -> None:
    run(folder)
    first = (folder / "links.csv").read_bytes()
    run(folder, "--seed", "7")
    assert (folder / "links.csv").read_bytes() == first


def test_an_unusable_file_exits_3_and_writes_nothing(folder: Path) -> None:
    (folder / "police.csv").write_text("a,b\n1,2\n")
    done = run(folder)
    assert done.exit_code == 3
    assert "police.csv has no column" in done.stderr
    assert not (folder / "links.csv").exists()


def test_a_spoilt_model_exits_3(folder: Path) -> None:
    (folder / "model.toml").write_text("id = 1")
    done = run(folder, "--model", str(folder / "model.toml"))
    assert done.exit_code == 3
    assert "cannot be read" in done.stderr


def test_wrong_use_exits_2(folder: Path) -> None:
    assert CliRunner().invoke(link, [str(folder / "la.csv")]).exit_code == 2


@pytest.mark.parametrize("name", ["--out", "--json"])
def test_a_place_that_cannot_be_written_is_said_before_the_work(folder: Path, name: str) -> None:
    wrong = folder / "missing" / "x"
    done = run(folder, name, str(wrong))
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "there is no folder" in done.stderr
    assert ".part" not in done.stderr
    assert not (folder / "links.csv").exists()


def test_a_unique_list_that_was_not_given_is_refused(folder: Path) -> None:
    done = run(folder, "--unique", "lb")
    assert done.exit_code == 2
    assert done.stderr == "--unique lb: there is no list of that name. The lists: la, police.\n"
    assert not (folder / "links.csv").exists()


def test_one_person_is_a_person(folder: Path) -> None:
    (folder / "la.csv").write_text(HEAD + "1,Amelia,Okafor,2014-05-06,F,LS1 2AB\n")
    assert "2 records are 1 person." in run(folder).output


@pytest.mark.parametrize("spoilt", ["la.csv", "truth.csv"])
@pytest.mark.parametrize("option", ["--out", "--json"])
def test_what_is_read_is_never_written_over(folder: Path, option: str, spoilt: str) -> None:
    before = (folder / spoilt).read_bytes()
    done = run(folder, "--truth", str(folder / "truth.csv"), option, str(folder / spoilt))
    assert done.exit_code == 2
    assert done.stderr == f"{folder / spoilt} cannot be written: it is read too, and would be lost. Name another file.\n"
    assert (folder / spoilt).read_bytes() == before


def test_links_and_summary_are_two_files(folder: Path) -> None:
    done = run(folder, "--json", str(folder / "links.csv"))
    assert done.exit_code == 2
    assert "cannot be written twice" in done.stderr
    assert not (folder / "links.csv").exists()


def test_cells_that_could_not_be_read_are_told_without_what_they_hold(folder: Path) -> None:
    (folder / "la.csv").write_text(HEAD + "1,Amelia,Okafor,12/31/2005,F,\n2,Leo,Okafor,4/13/2006,Boi,\n")
    done = run(folder, "--json", str(folder / "s.json"))
    assert done.exit_code == 0
    assert "la: 2 dates of birth could not be read, for example row 2.\n" in done.stdout
    assert "la: 1 sex could not be read, for example row 3.\n" in done.stdout
    assert "Boi" not in done.output
    assert json.loads((folder / "s.json").read_text())["unread"] == [
        {"list": "la", "column": "date_of_birth", "cells": 2, "row": 2},
        {"list": "la", "column": "sex", "cells": 1, "row": 3},
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("list,record_id\nla,1\n", "truth.csv has no column person_id."),
        ("list,record_id,person_id\nla,1,a\nla,2,b\nla,1,a\n", "truth.csv, row 4: this record stands in an earlier row too."),
        ("list,record_id,person_id\nla,1,a\nla,2,\n", "truth.csv, row 3: each row needs a list, a record_id and a person_id."),
        ("list,record_id,person_id\nla.csv,1,a\n", "truth.csv has no row of these lists (la, police)."),
        ("list,record_id,person_id\n", "truth.csv has no row of these lists (la, police)."),
    ],
)
def test_a_truth_that_measures_nothing_is_refused_before_the_work(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    monkeypatch.setattr("joinedup.linkage.commands.link_records", lambda *args, **kwargs: pytest.fail("linked in vain"))
    (folder / "truth.csv").write_text(text)
    done = run(folder, "--truth", str(folder / "truth.csv"))
    assert done.exit_code == 3
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1
    assert not (folder / "links.csv").exists()


def test_a_truth_may_know_less_and_more_than_the_lists(folder: Path) -> None:
    (folder / "truth.csv").write_text("list,record_id,person_id\nla,1,a\nhealth,1,a\npolice,7,a\n")
    done = run(folder, "--truth", str(folder / "truth.csv"), "--json", "-")
    assert json.loads(done.stdout)["linkage"]["true_pairs"] == 1
