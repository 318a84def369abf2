"""The diary keeps time: nothing after notification, nothing before birth but what agencies do about an expected child."""

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from joinedup.method.calendar import is_working_day, working_days_between
from joinedup.training.stories.diary import BEFORE_BIRTH, Diary, sayable
from joinedup.training.stories.social_care import safeguarding

ON = date(2026, 9, 15)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 9, 1))
KINDS = ("contact", "referral", "referral_decision", "assessment", "section_47", "strategy_discussion", "icpc", "police_incident")


def diary(seed: int = 1, born: date = date(2015, 1, 1)) -> Diary:
    return Diary(Random(seed), ON, KINDS, {1: born})


def test_what_lies_beyond_notification_has_not_happened_and_an_end_to_come_is_open():
    book = diary()
    book.note(1, "contact", datetime(2026, 9, 16, 9), book.begin())
    book.note(1, "assessment", datetime(2026, 9, 1, 9), book.begin(), datetime(2026, 10, 1))
    assert [(entry.kind, entry.end) for entry in book.entries] == [("assessment", None)]


def test_kinds_no_list_can_carry_are_not_noted():
    book = diary()
    book.note(1, "custody", datetime(2026, 9, 1, 9), book.begin())
    assert book.entries == []


def test_police_meet_a_child_after_birth_and_social_care_some_months_before():
    book = diary(born=date(2026, 12, 1))
    for kind in ("police_incident", "contact"):
        book.note(1, kind, datetime(2026, 9, 1, 9), book.begin())
    book.note(
        1, "contact", datetime.combine(date(2026, 12, 1) - timedelta(days=BEFORE_BIRTH + 1), datetime.min.time()), book.begin()
    )
    assert [entry.kind for entry in book.entries] == ["contact"]


@given(MOMENTS, st.integers(0, 60), st.integers(0, 10), st.integers(0, 2**20))
def test_office_moments_come_later_on_a_working_day_and_so_many_working_days_on(moment, least, more, seed):
    book = diary(seed)
    for found in (book.working(moment, least, least + more), book.later(moment, least, least + more)):
        assert found >= moment
        assert found == moment or (is_working_day(found.date()) and 9 <= found.hour <= 16)
    found = book.working(moment, least, least + more)
    assert least <= working_days_between(moment.date(), found.date()) <= max(least + more, 1)


@given(st.integers(0, 2**20))
def test_a_story_of_concern_runs_forward(seed):
    book = diary(seed)
    safeguarding(book, 1, datetime(2026, 1, 5, 10), 4)
    first = {entry.kind: entry.start for entry in reversed(book.entries)}
    order = ("contact", "referral", "referral_decision", "strategy_discussion", "icpc")
    assert [first[kind] for kind in order] == sorted(first[kind] for kind in order)
    assert all(entry.end is None or entry.end >= entry.start for entry in book.entries)


def test_nobody_is_in_two_spells_of_a_kind_at_once():
    book = Diary(Random(1), ON, ("looked_after",), {1: date(2015, 1, 1)})
    book.note(1, "looked_after", datetime(2026, 1, 5, 9), book.begin(), datetime(2026, 3, 1, 9))
    assert book.free(1, "looked_after", datetime(2026, 5, 1), datetime(2026, 6, 1), 30)
    assert not book.free(1, "looked_after", datetime(2026, 3, 20), datetime(2026, 6, 1), 30)
    assert not book.free(1, "looked_after", datetime(2025, 6, 1), datetime(2026, 1, 1), 30)
    assert book.free(2, "looked_after", datetime(2026, 1, 5), datetime(2026, 6, 1), 30)


def test_midnight_and_the_hour_the_clocks_change_are_written_as_others():
    assert sayable(datetime(2026, 5, 1, 0, 0)) == datetime(2026, 5, 1, 0, 1)
    assert sayable(datetime(2026, 3, 29, 1, 30)) == datetime(2026, 3, 29, 2, 30), "an hour that is not"
    assert sayable(datetime(2026, 10, 25, 1, 30)) == datetime(2026, 10, 25, 2, 30), "an hour that is twice"
    assert sayable(datetime(2026, 10, 18, 1, 30)) == datetime(2026, 10, 18, 1, 30)
