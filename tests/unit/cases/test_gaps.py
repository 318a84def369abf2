from datetime import date, timedelta
from zoneinfo import ZoneInfo

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.cases.core.gaps import GAP, gaps

LONDON = ZoneInfo("Europe/London")


def found(frame):
    return frame.select("after_event", "before_event", "days").rows()


def test_a_stretch_without_any_record_is_a_gap(told):
    events = told(("la", "contact", "2024-01-01"), ("police", "police_incident", "2024-03-02"), ("la", "contact", "2024-03-10"))
    frame = gaps(events, at_least_days=30)
    assert found(frame) == [("e0", "e1", 60)]
    assert frame.schema == pl.Schema(GAP)


def test_a_plan_that_runs_on_hides_no_gap_but_its_end_closes_one(told):
    events = told(("la", "child_in_need", "2024-01-01", "2024-02-20"), ("la", "contact", "2024-06-01"))
    assert found(gaps(events, at_least_days=30)) == [("e0", "e0", 49), ("e0", "e1", 101)]


def test_only_the_childs_own_events_count(told):
    visit = {"agency": "probation", "kind": "probation_home_visit", "start": "2024-02-01", "via": "parent"}
    events = told(("la", "contact", "2024-01-01"), visit, ("la", "contact", "2024-03-02"))
    assert found(gaps(events, at_least_days=56)) == [("e0", "e2", 60)]


def test_a_date_known_to_the_month_makes_no_gap_that_is_not_certain(told):
    events = told(("la", "contact", "2024-01"), ("la", "contact", "2024-03-02"))
    assert found(gaps(events, at_least_days=28)) == [("e0", "e1", 30)]
    assert gaps(events, at_least_days=31).is_empty()


def test_the_time_up_to_now_counts_where_asked(told, moment):
    events = told(("la", "contact", "2024-01-01"), ("la", "contact", "2025-01-01"))
    assert found(gaps(events, moment("2024-04-01"), 60)) == [("e0", None, 90)]


def test_one_childs_gap_does_not_spill_into_the_next_childs(told):
    events = told(
        {"agency": "la", "kind": "contact", "start": "2024-12-01", "child": "a"},
        {"agency": "la", "kind": "contact", "start": "2024-01-01", "child": "b"},
        {"agency": "la", "kind": "contact", "start": "2024-04-01", "child": "b"},
    )
    assert found(gaps(events)) == [("e1", "e2", 90)]


def days_nobody_recorded(rows):
    """Slow and obvious: every day from first to last, and whether any event may touch it."""
    touched = set()
    for row in rows:
        for edge in ("start", "end"):
            if row[f"{edge}_earliest"] is not None:
                day, last = (row[f"{edge}_{end}"].astimezone(LONDON).date() for end in ("earliest", "latest"))
                while day <= last:
                    touched.add(day)
                    day += timedelta(days=1)
    day, runs, run = min(touched), [], 0
    while day <= max(touched):
        if day in touched:
            runs.append(run)
            run = 0
        else:
            run += 1
        day += timedelta(days=1)
    return sorted(length for length in runs if length >= 20)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.dates(min_value=date(2024, 1, 1), max_value=date(2024, 12, 31)),
            st.sampled_from([10, 10, 7]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_gaps_are_the_days_one_would_find_by_looking_at_each(told, story):
    events = told(*[("la", "contact", day.isoformat()[:length]) for day, length in story])
    assert sorted(gaps(events, at_least_days=20)["days"]) == days_nobody_recorded(events.to_dicts())


def test_silence_before_the_lists_begin_is_the_lists_own(told):
    events = told(("la", "school_enrolment", "2021-09-01"), ("la", "contact", "2024-02-01"), ("la", "contact", "2024-04-20"))
    assert found(gaps(events, since=date(2024, 1, 1))) == [("e1", "e2", 78)]
    assert found(gaps(events, since=date(2023, 10, 1)))[0] == ("e0", "e1", 123)
