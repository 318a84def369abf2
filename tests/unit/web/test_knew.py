"""The picture of who knew: every child counted once, marks apart for the child and for an adult in its life, words beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.who_knew import Together, together
from joinedup.web.components.knew import KNOWS, NEAR, NOTHING, held_in_words, in_words, picture, shortened

PLACES = {"council": "Council", "police": "Police", "probation": "Probation"}


def way(knowing: str, near: str, children: int) -> Together:
    return Together(frozenset(knowing.split()), frozenset(near.split()), children)


def test_a_line_marks_the_child_the_adult_and_nothing_apart():
    [line] = picture([way("council", "probation", 3)], PLACES).lines
    assert [mark for _, mark in line.marks] == [KNOWS, NOTHING, NEAR]
    assert line.span == (line.marks[0][0], line.marks[2][0])


def test_bars_are_as_long_as_their_counts():
    long, short = picture([way("council", "", 4), way("police", "", 1)], PLACES).lines
    assert short.bar * 4 == long.bar
    assert short.span is None


def test_what_the_picture_has_no_room_for_is_counted_and_said():
    seen = picture([way("council", "", 4), way("police", "", 2), way("probation", "", 1)], PLACES, lines=1)
    assert (len(seen.lines), seen.children, seen.left_out, seen.ways_left_out) == (1, 7, 3, 2)


def test_no_children_make_an_empty_picture():
    seen = picture([], {})
    assert (seen.lines, seen.children) == ((), 0)


def test_a_way_is_said_in_words():
    assert in_words(way("council police", "probation", 1), PLACES) == (
        "Known to Council and Police. An adult in the child’s life known to Probation."
    )
    assert in_words(way("", "", 1), PLACES) == "Known to none of these."


@pytest.mark.parametrize(
    ("records", "adults", "words"),
    [
        (2, 1, "2 records of the child"),
        (0, 1, "No record of the child in the lists; a record of 1 adult in the child’s life"),
        (0, 0, "No record in the lists"),
    ],
)
def test_what_is_held_is_never_said_to_be_not_known(records, adults, words):
    assert held_in_words(records, adults) == words


def test_a_long_name_is_cut_in_the_picture_alone():
    assert shortened("Police") == "Police"
    assert len(shortened("A very long name of an agency indeed")) <= 28


@given(
    st.dictionaries(
        st.text("abc", min_size=1), st.tuples(st.frozensets(st.sampled_from(list(PLACES))), st.just(frozenset())), max_size=12
    )
)
def test_every_child_is_counted_once(sets):
    seen = picture(together(sets), PLACES, lines=3)
    assert sum(line.children for line in seen.lines) + seen.left_out == seen.children == len(sets)
    assert len({line.key for line in seen.lines}) == len(seen.lines)
