"""Moving what lies ahead in a calendar: nothing past moves, nothing lands in the days lost, order is kept."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.method.calendar import KeyDay, add_working_days, is_working_day, key_dates, working_days_between
from joinedup.method.loader import load_framework
from joinedup.method.moving import days_lost, moved, moved_beyond, not_lost_yet

FRAMEWORK = load_framework("jtai-2022-front-door")
NOTIFIED = date(2026, 2, 3)  # a Tuesday
_days = st.dates(date(2016, 1, 1), date(2026, 6, 1))


def _by_step(days):
    return {day.step: day for day in days}


def test_days_lost_counts_from_the_first_day_up_to_the_day_the_work_goes_on():
    assert days_lost(date(2026, 2, 4), date(2026, 2, 9)) == 3  # Wednesday, Thursday, Friday
    assert days_lost(date(2026, 2, 7), date(2026, 2, 9)) == 0  # a weekend
    assert days_lost(date(2026, 4, 2), date(2026, 4, 8)) == 2  # Easter: Thursday and the Tuesday after
    assert days_lost(date(2026, 2, 9), date(2026, 2, 4)) == 0


def test_a_deferral_before_fieldwork_moves_fieldwork_to_its_monday_and_all_that_is_counted_from_it():
    before = _by_step(key_dates(FRAMEWORK, NOTIFIED))
    after = _by_step(moved(FRAMEWORK, list(before.values()), date(2026, 2, 10), date(2026, 2, 13)))  # three days lost
    assert before["fieldwork"] == replace(after["fieldwork"], first=date(2026, 2, 16), last=date(2026, 2, 20))
    assert (after["fieldwork"].first, after["fieldwork"].last) == (date(2026, 2, 23), date(2026, 2, 27))
    assert after["feedback"].first == date(2026, 2, 27)
    assert after["draft"].first == before["draft"].first + timedelta(days=7)
    assert after["lists"] == before["lists"]


def test_a_pause_within_fieldwork_lengthens_it_and_puts_off_the_feedback():
    before = _by_step(key_dates(FRAMEWORK, NOTIFIED))
    after = _by_step(moved(FRAMEWORK, list(before.values()), date(2026, 2, 18), date(2026, 2, 25)))  # Wednesday to Wednesday
    assert (after["fieldwork"].first, after["fieldwork"].last) == (date(2026, 2, 16), date(2026, 2, 27))
    assert after["feedback"].first == date(2026, 2, 27)
    assert working_days_between(after["feedback"].first, after["draft"].first) == 15


def test_a_day_that_did_not_stand_where_it_is_counted_keeps_its_distance():
    days = [
        replace(day, first=date(2026, 3, 2)) if day.step == "feedback" else day for day in key_dates(FRAMEWORK, NOTIFIED)
    ]  # held a week late by agreement
    after = _by_step(moved(FRAMEWORK, days, date(2026, 2, 10), date(2026, 2, 13)))
    assert after["feedback"].first == date(2026, 3, 5)


def test_a_step_the_framework_does_not_know_moves_too():
    after = moved(FRAMEWORK, [KeyDay("own", "Our own", date(2026, 2, 16))], date(2026, 2, 10), date(2026, 2, 13))
    assert after == [KeyDay("own", "Our own", date(2026, 2, 19))]


@settings(max_examples=60, deadline=None)
@given(notified=_days, begins_after=st.integers(0, 60), lasts=st.integers(0, 40))
def test_properties(notified, begins_after, lasts):
    begins = notified + timedelta(days=begins_after)
    goes_on = begins + timedelta(days=lasts)
    before = key_dates(FRAMEWORK, notified)
    after = moved(FRAMEWORK, before, begins, goes_on)
    lost = days_lost(begins, goes_on)
    assert [day.step for day in after] == [day.step for day in before]
    for old, new in zip(before, after, strict=True):
        assert new.first >= old.first
        if (old.last or old.first) < begins or not lost:
            assert new == old
        elif old.first >= begins:
            assert new.first >= goes_on or not is_working_day(goes_on)
            assert working_days_between(old.first, new.first) >= lost - 1  # a day nobody works counts as the next worked one
            if old.last is not None:
                assert working_days_between(new.first, new.last) == working_days_between(old.first, old.last)
        else:
            assert working_days_between(old.last, new.last) == lost


_times = st.tuples(st.dates(date(2026, 2, 3), date(2026, 3, 20)), st.integers(1, 20)).map(
    lambda one: (one[0], one[0] + timedelta(one[1]))
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_times, max_size=3), _times)
def test_what_is_lost_already_is_never_lost_again_and_nothing_lands_in_it(lost, gap):
    parts = not_lost_yet(*gap, lost)
    day_of = [gap[0] + timedelta(days=n) for n in range((gap[1] - gap[0]).days)]
    free = [day for day in day_of if not any(first <= day < end for first, end in lost)]  # day by day, slowly
    assert [day for first, end in parts for day in day_of if first <= day < end] == free
    before = key_dates(FRAMEWORK, NOTIFIED)
    assert moved_beyond(FRAMEWORK, before, gap, [gap, *lost]) == list(before)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 6), st.integers(1, 6), st.integers(1, 6))
def test_two_times_that_adjoin_move_a_step_as_one_would_in_either_order(begins, first, second):
    """A step of its own, which no weekday holds."""
    a = add_working_days(NOTIFIED, begins)
    b = add_working_days(a, first)
    c = add_working_days(b, second)
    for offset in range(12):
        days = [KeyDay("own", "Our own", add_working_days(NOTIFIED, offset))]
        whole = moved(FRAMEWORK, days, a, c)
        onward = moved_beyond(FRAMEWORK, moved(FRAMEWORK, days, a, b), (b, c), [(a, b)])
        back = moved_beyond(FRAMEWORK, moved(FRAMEWORK, days, b, c), (a, b), [(b, c)])
        overlapping = moved_beyond(FRAMEWORK, moved(FRAMEWORK, days, a, b), (a, c), [(a, b)])
        assert whole == onward == back == overlapping
