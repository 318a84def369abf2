"""The chronology against a slow second implementation, and its rules one by one."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.cases.core.chronology import CHRONOLOGY, VIA, chronologies, chronology
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD, RELATION


def record(record_id, born=None):
    agency = record_id.split(":")[0]
    row = dict.fromkeys(RECORD) | {"record_id": record_id, "agency": agency, "sector": "police", "dob_latest": born}
    return row | {"list": "people", "row": 1}


def relation(child, other, kind, from_date=None, to_date=None):
    ids = {"relation_id": f"{child}>{other}>{kind}", "record_id": child, "other_record_id": other}
    return dict.fromkeys(RELATION) | ids | {"kind": kind, "from_date": from_date, "to_date": to_date}


def members(**clusters):
    return pl.DataFrame(
        [
            {"list": "people", "record_id": one, "child_id": child, "probability": 1.0}
            for child, ids in clusters.items()
            for one in ids
        ],
        schema=MEMBERSHIP,
    )


@pytest.fixture(scope="session")
def happened(told):
    """Events in EVENT shape: (record_id, kind, start[, end])."""

    def make(*events):
        frame = told(*[("la", *event[1:]) for event in events])
        return frame.with_columns(pl.Series("record_id", [event[0] for event in events], pl.String)).select(list(EVENT))

    return make


def frames(records, relations=()):
    return pl.DataFrame(records, schema=RECORD), pl.DataFrame(list(relations), schema=RELATION)


def told_by(frame):
    return frame.select("event_id", "via").rows()


def test_all_agencies_events_stand_on_one_line_in_a_stable_order(happened):
    records, relations = frames([record("la:1"), record("police:9"), record("la:2")])
    events = happened(
        ("la:1", "referral_decision", "2024-05-03"),
        ("police:9", "police_incident", "2024-05-03 10:00"),
        ("la:1", "referral", "2024-05-03"),
        ("la:2", "referral", "2024-05-01"),
        ("la:1", "contact", "2024-05"),
    )
    run = members(c1=["la:1", "police:9"], c2=["la:2"])
    line = chronology("c1", run, records, events, relations)
    assert told_by(line) == [("e4", None), ("e2", None), ("e0", None), ("e1", None)]
    assert line["agency"].to_list() == ["la", "la", "la", "police"]
    assert line.schema == pl.Schema(CHRONOLOGY)
    whole = chronologies(run, records, events.sample(fraction=1, shuffle=True, seed=1), relations)
    assert whole.filter(pl.col("child_id") == "c1").equals(line)


@pytest.mark.parametrize(
    ("kind", "from_date", "to_date", "born", "shown"),
    [
        ("parent", None, None, None, True),
        ("sibling", None, None, None, False),
        ("household", None, None, date(1990, 1, 1), True),
        ("household", None, None, date(2010, 1, 1), False),
        ("household", None, None, None, False),
        ("partner", date(2024, 5, 3), None, None, True),
        ("partner", date(2024, 5, 4), None, None, False),
        ("partner", None, date(2024, 5, 3), None, True),
        ("partner", None, date(2024, 5, 2), None, False),
    ],
)
def test_an_adults_events_come_by_their_relation(happened, kind, from_date, to_date, born, shown):
    records, relations = frames(
        [record("la:1"), record("probation:7", born)], [relation("la:1", "probation:7", kind, from_date, to_date)]
    )
    events = happened(("probation:7", "probation_home_visit", "2024-05-03"))
    line = chronology("c1", members(c1=["la:1"]), records, events, relations)
    assert told_by(line) == ([("e0", kind)] if shown else [])


def test_an_order_that_still_runs_began_before_the_relation(happened):
    records, relations = frames([record("la:1"), record("p:7")], [relation("la:1", "p:7", "partner", date(2024, 6, 1))])
    events = happened(("p:7", "probation_order", "2024-05-03"), ("p:7", "probation_order", "2024-04-03", "2024-05-01"))
    assert told_by(chronology("c1", members(c1=["la:1"]), records, events, relations)) == [("e0", "partner")]


def test_an_adults_other_records_count_and_each_event_comes_once_by_the_nearest_relation(happened):
    records, relations = frames(
        [record("la:1"), record("la:m"), record("probation:7"), record("police:1")],
        [
            relation("la:1", "la:m", "household"),
            relation("la:1", "la:m", "parent"),
            relation("police:1", "probation:7", "poses_risk"),
        ],
    )
    events = happened(("probation:7", "probation_order", "2024-05-03"), ("la:1", "contact", "2024-05-04"))
    run = members(c1=["la:1", "police:1"], adult=["la:m", "probation:7"])
    assert told_by(chronology("c1", run, records, events, relations)) == [("e0", "parent"), ("e1", None)]


def slow_chronology(child, run, records, events, relations):
    """For one child, with loops: whose events, by which relation, in which order."""
    person = dict(run.select("record_id", "child_id").iter_rows())
    agency = dict(records.select("record_id", "agency").iter_rows())
    via = {}
    for event in events.to_dicts():
        if person.get(event["record_id"]) == child:
            via[event["event_id"]] = None
            continue
        ways = []
        for link in relations.to_dicts():
            if person.get(link["record_id"]) != child or link["kind"] not in VIA or link["kind"] == "household":
                continue
            same = link["other_record_id"] == event["record_id"] and event["record_id"] not in person
            if same or (link["other_record_id"] in person and person[link["other_record_id"]] == person.get(event["record_id"])):
                ways.append(VIA.index(link["kind"]))
        if ways:
            via[event["event_id"]] = VIA[min(ways)]
    order = list(event_kinds())
    mine = [event for event in events.to_dicts() if event["event_id"] in via]
    mine.sort(key=lambda e: (e["start_earliest"], e["start_latest"], order.index(e["kind"]), agency[e["record_id"]], e["event_id"]))
    return [(event["event_id"], via[event["event_id"]]) for event in mine]


IDS = [f"{agency}:{n}" for agency in ("la", "police", "probation") for n in range(4)]

LINKS = ["parent", "carer", "sibling", "poses_risk"]


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(IDS), st.sampled_from(["a", "b", "c"]), min_size=1),
    st.lists(
        st.tuples(
            st.sampled_from(IDS),
            st.sampled_from(["contact", "referral", "referral_decision", "probation_order"]),
            st.sampled_from(["2024-05-03", "2024-05-03 00:00", "2024-05", "2024-05-04 12:00", "2024"]),
        ),
        max_size=15,
    ),
    st.lists(
        st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(["parent", "carer", "sibling", "poses_risk"])),
        max_size=8,
    ),
)
def test_it_agrees_with_a_slow_second_implementation(happened, clusters, events, links):
    records, relations = frames([record(one) for one in IDS], {link: relation(*link) for link in links}.values())
    run = members(**{child: [one for one in clusters if clusters[one] == child] for child in set(clusters.values())})
    frame = happened(*events)
    shuffled = frame[random.Random(1).sample(range(frame.height), frame.height)] if frame.height else frame
    whole = chronologies(run, records, shuffled, relations)
    for child in set(clusters.values()):
        assert told_by(whole.filter(pl.col("child_id") == child)) == slow_chronology(child, run, records, frame, relations)
