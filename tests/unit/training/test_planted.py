"""Every planted story truly holds in the truth, counted the slow and obvious way."""

import json
from datetime import datetime, timedelta

import polars as pl

from joinedup.method.loader import load_framework
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.stories.garden import MOST

from .conftest import FRAMEWORKS, ON


def still_within(began: datetime, limit: int, unit: str) -> datetime:
    """The last moment surely inside a limit: weekdays counted one by one, no bank holidays skipped, short months."""
    if unit == "working_days":
        day, left = began, limit
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return day.replace(hour=23, minute=59)
    return began + {"hours": timedelta(hours=limit), "days": timedelta(days=limit), "months": timedelta(days=28 * limit)}[unit]


def moments(events: pl.DataFrame, kind: str, end: str) -> list[datetime]:
    column = "start" if end == "start" else "end"
    return events.filter(pl.col("kind") == kind)[column].drop_nulls().to_list()


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
        assert start["kind"] == rule.start or (rule.repeats and start["kind"] == rule.finish)
        if start["kind"] == rule.start:
            assert all(json.loads(start["attributes"]).get(name) in codes for name, codes in rule.when)
        until = still_within(began, rule.limit, rule.unit)
        assert until < datetime.combine(ON, datetime.max.time()), "the limit must have run out by notification"
        mine = area.events.filter(pl.col("person_id") == plant["person_id"])
        own = mine.filter(episode=start["episode"]) if rule.id == "return-interview" else mine
        assert not [moment for moment in moments(own, rule.finish, rule.finish_at) if began < moment <= until]


def test_a_planted_handover_never_arrived(shipped):
    framework, area = shipped
    rules = {rule.id: rule for rule in framework.handovers}
    for plant in rows(area, "handover_missing"):
        rule, start = rules[plant["rule"]], event(area, plant["event_ids"][0])
        until = start["start"] + timedelta(days=rule.within_days)
        assert start["kind"] == rule.start
        assert until < datetime.combine(ON, datetime.max.time())
        mine = area.events.filter(person_id=plant["person_id"])
        answers = [moment for moment in moments(mine, rule.finish, "start") if start["start"] < moment <= until]
        senders = [one for one in rules.values() if (one.finish, one.finish_sector) == (rule.finish, rule.finish_sector)]
        earlier = [moment for one in senders for moment in moments(mine, one.start, "start") if moment < start["start"]]
        waiting = [moment for moment in earlier if moment + timedelta(days=rule.within_days + 1) > start["start"]]
        assert len(answers) <= len(waiting), "what came in these days answers something sent before"


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
            versions = area.events.filter(pl.col("event_id") == plant["event_ids"][0])
            assert versions["start"].n_unique() > 1 or versions["end"].null_count() == 1


def test_two_versions_of_one_event_are_planted_where_two_sectors_list_one_kind(strange_area):
    found = rows(strange_area, "records_differ")
    assert {"days", "end"} <= {name for plant in found for name in json.loads(plant["detail"])}
    for plant in found:
        both = strange_area.events.filter(pl.col("event_id") == plant["event_ids"][0])
        assert set(both["sector"]) == {"local_authority", "police"}
        if "days" in json.loads(plant["detail"]):
            assert both["start"].n_unique() == 2
        else:
            assert both["end"].null_count() == 1, "one says returned, the other still missing"


def test_few_stories_are_meant_about_one_person_and_what_follows_says_from_which(shipped):
    _, area = shipped
    assert len(area.planted) >= 10
    meant = area.planted.filter(pl.col("because").is_null())
    assert meant.group_by("person_id").len()["len"].max() <= MOST
    assert area.planted["plant_id"].is_unique().all()
    person = dict(meant.select("plant_id", "person_id").iter_rows())
    followed = area.planted.filter(pl.col("because").is_not_null())
    assert all(person[cause] == whose for cause, whose in followed.select("because", "person_id").iter_rows())
    real = set(area.events["event_id"])
    assert all(set(ids) <= real for ids in area.planted["event_ids"].to_list())


def test_every_rule_is_planted_where_children_offer_it(shipped):
    framework, area = shipped
    offered = dict(area.duties.filter(state="met").group_by("rule").len().iter_rows())
    rules = {rule.id for rule in (*framework.timescales, *framework.handovers)}
    planted = dict(area.planted.group_by("rule").len().iter_rows())
    assert {rule for rule in rules if offered.get(rule, 0) >= 25} <= set(planted)
    assert {rule.id for rule in framework.taking_part} <= set(planted)


def test_a_larger_area_holds_more_stories_of_each_kind():
    framework = load_framework(FRAMEWORKS[0])
    few, many = (make_area(framework, children=children, seed=4, notified_on=ON).planted for children in (300, 1200))
    for story in ("timescale_missed", "handover_missing"):
        assert many.filter(story=story).height > 2 * few.filter(story=story).height
