from dataclasses import dataclass

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.handovers import HANDOVER, handovers
from joinedup.cases.core.waiting import WAITING, still_waiting, waiting
from joinedup.method.framework import Handover, ListSpec

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
        ("2024-07", [SENT, ("la", "referral", "2024-04-30")], [("never_arrived", None, None)]),
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
