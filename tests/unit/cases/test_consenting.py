"""Whether consent stood on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.consenting import Course, Happened

MARCH = [date(2026, 3, day) for day in range(1, 8)]


def course(*entries):
    return Course(tuple(Happened(to, MARCH[day], tuple(purposes)) for to, day, *purposes in entries))


ASKED, GIVEN, WITHDRAWN = ("asked", 0), ("given", 2, "meet"), ("withdrawn", 4)


@pytest.mark.parametrize(
    ("entries", "day", "stood"),
    [
        ([], 1, False),
        ([ASKED], 1, False),
        ([ASKED, GIVEN], 1, False),  # the day before
        ([ASKED, GIVEN], 2, True),  # the same day
        ([ASKED, GIVEN], 6, True),
        ([ASKED, GIVEN, WITHDRAWN], 4, True),  # until then
        ([ASKED, GIVEN, WITHDRAWN], 5, False),
        ([ASKED, ("refused", 1)], 3, False),
        ([ASKED, ("refused", 1), GIVEN], 3, True),
        ([ASKED, ("given", 2, "quote")], 3, False),  # for something else
        ([ASKED, GIVEN, ("given", 3, "quote")], 3, True),  # narrowed that day
        ([ASKED, GIVEN, ("given", 3, "quote")], 4, False),
    ],
)
def test_consent_stands_from_the_day_it_is_given_to_the_day_it_is_withdrawn(entries, day, stood):
    assert course(*entries).stood_on(MARCH[day], "meet") is stood


@given(
    st.lists(st.tuples(st.sampled_from(["asked", "given", "refused", "withdrawn"]), st.integers(0, 6)), max_size=8),
    st.integers(0, 6),
)
def test_it_equals_walking_through_the_days(entries, day):
    entries = sorted(entries, key=lambda entry: entry[1])
    state, seen = "", set()
    for today in range(day + 1):
        seen = {state}
        for to, on in entries:
            if on == today:
                state = to
                seen.add(to)
    assert course(*((to, on, "meet") for to, on in entries)).stood_on(MARCH[day], "meet") is ("given" in seen)


@pytest.mark.parametrize(
    ("entries", "dropped"),
    [
        ([], set()),
        ([("refused", 1)], set()),
        ([GIVEN], set()),
        ([GIVEN, WITHDRAWN], {"meet"}),
        ([GIVEN, WITHDRAWN, ("given", 5, "meet")], set()),
        ([GIVEN, WITHDRAWN, ("refused", 5)], {"meet"}),
        ([("given", 2, "meet", "quote"), ("given", 3, "meet")], {"quote"}),
        ([GIVEN, ("given", 3, "meet", "quote")], set()),
    ],
)
def test_what_was_consented_to_once_and_is_no_more_was_dropped(entries, dropped):
    assert course(*entries).dropped == dropped
