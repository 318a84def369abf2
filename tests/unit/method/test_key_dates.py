"""The calendar of an inspection against a second way of counting it out, over made-up and real frameworks and random days."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from joinedup.method.calendar import WEEKDAYS, is_working_day, key_dates
from joinedup.method.framework import KeyDate
from joinedup.method.loader import framework_ids, load_framework
from tests.unit.method.by_statute import nth_working_day, working_days

DAYS = st.dates(date(2014, 1, 1), date(2032, 12, 31))
REAL = st.sampled_from(framework_ids()).map(load_framework)


@dataclass(frozen=True)
class OnlyCalendar:
    calendar: tuple[KeyDate, ...]


@st.composite
def calendars(draw):
    """Steps counted from notification or from each other, in no order, some lasting, some on a weekday of their own."""
    made = []
    for n in range(draw(st.integers(1, 8))):
        offset, lasts = draw(st.integers(0, 40)), draw(st.none() | st.integers(0, 15))
        after = draw(st.sampled_from(["", *(step.id for step in made)]))
        weekday = draw(st.sampled_from(["", "", *WEEKDAYS]))
        made.append(KeyDate(f"s{n}", f"Step {n}", offset, after, None if lasts is None else offset + lasts, weekday))
    return OnlyCalendar(tuple(draw(st.permutations(made))))


FRAMEWORKS = calendars() | REAL


def slowly(steps, notified_on, moved):
    """Go through the steps again and again, each time settling those whose step before is settled."""
    settled = {"": notified_on}
    while len(settled) <= len(steps):
        for step in steps:
            if step.id in settled or step.after not in settled:
                continue
            day = moved.get(step.id)
            if day is None:
                day = nth_working_day(settled[step.after], step.offset)
                while step.weekday and day.strftime("%A").lower() != step.weekday:
                    day += timedelta(days=1)
                if step.weekday and day not in working_days():
                    day = nth_working_day(day, 1)
            settled[step.id] = day
    last = {step.id: None if step.until is None else nth_working_day(settled[step.id], step.until - step.offset) for step in steps}
    return [(step.id, settled[step.id], last[step.id]) for step in steps]


def plain(days):
    return [(day.step, day.first, day.last) for day in days]


@given(FRAMEWORKS, DAYS)
def test_the_calendar_is_that_of_a_second_way_of_counting(framework, notified_on):
    assert plain(key_dates(framework, notified_on)) == slowly(framework.calendar, notified_on, {})


@given(FRAMEWORKS, DAYS, st.data())
def test_so_it_is_with_moved_steps(framework, notified_on, data):
    steps = st.sampled_from([step.id for step in framework.calendar])
    moved = data.draw(st.dictionaries(steps, DAYS, max_size=3))
    assert plain(key_dates(framework, notified_on, moved)) == slowly(framework.calendar, notified_on, moved)


@given(FRAMEWORKS, DAYS, st.data())
def test_what_is_counted_from_a_moved_step_goes_with_it_and_nothing_else_does(framework, notified_on, data):
    step = data.draw(st.sampled_from(framework.calendar))
    to = data.draw(DAYS)
    before = {day.step: day for day in key_dates(framework, notified_on)}
    after = {day.step: day for day in key_dates(framework, notified_on, {step.id: to})}
    above = {one.id: one.after for one in framework.calendar}

    def hangs_on(one):
        return one == step.id or (one != "" and hangs_on(above[one]))

    assert after[step.id].first == to
    assert all(after[one] == before[one] for one in before if not hangs_on(one))
    # Moved as if notified on that day: everything below keeps its distance from the step it hangs on.
    below = tuple(replace(one, after="" if one.after == step.id else one.after) for one in framework.calendar if one.id != step.id)
    alone = OnlyCalendar(tuple(one for one in below if hangs_on(one.id)))
    assert all(after[day.step] == day for day in key_dates(alone, to))


@given(FRAMEWORKS, DAYS)
def test_moving_a_step_to_where_it_is_changes_nothing(framework, notified_on):
    days = key_dates(framework, notified_on)
    assert key_dates(framework, notified_on, {day.step: day.first for day in days}) == days


@given(FRAMEWORKS, DAYS)
def test_every_day_counted_is_worked(framework, notified_on):
    assume(is_working_day(notified_on))
    for day in key_dates(framework, notified_on):
        assert is_working_day(day.first)
        assert day.last is None or (is_working_day(day.last) and day.last >= day.first)


@given(FRAMEWORKS, DAYS, st.integers(1, 30))
def test_a_later_notification_never_makes_a_step_earlier(framework, notified_on, later):
    early, late = key_dates(framework, notified_on), key_dates(framework, notified_on + timedelta(days=later))
    assert all(one.first <= other.first for one, other in zip(early, late, strict=True))


@given(DAYS, REAL)
def test_fieldwork_begins_on_a_monday_and_never_with_less_notice_than_the_framework_gives(notified_on, framework):
    fieldwork = next(day for day in key_dates(framework, notified_on) if day.step == "fieldwork")
    notice = next(step.offset for step in framework.calendar if step.id == "fieldwork")
    assert fieldwork.first >= nth_working_day(notified_on, notice)
    monday = fieldwork.first.weekday() == 0
    assert monday or not is_working_day(fieldwork.first - timedelta(days=fieldwork.first.weekday()))  # a bank holiday Monday
