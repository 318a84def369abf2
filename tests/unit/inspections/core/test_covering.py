from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from joinedup.inspections.core.covering import WithoutSlot, coverage
from joinedup.inspections.core.timetable import Slot

CRITERIA, SECTORS, CHILDREN = ("fd-1", "fd-2", "dd-1"), ("police", "health"), ("Child 1", "Child 2")
SLOTS = st.builds(
    Slot,
    st.uuids().map(str),
    st.just(date(2016, 2, 22)),
    st.just("morning"),
    st.none(),
    st.none(),
    st.just("read"),
    st.just(frozenset()),
    st.none(),
    st.just(False),
    st.just(frozenset()),
    st.frozensets(st.sampled_from(CRITERIA)),
    st.sampled_from(SECTORS),
    st.none() | st.sampled_from(CHILDREN),
    st.sampled_from(["wanted", "done", "called_off"]),
)


def test_an_empty_week_covers_nothing():
    assert coverage([], CRITERIA, SECTORS, CHILDREN) == WithoutSlot(CRITERIA, SECTORS, CHILDREN)
    assert not coverage([], (), (), ())


@given(st.lists(SLOTS, max_size=6))
def test_nothing_is_missing_that_a_slot_is_about(slots):
    left = coverage(slots, CRITERIA, SECTORS, CHILDREN)
    real = [slot for slot in slots if slot.state != "called_off"]
    for criterion in CRITERIA:
        assert (criterion in left.criteria) == all(criterion not in slot.criteria for slot in real)
    for sector in SECTORS:
        assert (sector in left.sectors) == all(sector != slot.sector for slot in real)
    for child in CHILDREN:
        assert (child in left.children) == all(child != slot.child for slot in real)
