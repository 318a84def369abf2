"""The difference between two wordings, and one proposed from several."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.wording import GONE, NEW, SAME, Piece, difference, differences, joined, joined_all

TEXTS = st.text(st.sampled_from("ab .\n"), max_size=60)
SENTENCES = st.lists(st.sampled_from(["She told. ", "He knew. ", "They met. ", "No one asked. ", "It was late. "]), max_size=6)


def words(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_back_from_the_difference(before, after):
    pieces = difference(before, after)
    assert words(pieces, SAME, GONE) == before
    assert words(pieces, SAME, NEW) == after
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_what_is_alike_has_no_difference(text):
    assert words(difference(text, text), GONE, NEW) == ""


def test_one_word_changed_is_one_word_shown():
    assert difference("She went missing twice in May.", "She went missing three times in May.") == (
        Piece(SAME, "She went missing "),
        Piece(GONE, "twice"),
        Piece(NEW, "three times"),
        Piece(SAME, " in May."),
    )


def test_a_single_word_alike_between_changes_is_told_with_them():
    pieces = difference("one two three", "eins two drei")
    assert pieces == (Piece(GONE, "one two three"), Piece(NEW, "eins two drei"))


def test_only_fields_that_differ_are_told():
    before, after = {"choice": "yes", "words": "A", "old": "x"}, {"choice": "yes", "words": "B"}
    assert differences(before, after) == {"words": (Piece(GONE, "A"), Piece(NEW, "B")), "old": (Piece(GONE, "x"),)}


@pytest.mark.parametrize(
    ("start", "first", "second", "expected"),
    [
        ("", "", "", ""),
        ("A. B.", "A. B.", "A. C.", "A. C."),
        ("A. B. C.", "A1. B. C.", "A. B. C1.", "A1. B. C1."),
        ("A. B. C.", "A. C.", "A. B. C. D.", "A. C. D."),
        ("A. ", "A. Hers.", "A. His.", "A. Hers.\nHis."),
        ("", "Hers.", "His.", "Hers.\nHis."),
        ("", "Same.", "Same.", "Same."),
        (
            "“Leave.” He did. Then she rang.",
            "“Leave.” He did. Nobody rang.",
            "“Go.” He did. Then she rang.",
            "“Go.” He did. Nobody rang.",
        ),
        ("A. B.", "A1. B.", "A. B1.", "A1. B.\nA. B1."),  # places that touch: both
    ],
)
def test_a_proposal_takes_each_ones_change(start, first, second, expected):
    assert joined(start, first, second) == expected


def test_any_number_are_joined_one_after_the_other():
    assert joined_all("A. ", ["A. B.", "A. C.", "A. D."]) == "A. B.\nC.\nD."
    assert joined_all("A. ", []) == ""
    assert joined_all("A. ", ["B. "]) == "B. "


@given(SENTENCES, SENTENCES, SENTENCES)
def test_whatever_either_wrote_anew_is_in_the_proposal(start, first, second):
    found = joined(*("".join(sentences) for sentences in (start, first, second)))
    for sentence in {*first, *second} - {*start}:
        assert sentence in found


@given(TEXTS, TEXTS, TEXTS)
def test_no_word_written_anew_is_lost_from_any_text(start, first, second):
    found = joined(start, first, second).split()
    assert {*first.split(), *second.split()} - {*start.split()} <= {*found}


@given(TEXTS, TEXTS)
def test_where_one_changed_nothing_the_others_wording_is_proposed(start, changed):
    assert joined(start, start, changed) == joined(start, changed, start) == changed


@given(TEXTS)
def test_every_character_belongs_to_a_sentence(text):
    assert re.sub(r"\s", "", joined(text, text, text)) == re.sub(r"\s", "", text)
    assert joined(text, text, text) == text
