from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.noted import Held, Noted, without_note

MONDAY, TUESDAY = date(2022, 10, 17), date(2022, 10, 18)
NINE = Held("nine", MONDAY, 540, 600, "staff", "police")


@pytest.mark.parametrize(
    ("note", "left"),
    [
        (Noted(MONDAY, "staff", "police", minute=540), []),
        (Noted(MONDAY, "staff", "police", minute=599), []),
        (Noted(MONDAY, "staff", "police", minute=600), ["nine"]),  # as it ended
        (Noted(MONDAY, "staff", "police", minute=539), ["nine"]),
        (Noted(MONDAY, "staff", "police"), []),  # the note gives the day alone
        (Noted(TUESDAY, "staff", "police"), ["nine"]),
        (Noted(MONDAY, "leaders", "police"), ["nine"]),
        (Noted(MONDAY, "staff", "health"), ["nine"]),
    ],
)
def test_a_note_comes_from_a_slot_of_its_day_kind_sector_and_hour(note, left):
    assert without_note([NINE], [note]) == left


def test_a_slot_about_a_child_needs_a_note_about_that_child():
    slot = Held("s", MONDAY, 540, 600, "staff", "", "child")
    assert without_note([slot], [Noted(MONDAY, "staff", "health", "child")]) == []
    assert without_note([slot], [Noted(MONDAY, "staff", "health", "another")]) == ["s"]


SLOTS = st.lists(
    st.builds(
        Held,
        st.uuids(),
        st.sampled_from([MONDAY, TUESDAY]),
        st.sampled_from([540, 600]),
        st.sampled_from([620, 700]),
        st.sampled_from(["staff", "leaders"]),
        st.sampled_from(["", "police", "health"]),
        st.sampled_from([None, "a", "b"]),
    ),
    max_size=6,
)
NOTES = st.lists(
    st.builds(
        Noted,
        st.sampled_from([MONDAY, TUESDAY]),
        st.sampled_from(["staff", "leaders"]),
        st.sampled_from(["police", "health"]),
        st.sampled_from([None, "a", "b"]),
        st.none() | st.integers(500, 720),
    ),
    max_size=6,
)


@given(SLOTS, NOTES)
def test_a_further_note_never_leaves_more_without_one_and_none_leaves_all(slots, notes):
    assert without_note(slots, []) == [slot.id for slot in slots]
    assert set(without_note(slots, notes)) <= set(without_note(slots, notes[:-1]))


@given(SLOTS)
def test_a_note_begun_from_a_slot_comes_from_it(slots):
    notes = [Noted(slot.day, slot.source, slot.sector or "police", slot.child, slot.begins) for slot in slots]
    assert without_note(slots, notes) == []
