"""The area as a whole: the same seed makes it again, everything in it fits together, and it is nowhere."""

import csv
import json
import os
import subprocess
import sys

import polars as pl
import pytest

from joinedup.method.loader import load_framework
from joinedup.records.kinds import event_kinds
from joinedup.training.agencies import AREA_NAME, ORGANISATIONS
from joinedup.training.area import make_area
from joinedup.training.vocabulary import vocabulary_of

from .conftest import FRAMEWORKS, ON, files_of

FRAMES = ("people", "relations", "events", "planted", "records")


def cohort(framework, area) -> set[int]:
    """The cohort as the framework's rule finds it in the truth the local authority knows."""
    rule = framework.selection
    since = ON.replace(year=ON.year - (ON.month <= rule.months), month=(ON.month - rule.months - 1) % 12 + 1)
    born = dict(area.people.filter(pl.col("role") == "child").select("person_id", "date_of_birth").iter_rows())
    found = set()
    for event in area.events.filter(pl.col("sector") == rule.cohort_sector, pl.col("kind").is_in(rule.cohort_kinds)).iter_rows(
        named=True
    ):
        said = json.loads(event["attributes"])
        day = born.get(event["person_id"])
        runs = event_kinds()[event["kind"]].span and event["end"] is None
        if (
            day
            and all(said.get(name) in codes for name, codes in rule.cohort_attributes)
            and (runs or event["start"].date() >= since)
        ):
            age = ON.year - day.year - ((ON.month, ON.day) < (day.month, day.day))
            found |= {event["person_id"]} if rule.age_from <= age <= rule.age_to else set()
    return found


def test_the_same_seed_makes_the_same_area_and_another_seed_another():
    framework = load_framework(FRAMEWORKS[0])
    one, two, other = (make_area(framework, children=250, seed=seed, notified_on=ON) for seed in (3, 3, 4))
    assert all(getattr(one, frame).equals(getattr(two, frame)) for frame in FRAMES)
    assert not one.people.equals(other.people)


def test_another_process_with_other_hashes_makes_the_same_area(tmp_path):
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from joinedup.method.loader import load_framework\n"
        "from joinedup.training.area import make_area\nfrom joinedup.training.lists import write_lists\n"
        "from joinedup.training.truth import write_truth\n"
        "framework, folder = load_framework(sys.argv[1]), Path(sys.argv[2])\n"
        "area = make_area(framework, children=80, seed=3, notified_on=date(2026, 9, 15))\n"
        "write_lists(area, framework, folder); write_truth(area, folder)\n"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, FRAMEWORKS[0], str(tmp_path / seed)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2")


def test_as_many_children_live_in_the_area_as_asked_for(shipped):
    _, area = shipped
    assert (area.people["role"] == "child").sum() == 700
    assert area.people["person_id"].n_unique() == len(area.people)


def test_every_agency_has_a_record_of_everyone_something_happened_to_in_its_sight(shipped):
    _, area = shipped
    seen = area.events.select("person_id", "agency").unique()
    assert len(seen) > 100
    assert seen.join(area.records, on=["person_id", "agency"], how="anti").is_empty()


def test_every_kind_the_lists_map_happens_and_nothing_else(shipped):
    framework, area = shipped
    mapped = {mapping.kind for spec in framework.lists for mapping in spec.events}
    happened = set(area.events["kind"])
    assert happened <= mapped
    rare = {"care_leaver", "police_protection", "custody", "missing_education", "youth_breach"}
    assert mapped - happened <= rare


def test_steps_of_a_story_thin_out(shipped):
    _, area = shipped
    count = dict(area.events.group_by("kind").len().iter_rows())
    steps = [count[kind] for kind in ("contact", "referral", "assessment", "section_47", "icpc") if kind in count]
    assert steps == sorted(steps, reverse=True)


def test_nothing_happens_after_notification_and_nothing_ends_before_it_begins(shipped):
    _, area = shipped
    assert area.events["start"].dt.date().max() <= ON
    assert area.events["end"].dt.date().max() <= ON
    assert (area.events["end"] >= area.events["start"]).all()


def test_attributes_hold_the_frameworks_own_codes(shipped):
    framework, area = shipped
    known = vocabulary_of(framework).attributes
    for kind, said in area.events.select("kind", "attributes").unique().iter_rows():
        for name, value in json.loads(said).items():
            codes = known[kind][name].codes
            assert not codes or value in codes


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
@pytest.mark.parametrize(("children", "least"), [(300, 15), (2_000, 40)])
def test_the_frameworks_rule_finds_a_cohort_worth_inspecting(framework_id, children, least):
    framework = load_framework(framework_id)
    area = make_area(framework, children=children, seed=1, notified_on=ON)
    found = cohort(framework, area)
    assert least <= len(found) <= children / 3
    planted = set(area.planted["person_id"])
    assert len(found & planted) >= 3
    many = area.events.filter(pl.col("person_id").is_in(list(found))).group_by("person_id").agg(pl.len())
    assert (many["len"] >= 12).sum() >= 6, "some children must have a story worth following"


def test_looked_after_children_have_a_placement(shipped):
    _, area = shipped
    now = area.people.filter("looked_after")
    assert now["placement_postcode"].null_count() == 0
    assert area.people.filter(~pl.col("looked_after"))["placement_postcode"].null_count() == (~area.people["looked_after"]).sum()


def test_health_knows_most_children_and_repeats_are_second_ids_of_one_person(shipped):
    framework, area = shipped
    children = area.records.filter(pl.col("role") == "child")
    for agency, least, most in (("health", 0.75, 0.95), ("council", 0.50, 0.80)):
        known = children.filter(pl.col("agency") == agency)
        if len(known):
            assert least <= known["person_id"].n_unique() / 700 <= most
            assert known["record_id"].n_unique() == len(known) > known["person_id"].n_unique()
    assert framework.lists


def test_the_area_and_its_agencies_bear_no_real_name(shared_data):
    with (shared_data / "reference" / "areas.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    real = {row[column].lower() for row in rows for column in ("la_name", "official-name", "nice-name", "police_force_area")}
    districts = {name.strip().lower() for row in rows for name in row["districts"].split("|")}
    names = [AREA_NAME.lower(), *(name.text.lower() for each in ORGANISATIONS for name in each.names)]
    assert len(real) > 150
    for name in names:
        assert name not in real | districts
        assert not any(len(place) > 3 and place in name.split() for place in real | districts)
