from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.coverage import ALWAYS, NEVER, Coverage, months_before
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import end_of
from joinedup.method.framework import EventMapping, ListSpec, Timescale

NOTIFIED = date(2024, 5, 14)


def listing(id_, sector, months, *kinds):
    return ListSpec(id_, id_, sector, "events", "test", (), months, events=tuple(EventMapping(kind, "date") for kind in kinds))


@dataclass(frozen=True)
class Method:
    lists: tuple = (
        listing("referrals", "local_authority", 6, "referral", "referral_decision"),
        listing("plans", "local_authority", 0, "looked_after"),
        listing("police-missing", "police", 12, "missing_episode"),
        listing("la-missing", "local_authority", 6, "missing_episode"),
    )
    timescales: tuple = (Timescale("r", "R", "looked_after", "referral_decision", 5, "days", "guidance"),)
    handovers: tuple = ()


@pytest.mark.parametrize(
    ("kinds", "sector", "received", "since"),
    [
        (["referral"], "", None, date(2023, 11, 14)),
        (["looked_after"], "", None, ALWAYS),
        (["looked_after", "referral"], "", None, date(2023, 11, 14)),
        (["contact"], "", None, NEVER),
        (["missing_episode"], "", None, date(2023, 11, 14)),
        (["missing_episode"], "police", None, date(2023, 5, 14)),
        (["missing_episode"], "police", ["referrals"], NEVER),
        ([], "", None, ALWAYS),
    ],
)
def test_since_when_the_lists_would_show_it(kinds, sector, received, since):
    assert Coverage(Method(), NOTIFIED, received).since(kinds, sector) == since


@pytest.mark.parametrize(("start", "state"), [("2023-11-13", "unknown"), ("2023-11-14", "missed"), ("2024-05-12", "open")])
def test_an_answer_before_the_window_is_not_an_answer_never_given(told, start, state):
    events = told(("la", "looked_after", start))
    assert timescales(Method(), events, end_of(NOTIFIED))["state"].to_list() == [state]


def test_nothing_is_outside_timescale_while_the_answering_list_is_awaited(told):
    coverage = Coverage(Method(), NOTIFIED, received=["plans"])
    events = told(("la", "looked_after", "2024-01-01"), ("la", "looked_after", "2024-05-12"))
    assert timescales(Method(), events, end_of(NOTIFIED), coverage)["state"].to_list() == ["unknown", "unknown"]


@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.integers(1, 24))
def test_months_before_is_never_too_early(day, months):
    before = months_before(day, months)
    assert (before.year * 12 + before.month) - (day.year * 12 + day.month) in (-months, -months + 1)
    assert before.day == day.day or (before.day == 1 and day.day > 28)
    assert timedelta(days=28 * months) <= day - before


def test_nothing_is_outside_timescale_where_the_list_came_without_the_answers_column(told):
    """The list of referrals has come, but not the column that says when they were decided."""
    coverage = Coverage(Method(), NOTIFIED, unshown=[("referrals", "referral_decision")])
    assert timescales(Method(), told(("la", "looked_after", "2024-01-01")), end_of(NOTIFIED), coverage)["state"].to_list() == [
        "unknown"
    ]
    assert coverage.since(["referral"]) == date(2023, 11, 14)


def test_silence_is_told_of_the_lists_received_alone():
    """Of the lists received the shortest window decides; of the others it is said whose they are."""
    assert Coverage(Method(), NOTIFIED).all_lists_since == date(2023, 11, 14)
    police = Coverage(Method(), NOTIFIED, received=["police-missing", "plans"])
    assert (police.all_lists_since, police.awaited) == (date(2023, 5, 14), ("local_authority",))
    assert Coverage(Method(), NOTIFIED, received=["plans"]).all_lists_since == ALWAYS
    none = Coverage(Method(), NOTIFIED, received=[])
    assert (none.all_lists_since, none.awaited) == (date(2023, 11, 14), ("local_authority", "police"))


def test_lists_without_all_their_columns_are_told_once_received():
    short = [("police-missing", "missing_episode")]
    assert Coverage(Method(), NOTIFIED, unshown=short).incomplete == ("police",)
    assert Coverage(Method(), NOTIFIED, received=["plans"], unshown=short).incomplete == ()
