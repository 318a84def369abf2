"""What intake reads from the lists is what truly happened: the lists are the framework's mapping read backwards."""

import polars as pl
import pytest

from joinedup.intake.core.crosslist import check_lists
from joinedup.method.loader import load_framework

from .conftest import FRAMEWORKS, ON, area_of


@pytest.fixture(scope="module", params=FRAMEWORKS)
def read(request, written):
    framework, area = load_framework(request.param), area_of(request.param)
    readings = []
    for agency in area.agencies:
        paths = [one.path for one in written(request.param) if one.agency == agency.key]
        readings += check_lists(paths, framework, ON, agency=agency.key) if paths else []
    return framework, area, readings


def test_every_record_id_is_the_one_the_truth_names(read):
    framework, area, readings = read
    people = {spec.id for spec in framework.lists if spec.kind == "people"}
    for reading in readings:
        if reading.list_id in people:
            assert set(reading.records["record_id"]) == set(area.records.filter(pl.col("list") == reading.list_id)["record_id"])


def test_every_event_read_truly_happened_on_that_day(read):
    _, area, readings = read
    day = pl.col("start_earliest").dt.convert_time_zone("Europe/London").dt.date()
    held = pl.when(pl.col("precision") == "month").then(pl.col("start").dt.truncate("1mo")).otherwise("start").dt.date()
    events = pl.concat([reading.events for reading in readings]).select("record_id", "kind", day=day)
    truth = area.events.join(area.records.select("person_id", "agency", "record_id"), on=["person_id", "agency"])
    truth = truth.select("record_id", "kind", "event_id", day=held)
    assert len(events) > 500
    assert events.join(truth, on=["record_id", "kind", "day"], how="anti").is_empty()
    planted = set(area.planted["event_ids"].explode())
    seen = set(truth.join(events, on=["record_id", "kind", "day"])["event_id"])
    assert len(planted & seen) >= 0.9 * len(planted), "planted events can be found in what agencies send"


def test_intake_has_something_to_say_but_most_of_every_list_goes_on(read):
    _, _, readings = read
    blocked = sum(reading.issues.filter(pl.col("severity") == "blocks")["row"].n_unique() for reading in readings)
    rows = sum(reading.rows for reading in readings)
    assert 0 < blocked < rows * 0.02
