"""Every planted story truly holds in the truth, counted the slow and obvious way."""

import json
from datetime import datetime, timedelta

import polars as pl

from joinedup.training.area import MadeUpArea

from .conftest import ON


def still_within(began: datetime, limit: int, unit: str) -> datetime:
    """The last moment surely inside a limit: weekdays counted one by one, no bank holidays skipped, short months."""
    if unit == "working_days":
        day, left = began, limit
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day.replace(hour=23, minute=59)
    return began + {"hours": timedelta(hours=limit), "days": timedelta(days=limit), "months": timedelta(days=28 * limit)}[unit]


def moments(area: MadeUpArea, person: int, kind: str, end: str) -> list[datetime]:
    column = "start" if end == "start" else "end"
    return area.events.filter(pl.col("person_id") == person, pl.col("kind") == kind)[column].drop_nulls().to_list()


def rows(area: MadeUpArea, story: str) -> list[dict]:
    return area.planted.filter(pl.col("story") == story).to_dicts()


def event(area: MadeUpArea, id_: str) -> dict:
    return area.events.filter(pl.col("event_id") == id_).sort("sector").to_dicts()[0]


def test_a_planted_timescale_is_missed(shipped):
    framework, area = shipped
    rules = {rule.id: rule for rule in framework.timescales}
    found = rows(area, "timescale_missed")
    assert len({plant["rule"] for plant in found}) >= len(rules) / 2
    for plant in found:
        rule, start = rules[plant["rule"]], event(area, plant["event_ids"][0])
        began = start[rule.start_at]
        assert start["kind"] == rule.start
        assert all(json.loads(start["attributes"]).get(name) in codes for name, codes in rule.when)
        until = still_within(began, rule.limit, rule.unit)
        assert until < datetime.combine(ON, datetime.max.time()), "the limit must have run out by notification"
        assert not [moment for moment in moments(area, plant["person_id"], rule.finish, rule.finish_at) if began < moment <= until]


def test_a_planted_handover_never_arrived(shipped):
    framework, area = shipped
    rules = {rule.id: rule for rule in framework.handovers}
    for plant in rows(area, "handover_missing"):
        rule, start = rules[plant["rule"]], event(area, plant["event_ids"][0])
        until = start["start"] + timedelta(days=rule.within_days)
        assert start["kind"] == rule.start
        assert until < datetime.combine(ON, datetime.max.time())
        answers = moments(area, plant["person_id"], rule.finish, "start")
        assert not [moment for moment in answers if start["start"] < moment <= until]


def test_records_of_two_agencies_differ_where_planted(shipped):
    _, area = shipped
    for plant in rows(area, "records_differ"):
        detail = json.loads(plant["detail"])
        if "sent" in detail:
            sent, received = (event(area, id_) for id_ in plant["event_ids"])
            assert (sent["kind"], received["kind"]) == (detail["sent"], detail["received"])
            assert sent["start"] > received["start"], "sent after it arrived: one of the two dates is wrong"
            assert sent["agency"] != received["agency"]
        else:
            dates = area.events.filter(pl.col("event_id") == plant["event_ids"][0])["start"]
            assert dates.n_unique() > 1


def test_two_dates_of_one_event_are_planted_where_two_sectors_list_one_kind(strange_area):
    found = rows(strange_area, "records_differ")
    assert found
    for plant in found:
        both = strange_area.events.filter(pl.col("event_id") == plant["event_ids"][0])
        assert set(both["sector"]) == {"local_authority", "police"}
        assert both["start"].n_unique() == 2


def test_one_person_carries_one_planted_story_and_ids_differ(shipped):
    _, area = shipped
    assert len(area.planted) >= 10
    assert area.planted["person_id"].is_unique().all()
    assert area.planted["plant_id"].is_unique().all()
    real = set(area.events["event_id"])
    assert all(set(ids) <= real for ids in area.planted["event_ids"].to_list())
