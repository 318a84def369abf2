"""What is not planted is kept: the truth read again, one event after the other, by somebody who knows only the rules."""

import json
from datetime import date, timedelta

import polars as pl
import pytest

from joinedup.method.calendar import add_working_days
from joinedup.records.kinds import event_kinds
from joinedup.training.windows import first_day

from .conftest import ON


def after(day: date, limit: int, unit: str) -> date:
    """The first day surely beyond a limit, hours rounded up to days."""
    if unit == "working_days":
        return add_working_days(day, limit) + timedelta(days=1)
    return day + timedelta(days={"hours": limit // 24 + 1, "days": limit + 1, "months": 31 * limit + 1}[unit])


def days(events: list[dict], kind: str, end: str) -> list[date]:
    return [event[end].date() for event in events if event["kind"] == kind and event[end]]


def test_no_limit_is_left_unkept_that_is_not_planted(shipped):
    framework, area = shipped
    planted = {(rule, ids[0]) for rule, ids in area.planted.select("rule", "event_ids").rows()}
    simple = [rule for rule in framework.timescales if not rule.since and rule.age_from is None and rule.age_under is None]
    looked_at = 0
    blurred = area.events.filter(precision="month")["person_id"].to_list()
    people = area.events.filter(~pl.col("person_id").is_in(blurred)).partition_by("person_id")
    for own in (frame.to_dicts() for frame in people):
        for rule in simple:
            ends = [day for kind in rule.unless for day in days(own, kind, "end" if event_kinds()[kind].span else "start")]
            for event in (one for one in own if one["kind"] == rule.start and one[rule.start_at]):
                began = event[rule.start_at].date()
                until = after(began, rule.limit, rule.unit)
                said = json.loads(event["attributes"])
                asked = all(said.get(name) in codes for name, codes in rule.when)
                if (
                    not asked
                    or until >= ON
                    or (rule.id, event["event_id"]) in planted
                    or any(began <= day <= until for day in ends)
                ):
                    continue
                looked_at += 1
                assert any(began <= day <= until for day in days(own, rule.finish, rule.finish_at)), (rule.id, event)
    assert looked_at > 20


def test_what_was_sent_came_in_unless_that_is_planted(shipped):
    framework, area = shipped
    planted = {(rule, ids[0]) for rule, ids in area.planted.select("rule", "event_ids").rows()}
    reversed_ = set(area.planted.filter(story="records_differ")["event_ids"].list.first())
    for rule in framework.handovers:
        sent = area.events.filter(kind=rule.start, sector=rule.start_sector).to_dicts()
        came = area.events.filter(kind=rule.finish, sector=rule.finish_sector)
        for event in sent:
            said, until = json.loads(event["attributes"]), event["start"] + timedelta(days=rule.within_days + 1)
            asked = all(said.get(name) in codes for name, codes in rule.when)
            if not asked or until.date() >= ON or (rule.id, event["event_id"]) in planted:
                continue
            answers = came.filter(pl.col("start").is_between(event["start"].replace(hour=0), until), person_id=event["person_id"])
            assert answers.height, (rule.id, event)
            earlier = came.filter(
                pl.col("start") < event["start"].replace(hour=0, minute=0), person_id=event["person_id"], episode=event["episode"]
            )
            assert event["event_id"] in reversed_ or earlier.is_empty(), "nothing came in before it was sent"


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        (date(2026, 9, 15), 6, date(2026, 3, 15)),
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 31), 12, date(2025, 1, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
    ],
)
def test_a_window_begins_so_many_months_before_and_never_too_late(on, months, first):
    assert first_day(on, months) == first
