"""Which texts are the same, which are none, and in which order they are drawn."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.topics.texts import distinct, drawn_order, is_no_answer, key, parts


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Too  long!", "too long"),
        ("“Too long…”", "too long"),
        ("I’ve waited", "i've waited"),
        ("snake_case", "snake case"),
        ("Äpfel 12", "äpfel 12"),
        ("  ? ? ", "??"),
        ("", ""),
    ],
)
def test_key(text: str, same: str) -> None:
    assert key(text) == same


@pytest.mark.parametrize("text", ["", "  ", "…", "N/A", "n.a.", "Did not answer", "NO COMMENT.", "-", "Prefer not to say"])
def test_no_answer(text: str) -> None:
    assert is_no_answer(text)


@pytest.mark.parametrize("text", ["Nothing", "no", "None needed", "Nothing to improve", "n/a for me, but my son waited", "7"])
def test_an_answer_however_short(text: str) -> None:
    assert not is_no_answer(text)


def test_texts_that_differ_in_signs_are_one_and_keep_their_places() -> None:
    once = distinct(["Too long!", "", "cold food", "too LONG", "n/a"], seed=3)
    assert len(once.texts) == 2
    assert once.place[0] == once.place[3] != once.place[2]
    assert once.place[1] is None
    assert once.place[4] is None
    assert once.keys[once.place[2]] == "cold food"


def test_the_draw_can_be_redone_by_hand() -> None:
    keys = ["a", "b", "c", "d"]
    by_hand = sorted(keys, key=lambda each: hashlib.sha256(f"7|{each}".encode()).hexdigest())
    assert drawn_order(keys, 7) == by_hand


@given(st.lists(st.text(max_size=12), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(texts: list[str], drawn: random.Random) -> None:
    other = list(texts)
    drawn.shuffle(other)
    assert distinct(texts, 1).texts == distinct(other, 1).texts


@given(st.lists(st.text("abc ", max_size=5), max_size=20), st.lists(st.text("abc ", max_size=5), max_size=20))
def test_more_texts_leave_the_others_in_their_order(texts: list[str], more: list[str]) -> None:
    before = distinct(texts, 1).keys
    assert tuple(each for each in distinct(texts + more, 1).keys if each in before) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The food was cold. Nowhere to park!", ["The food was cold", " Nowhere to park"]),
        ("I liked the staff, but the wait was long", ["I liked the staff", "the wait was long"]),
        ("It took 1.5 hours to come", []),
        ("Cold food. Sad.", []),
        ("", []),
    ],
)
def test_parts(text: str, said: list[str]) -> None:
    assert parts(text) == said
