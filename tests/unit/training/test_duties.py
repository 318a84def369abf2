"""What the rules ask for in the diary, counted out by hand."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from joinedup.method.framework import Handover, Timescale
from joinedup.method.loader import load_framework
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.duties import Duties, last_tick
from joinedup.training.vocabulary import vocabulary_of

from .conftest import FRAMEWORKS

ON = date(2024, 9, 3)
REVIEW = Timescale("r", "r", "looked_after", "looked_after_review", 20, "working_days", "s", unless=("looked_after",))
VISITS = Timescale(
    "v", "v", "social_work_visit", "social_work_visit", 42, "days", "s", when=(("visited_as", ("lac",)),), repeats=True
)
INTERVIEW = Timescale("i", "i", "missing_episode", "return_interview", 72, "hours", "s", start_at="end")
TOLD = Handover("t", "t", "missing_episode", "police", "missing_notification", "local_authority", within_days=7)
SECOND = replace(REVIEW, id="2", start="looked_after_review", limit=3, unit="months", since="looked_after", nth="first")
YOUNG = replace(REVIEW, id="y", age_under=5)


def states(rules, *events, said=None, born=date(2019, 3, 1)):
    """Each event: kind, start, end or None, episode. Returns (rule, place of the event that begins it) → state."""
    framework = replace(load_framework(FRAMEWORKS[0]), timescales=tuple(rules), handovers=(TOLD,))
    told = [Entry(place, 1, kind, at(start), at(end), episode) for place, (kind, start, end, episode) in enumerate(events)]
    attributes = {entry.number: (said or {}).get(entry.number, {"visited_as": "lac"}) for entry in told}
    duties = Duties(framework, vocabulary_of(framework), attributes, {1: born}, ON)
    return {(duty.rule.id, duty.entry.number): duty.state for duty in duties.of(told)}


def at(text):
    return text and datetime.fromisoformat(text)


CARE = ("looked_after", "2024-05-03T10:00", None, 1)


@pytest.mark.parametrize(
    ("why", "events", "expected"),
    [
        ("on the twentieth working day, two bank holidays left out", [("looked_after_review", "2024-06-04T10:00", None, 1)], "met"),
        ("a day later", [("looked_after_review", "2024-06-05T10:00", None, 1)], "missed"),
        ("never", [], "missed"),
    ],
)
def test_a_review_in_working_days(why, events, expected):
    assert states([REVIEW], CARE, *events)[("r", 0)] == expected, why


def test_care_that_ended_in_time_asks_for_nothing_and_care_that_began_lately_is_open():
    ended = ("looked_after", "2024-05-03T10:00", "2024-05-20T10:00", 1)
    assert states([REVIEW], ended) == {("r", 0): "ended"}
    assert states([REVIEW], ("looked_after", "2024-08-20T10:00", None, 1)) == {("r", 0): "open"}


def test_visits_at_most_six_weeks_apart_and_what_nobody_wrote_down():
    visits = [("social_work_visit", f"2024-0{month}-01T10:00", None, 1) for month in (4, 5, 7, 8)]
    found = states([VISITS], *visits)
    assert list(found.values()) == ["met", "missed", "met", "open"]
    assert states([VISITS], *visits, said={1: {}})[("v", 1)] == "unknown"
    assert ("v", 1) not in states([VISITS], *visits, said={1: {"visited_as": "cp"}})


def test_an_interview_answers_the_episode_of_its_own_row_alone():
    gone = [
        ("missing_episode", "2024-05-01T10:00", "2024-05-01T20:00", 1),
        ("missing_episode", "2024-05-02T10:00", "2024-05-02T20:00", 2),
        ("return_interview", "2024-05-03T10:00", None, 2),
        ("missing_notification", "2024-05-02T12:00", None, 2),
    ]
    found = states([INTERVIEW], *gone)
    assert (found[("i", 0)], found[("i", 1)]) == ("missed", "met")
    assert (found[("t", 0)], found[("t", 1)]) == ("met", "missed"), "told once: days alone decide, the earlier had it"


@pytest.mark.parametrize(
    ("why", "told_on", "expected"),
    [
        ("told of each", ("2024-05-01T22:00", "2024-05-04T09:00"), ["met", "met"]),
        ("told once, for the earlier", ("2024-05-04T09:00",), ["met", "missed"]),
        ("told only of the later: the earlier one's days were over", ("2024-05-11T09:00",), ["missed", "met"]),
        ("on record two days before the first", ("2024-04-29T09:00",), ["knew_already", "missed"]),
        ("on record before each", ("2024-04-29T09:00", "2024-04-30T09:00"), ["knew_already", "knew_already"]),
        ("on record too long before", ("2024-04-23T09:00",), ["missed", "missed"]),
    ],
)
def test_one_answer_answers_one_sending(why, told_on, expected):
    gone = [("missing_episode", f"2024-05-0{day}T10:00", f"2024-05-0{day}T20:00", day) for day in (1, 4)]
    found = states([], *gone, *[("missing_notification", day, None, 1) for day in told_on])
    assert [found["t", 0], found["t", 1]] == expected, why


def test_the_second_review_is_counted_from_the_first_since_care_began():
    reviews = [("looked_after_review", f"2024-0{month}-20T10:00", None, 1) for month in (5, 8)]
    assert states([SECOND], CARE, *reviews) == {("2", 1): "met"}


def test_age_is_counted_on_the_day_the_duty_begins():
    assert ("y", 0) not in states([YOUNG], CARE, born=date(2019, 5, 3))
    assert ("y", 0) in states([YOUNG], CARE, born=date(2019, 5, 4))


@pytest.mark.parametrize(
    ("start", "limit", "unit", "last"),
    [
        (date(2024, 8, 31), 6, "months", date(2025, 2, 28)),
        (date(2024, 1, 31), 1, "months", date(2024, 2, 29)),
        (date(2024, 12, 15), 12, "months", date(2025, 12, 15)),
        (date(2024, 12, 30), 1, "months", date(2025, 1, 30)),
        (date(2024, 5, 3), 1, "working_days", date(2024, 5, 7)),
        (date(2024, 5, 4), 7, "days", date(2024, 5, 11)),
        (datetime(2024, 5, 4, 12), 72, "hours", datetime(2024, 5, 7, 12)),
    ],
)
def test_the_last_day_or_moment_within_a_limit(start, limit, unit, last):
    assert last_tick(start, limit, unit) == last
