"""Counts with their denominators, and how long it took with what is still open followed, not left out."""

import re
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

import polars as pl
import pytest

from joinedup.cases.core.cohort_times import FEWEST, Judged, cohort_times
from joinedup.cases.core.drawing.times import done_curve, states_bar
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.taking_part import taking_part
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import end_of
from joinedup.method.framework import Handover, TakingPart, Timescale

AS_OF = end_of(date(2024, 5, 14))
DECISION = Timescale("decision", "Decision", "referral", "referral_decision", 1, "working_days", "guidance")
VISIT = Timescale("visit", "Visit", "placement", "social_work_visit", 7, "days", "law", unless=("looked_after",))
TOLD = Handover("told", "Told", "police_referral", "police", "contact", "local_authority", within_days=14)
HELD = TakingPart("held", "Held", "strategy_discussion", ("local_authority", "police"), (("police", "there"),), "guidance")


@dataclass(frozen=True)
class Rules:
    lists: tuple
    timescales: tuple = (DECISION, VISIT)
    handovers: tuple = (TOLD,)
    taking_part: tuple = (HELD,)


@pytest.fixture(scope="module")
def counted(told, every_list):
    def make(*events, tracked=frozenset(), children=None):
        rules, frame = Rules(every_list), told(*events)
        judged = Judged(timescales(rules, frame, AS_OF), handovers(rules, frame, AS_OF), taking_part(rules, frame, AS_OF))
        judged = judged if children is None else judged.of(pl.Series(children))
        return cohort_times(rules, judged, AS_OF, cohort=20, tracked=tracked)

    return make


def referred(child, on, decided=None):
    first = {"agency": "la", "kind": "referral", "start": on, "child": child}
    return [first, {"agency": "la", "kind": "referral_decision", "start": decided, "child": child}] if decided else [first]


COHORT = [
    *[event for n in range(9) for event in referred(f"quick{n}", "2024-05-01", "2024-05-02")],
    *referred("slow", "2024-05-01", "2024-05-08"),
    *referred("never", "2024-05-01"),
    *referred("now", "2024-05-14"),
    *referred("loose", "2024-05-01", "2024-05"),
]


def test_the_four_states_are_counted_with_the_children_behind_them(counted):
    decision = counted(*COHORT, tracked=frozenset({"slow", "quick0"})).timescales[0]
    assert decision.counted.times == {"met": 9, "missed": 2, "open": 1, "unknown": 1}
    assert decision.counted.children == {"met": 9, "missed": 2, "open": 1, "unknown": 1}
    assert decision.counted.seen == {"met": ("quick0",), "missed": ("slow",), "open": (), "unknown": ()}
    assert decision.counted.all == 13


def test_how_long_it_took_follows_what_is_open_and_leaves_out_what_cannot_be_told(counted):
    spread = counted(*COHORT).timescales[0].spread
    assert (spread.answered, spread.followed, spread.told) == (10, 2, 12)
    assert spread.left == (0, 8)  # opened today; working days from 1 May, one of them a holiday
    assert spread.by(0.5) == (1, 1)
    assert spread.by(0.9) == (4, 4)
    assert spread.by(0.95) is None


def test_fewer_than_ten_say_nothing_of_what_is_usual(counted):
    spread = counted(*referred("a", "2024-05-01", "2024-05-02")).timescales[0].spread
    assert spread.told < FEWEST
    assert spread.by(0.5) is None


def test_a_duty_that_may_have_ended_is_followed_to_its_limit(counted):
    visits = counted({"agency": "la", "kind": "placement", "start": "2024-03-01", "child": "a"}).timescales[1]
    assert visits.counted.times["missed"] == 1
    assert visits.spread.left == (7,)


def test_handovers_and_who_took_part_are_counted_too(counted):
    sent = {"agency": "police", "kind": "police_referral", "child": "a"}
    told = counted(
        {**sent, "start": "2024-04-01"},
        {"agency": "la", "kind": "contact", "start": "2024-04-03", "child": "a"},
        {**sent, "start": "2024-04-20"},
        {**sent, "start": "2024-05-10"},
        {"agency": "la", "kind": "contact", "start": "2024-02-27", "child": "a"},
        {**sent, "start": "2024-03-01"},
        {"agency": "la", "kind": "strategy_discussion", "start": "2024-04-03", "child": "a", "there": "b"},
    )
    [handed], [held] = told.handovers, told.taking_part
    assert handed.counted.times == {"arrived": 1, "knew_already": 1, "never_arrived": 1, "open": 1, "unknown": 0}
    assert handed.counted.children == handed.counted.times
    assert (handed.spread.left, handed.between) == ((4, 14), ("police", "local_authority"))
    assert held.counted.times == {"met": 0, "missed": 1, "unknown": 0}
    assert held.spread is None


def test_some_children_alone(counted):
    decision = counted(*COHORT, children=["slow", "never"]).timescales[0]
    assert decision.counted.times == {"met": 0, "missed": 2, "open": 0, "unknown": 0}


NAMES = {"met": "Within", "missed": "Outside", "open": "Open", "unknown": "Untold"}


def test_the_bar_tells_its_numbers_and_draws_them_to_scale(counted):
    times = counted(*COHORT).timescales[0]
    bar = ElementTree.fromstring(states_bar(times.counted.times, NAMES, "Decision <1>"))
    assert bar.get("aria-label") == "Decision <1>: within 9, outside 2, open 1, untold 1"
    widths = [float(part.get("width")) for part in bar if part.tag.endswith("rect")]
    assert widths == [pytest.approx(359 * n / 13, abs=0.06) for n in (9, 2, 1, 1)]
    assert states_bar(dict.fromkeys(NAMES, 0), NAMES, "None") == ""


def test_the_line_rises_in_steps_and_stays_inside(counted):
    line = done_curve(counted(*COHORT).timescales[0], "working days")
    ElementTree.fromstring(line)
    assert not re.search(r"style|script", line)
    numbers = [float(number) for path in re.findall(r' d="([^"]+)"', line) for number in re.findall(r"[\d.]+", path)]
    assert max(numbers) <= 360
    assert "limit" in line


def test_loose_dates_lie_between_two_lines_and_nothing_known_draws_none(counted):
    visited = {"agency": "la", "kind": "social_work_visit", "start": "2024-04-20"}
    visits = counted({"agency": "la", "kind": "placement", "start": "2024-03"}, visited).timescales[1]
    assert 'fill-opacity="0.2"' in done_curve(visits, "days")
    assert done_curve(counted().timescales[0], "working days") == ""
