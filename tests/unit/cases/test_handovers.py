from dataclasses import dataclass, replace
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.handovers import HANDOVER, handovers
from joinedup.cases.core.waiting import WAITING, still_waiting, waiting
from joinedup.method.days import end_of
from joinedup.method.framework import Handover, ListSpec
from tests.unit.cases.oracle.handing import slow_handovers

RULE = Handover("told", "Police to social care", "police_referral", "police", "referral", "local_authority", within_days=30)


@dataclass(frozen=True)
class Rules:
    lists: tuple[ListSpec, ...]
    handovers: tuple[Handover, ...] = (RULE,)


SENT = ("police", "police_referral", "2024-05-01")


@pytest.mark.parametrize(
    ("as_of", "events", "expected"),
    [
        ("2024-07", [SENT, ("la", "referral", "2024-05-04")], [("arrived", 3, 3)]),
        ("2024-07", [SENT, ("la", "referral", "2024-05-01")], [("arrived", 0, 0)]),
        ("2024-07", [SENT, ("la", "referral", "2024-04-30")], [("knew_already", None, None)]),
        ("2024-07", [SENT, ("la", "referral", "2024-04-23")], [("never_arrived", None, None)]),
        ("2024-05-02", [SENT, ("la", "referral", "2024-04-24")], [("knew_already", None, None)]),
        ("2024-07", [SENT, ("police", "referral", "2024-05-04")], [("never_arrived", None, None)]),
        ("2024-07", [SENT, ("la", "referral", "2024-06-10")], [("never_arrived", None, None)]),
        ("2024-05-20", [SENT], [("open", None, None)]),
        ("2024-07", [SENT, ("la", "referral", "2024-05")], [("arrived", 0, 30)]),
        ("2024-07", [("police", "police_referral", "2024-05-02"), ("la", "referral", "2024-05")], [("unknown", 0, 29)]),
        ("2024-07", [("la", "police_referral", "2024-05-01")], []),
    ],
)
def test_a_handover(told, every_list, moment, as_of, events, expected):
    frame = handovers(Rules(every_list), told(*events), moment(as_of))
    assert frame.select("state", "days_min", "days_max").rows() == expected
    assert frame.schema == pl.Schema(HANDOVER)


AGAIN, LATER = ("police", "police_referral", "2024-05-03"), ("police", "police_referral", "2024-06-20")
REFERRED = ("la", "referral")


@pytest.mark.parametrize(
    ("why", "events", "expected"),
    [
        ("one answer is the earliest sending's", [SENT, AGAIN, (*REFERRED, "2024-05-04")], ["arrived", "never_arrived"]),
        ("also where both were sent that day", [SENT, SENT, (*REFERRED, "2024-05-01")], ["arrived", "never_arrived"]),
        ("two answers, each its own", [SENT, AGAIN, (*REFERRED, "2024-05-02"), (*REFERRED, "2024-05-03")], ["arrived", "arrived"]),
        ("the earlier one's days were over", [SENT, AGAIN, (*REFERRED, "2024-06-02")], ["never_arrived", "arrived"]),
        ("an answer that came says nothing of the next", [SENT, AGAIN, (*REFERRED, "2024-05-02")], ["arrived", "never_arrived"]),
        ("on record before the second, and nobody's answer", [(*REFERRED, "2024-04-30"), (*REFERRED, "2024-05-02"), SENT, AGAIN],
         ["arrived", "knew_already"]),
        ("one record from before is one sending's", [(*REFERRED, "2024-04-30"), SENT, AGAIN], ["knew_already", "never_arrived"]),
        ("what came in time counts before what stood there", [(*REFERRED, "2024-04-30"), SENT, (*REFERRED, "2024-05-04")],
         ["arrived"]),
        ("a loose answer may be either's", [SENT, AGAIN, (*REFERRED, "2024-05")], ["unknown", "unknown"]),
        ("it may have stood there before", [LATER, (*REFERRED, "2024-06")], ["unknown"]),
        ("far from what is loose all is known", [SENT, (*REFERRED, "2024-05-02"), LATER, (*REFERRED, "2024-09")],
         ["arrived", "never_arrived"]),
    ],
)  # fmt: skip
def test_one_answer_answers_one_sending(told, every_list, moment, why, events, expected):
    frame = handovers(Rules(every_list), told(*events), moment("2025"))
    assert frame["state"].to_list() == expected, why


def test_it_shows_by_which_record_the_receiver_knew(told, every_list, moment):
    row = handovers(Rules(every_list), told((*REFERRED, "2024-04-30"), SENT), moment("2024-07")).row(0, named=True)
    assert (row["state"], row["start_event"], row["finish_event"]) == ("knew_already", "e1", "e0")


