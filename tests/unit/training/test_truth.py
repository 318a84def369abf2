"""The truth files, whole or not at all."""

import json

import polars as pl
import pytest

from joinedup.training.truth import whole_file, write_truth

from .conftest import FRAMEWORKS, area_of, files_of


def test_the_truth_names_every_record_event_and_planted_story(tmp_path):
    area = area_of(FRAMEWORKS[0])
    write_truth(area, tmp_path)
    people = pl.read_csv(tmp_path / "people.csv")
    assert people.columns == ["list", "record_id", "person_id", "family_id", "is_twin", "role", "tags"]
    assert set(people["record_id"]) == set(area.records["record_id"])
    assert len(pl.read_csv(tmp_path / "events.csv")) == len(area.events)
    duties = pl.read_csv(tmp_path / "duties.csv")
    assert duties.columns == ["rule", "person_id", "event_id", "began", "state"]
    assert set(duties["state"]) <= {"met", "missed", "open", "ended", "unknown", "knew_already"}
    planted = json.loads((tmp_path / "planted.json").read_text())
    assert [one["plant_id"] for one in planted] == area.planted["plant_id"].to_list()


def test_the_same_area_gives_the_same_truth(tmp_path):
    for name in ("one", "two"):
        write_truth(area_of(FRAMEWORKS[0]), tmp_path / name)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_file_broken_off_leaves_nothing_behind(tmp_path):
    with pytest.raises(RuntimeError), whole_file(tmp_path / "people.csv") as path:
        path.write_text("half")
        raise RuntimeError("broken off")
    assert list(tmp_path.iterdir()) == []
