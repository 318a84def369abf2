from dataclasses import replace

import polars as pl
import pytest

from joinedup.cases.core.differing import DIFFERING, differing
from joinedup.method.framework import Handover

LA, POLICE = "la", "police"


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(LA, "strategy_discussion", "2024-05-03"), (POLICE, "strategy_discussion", "2024-05-05")], [("start", 2, 2)]),
        ([(LA, "strategy_discussion", "2024-05-03"), (POLICE, "strategy_discussion", "2024-05-03 10:00")], []),
        ([(LA, "strategy_discussion", "2024-05"), (POLICE, "strategy_discussion", "2024-05-20")], []),
        ([(LA, "strategy_discussion", "2024-05-03"), (POLICE, "strategy_discussion", "2024-06-20")], []),
        ([(LA, "strategy_discussion", "2024-05-03"), (LA, "strategy_discussion", "2024-05-05")], []),
        ([(LA, "strategy_discussion", "2024-03-30"), (POLICE, "strategy_discussion", "2024-04-01")], [("start", 2, 2)]),
        (
            [(LA, "missing_episode", "2024-05-03", "2024-05-04"), (POLICE, "missing_episode", "2024-05-03 09:00")],
            [("still_runs", None, None)],
        ),
        (
            [
                (LA, "missing_episode", "2024-05-03", "2024-05-04"),
                (POLICE, "missing_episode", "2024-05-03 09:00", "2024-05-07 10:00"),
            ],
            [("end", 3, 3)],
        ),
        (  # each takes its own nearest: the third belongs to no one
            [(LA, "icpc", "2024-05-03"), (LA, "icpc", "2024-05-10"), (POLICE, "icpc", "2024-05-04")],
            [("start", 1, 1)],
        ),
        (  # a version that agrees is taken first
            [(LA, "icpc", "2024-05-03"), (LA, "icpc", "2024-05-04"), (POLICE, "icpc", "2024-05-04")],
            [],
        ),
    ],
)
def test_two_versions_of_one_event(told, events, expected):
    frame = differing(told(*events))
    assert frame.select("differs", "days_min", "days_max").rows() == expected
    assert frame.schema == pl.Schema(DIFFERING)


def test_the_versions_are_named_in_one_order(told):
    frame = differing(told((POLICE, "icpc", "2024-05-04"), (LA, "icpc", "2024-05-03")))
    assert frame.select("event_a", "agency_a", "event_b", "agency_b").rows() == [("e1", "la", "e0", "police")]


def test_events_of_people_in_the_childs_life_are_not_versions_of_the_childs(told):
    theirs = {"agency": "police", "kind": "marac", "start": "2024-05-04", "via": "parent"}
    assert differing(told(theirs, (LA, "marac", "2024-05-03"))).is_empty()


TOLD = Handover("told", "Police tell social care", "police_referral", POLICE, "contact", "local_authority")
SENT = (POLICE, "police_referral", "2024-05-10")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([SENT, (LA, "contact", "2024-05-06")], [("order", "e1", "e0", 4)]),
        ([SENT, (LA, "contact", "2024-05-10")], []),
        ([SENT, (LA, "contact", "2024-05-12")], []),
        ([SENT, (LA, "contact", "2024-05")], []),
        ([SENT, (LA, "contact", "2024-05-02")], []),  # too long before to be the same
        ([SENT, (LA, "contact", "2024-05-08"), (LA, "contact", "2024-05-11")], []),  # the nearer one is the answer
        ([SENT, (LA, "contact", "2024-05-08"), (LA, "contact", "2024-05-12")], []),  # as near: the later one
        ([SENT, (POLICE, "police_referral", "2024-05-05"), (LA, "contact", "2024-05-06")], []),  # answers the earlier
        (  # the nearest contact is another referral's; the one left came in first
            [(LA, "contact", "2024-05-06"), (POLICE, "police_referral", "2024-05-08"), (LA, "contact", "2024-05-08"), SENT],
            [("order", "e0", "e3", 4)],
        ),
    ],
)
def test_what_came_in_before_it_was_sent(told, events, expected):
    frame = differing(told(*events).sort("start_earliest"), [TOLD])
    found = [(row["differs"], row["event_b"], row["event_a"], row["days_min"]) for row in frame.to_dicts()]
    assert found == expected


def test_within_one_sector_an_act_is_not_told_twice(told):
    inside = replace(TOLD, finish="police_incident", finish_sector=POLICE)
    assert differing(told(SENT, (POLICE, "police_incident", "2024-05-06")), [inside]).is_empty()


def test_a_contact_that_answers_another_agency_is_not_this_ones(told):
    health = replace(TOLD, start="health_referral", start_sector="health")
    events = told(SENT, ("trust", "health_referral", "2024-05-07"), (LA, "contact", "2024-05-08"))
    assert differing(events, [TOLD]).height == 1
    assert differing(events, [TOLD, health]).is_empty()


MISSING = ({"agency": LA, "kind": "missing_episode", "start": "2024-05-03", "end": "2024-05-04"},
           {"agency": POLICE, "kind": "missing_episode", "start": "2024-05-03 09:00"})  # fmt: skip


@pytest.mark.parametrize(
    ("without_end", "added", "found"),
    [
        ((), False, ["still_runs"]),
        ([("la-list", "missing_episode")], False, ["still_runs"]),
        ([("police-list", "missing_episode")], False, []),
        ((), True, []),
    ],
)
def test_only_where_there_is_a_place_for_an_end_does_a_missing_one_say_that_it_runs(told, without_end, added, found):
    """A list without a column for the end says nothing of it, nor does an event added by hand without one."""
    events = told(*MISSING)
    if added:
        events = events.with_columns(list=pl.when(pl.col("agency") == POLICE).then(None).otherwise(pl.col("list")))
    assert differing(events, without_end=without_end)["differs"].to_list() == found