HEALTH = replace(RULE, id="health", start="health_referral", start_sector="health", within_days=14)
SOURCED = replace(HEALTH, id="sourced", start="youth_contact", start_sector="youth_offending", when=(("source", ("a",)),))


def test_whoever_sent_it_one_answer_answers_one(told, every_list, moment):
    events = [SENT, ("trust", "health_referral", "2024-05-02"), (*REFERRED, "2024-05-03")]
    frame = handovers(Rules(every_list, (RULE, HEALTH)), told(*events), moment("2024-07"))
    assert frame.select("rule", "state").rows() == [("told", "arrived"), ("health", "never_arrived")]


def test_a_sending_that_may_be_none_leaves_open_whose_the_answer_is(told, every_list, moment):
    rules = Rules(every_list, (RULE, SOURCED))
    events = [("yot", "youth_contact", "2024-04-30"), SENT, (*REFERRED, "2024-05-03")]
    assert handovers(rules, told(*events), moment("2024-07"))["state"].to_list() == ["unknown", "unknown"]
    two = [*events, (*REFERRED, "2024-05-04")]
    assert handovers(rules, told(*two), moment("2024-07"))["state"].to_list() == ["arrived", "unknown"]


AGENCIES = {"police_referral": "police", "health_referral": "trust", "youth_contact": "yot", "referral": "la"}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(random=st.randoms(use_true_random=False), loose=st.integers(0, 2))
def test_the_fast_way_says_what_every_world_says(told, every_list, random, loose):
    """Many sendings and answers within some weeks; with no loose date among them the two ways say the same to the last one."""
    events = []
    for n in range(random.randint(2, 14)):
        kind = random.choice([*AGENCIES, "referral", "referral"])
        day = (
            "2024-05"
            if n < loose
            else f"2024-{random.choice((5, 5, 6)):02}-{random.randint(1, 30):02}{random.choice(('', ' 10:30'))}"
        )
        said = random.choice(({}, {"source": "a"}, {"source": "b"}))
        events.append({"agency": AGENCIES[kind], "kind": kind, "start": day, **said})
    lists = tuple(replace(one, window_months=random.choice((0, 1))) for one in every_list)
    rules = Rules(lists, random.sample((RULE, HEALTH, SOURCED), 3))
    story = told(*events).sort("start_earliest", "start_latest", "event_id")
    as_of = end_of(date(2024, 6, 20))
    coverage = Coverage(rules, date(2024, 6, 20))
    fast = {
        (row[0], row[1]): row[2] for row in handovers(rules, story, as_of, coverage).select("rule", "start_event", "state").rows()
    }
    slow = slow_handovers(rules, story.to_dicts(), as_of, coverage)
    assert fast.keys() == slow.keys()
    for key, state in fast.items():
        assert state == slow[key] or (state == "unknown" and loose)


def test_the_distribution_counts_those_still_under_way(told, every_list, moment):
    def child(name, sent, came=None):
        events = [{"agency": "police", "kind": "police_referral", "start": sent, "child": name}]
        return events + ([{"agency": "la", "kind": "referral", "start": came, "child": name}] if came else [])

    events = child("a", "2024-05-01", "2024-05-02") + child("b", "2024-05-01", "2024-05-05")
    events += child("c", "2024-05-01") + child("d", "2024-06-25")
    frame = waiting(Rules(every_list), handovers(Rules(every_list), told(*events), moment("2024-07")))
    assert frame.schema == pl.Schema(WAITING)
    row = frame.row(0, named=True)
    assert [row[state] for state in ("handovers", "arrived", "never_arrived", "open", "unknown")] == [4, 2, 1, 1, 0]
    assert (row["days_half_low"], row["days_half_high"]) == (4, 4)
    assert row["days_nine_tenths_low"] is None


def test_kaplan_and_meiers_steps_by_hand():
    assert still_waiting([1, 3, 3], [2, 5]) == [(1, pytest.approx(0.8)), (3, pytest.approx(0.8 / 3))]


@given(st.lists(st.integers(0, 20), min_size=1))
def test_without_anyone_left_out_it_is_the_plain_share(arrived):
    for day, share in still_waiting(arrived, []):
        assert share == pytest.approx(sum(days > day for days in arrived) / len(arrived))


def test_no_handovers_no_median(every_list):
    row = waiting(Rules(every_list), pl.DataFrame(schema=HANDOVER)).row(0, named=True)
    assert (row["handovers"], row["days_half_low"]) == (0, None)
