"""Links to evidence go with their words, or break; they never come to stand on other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.spans import NEAR, Carried, Span, carry_over, laid_on, uncovered, whole_of

BEFORE = "Children are seen quickly. Police tell social workers the same day. Health visitors are not told."
WORDS = "Police tell social workers the same day."


def span_on(text, words):
    return laid_on("s", text, text.index(words), text.index(words) + len(words))


def carried(after, before=BEFORE, words=WORDS):
    (move,) = carry_over(before, after, [span_on(before, words)])
    return move


@pytest.mark.parametrize(
    ("after", "how"),
    [
        (BEFORE, Carried.KEPT),
        (BEFORE + " Schools are.", Carried.KEPT),
        ("Most children are seen quickly. Police tell social workers the same day. Health visitors are not.", Carried.MOVED),
        ("Police tell social workers the same day. Children are seen quickly.", Carried.MOVED),
        (BEFORE.replace("same day", "next day"), Carried.BROKEN),
        (BEFORE.replace("day. H", "day, H"), Carried.BROKEN),  # a changed stop is a changed sentence
        (BEFORE.replace("Police", "Most police").replace("Police", "police"), Carried.BROKEN),
        ("Children are seen quickly.", Carried.BROKEN),
        ("", Carried.BROKEN),
    ],
)
def test_what_becomes_of_a_span(after, how):
    move = carried(after)
    assert move.how == how
    if how != Carried.BROKEN:
        assert after[move.span.start : move.span.end] == WORDS
    assert move.span.quote == WORDS


def test_words_within_another_word_are_other_words():
    assert carried("Children feel unsafe.", "Children feel safe.", "safe").how == Carried.BROKEN
    assert carried("Children feel safer.", "Children feel safe", "safe").how == Carried.BROKEN


def test_words_that_stand_twice_are_told_apart_by_what_is_untouched_around_them():
    before = "Yes. Children say so. Yes."
    first = Span("s", 0, 4, "Yes.")
    last = Span("s", 22, 26, "Yes.")
    grown = "Yes. Children and parents say so. Yes."
    assert [(move.how, move.span.start) for move in carry_over(before, grown, [first, last])] == [
        (Carried.KEPT, 0),
        (Carried.MOVED, 34),
    ]
    both = "Indeed. Yes. Children say. Yes. Always."
    assert [move.how for move in carry_over(before, both, [first, last])] == [Carried.BROKEN, Carried.BROKEN]


def test_words_found_far_away_are_not_followed():
    filler = "Much is said here. " * (NEAR // 10)
    assert carried(filler + WORDS, WORDS + " End.", WORDS).how == Carried.BROKEN


def test_a_whole_passage_stays_whole_and_a_broken_span_stays_broken():
    moves = carry_over(BEFORE, "Other words.", [whole_of("w", BEFORE), Span("b", 0, 4, "Gone", broken=True)])
    assert [(move.span.whole, move.span.end, move.how) for move in moves] == [
        (True, len("Other words."), Carried.KEPT),
        (False, 4, Carried.BROKEN),
    ]
    assert carry_over("", "Gone again", [Span("b", 0, 4, "Gone", broken=True)])[0].span.broken


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 99), (8, 9)])
def test_a_span_stands_on_words(start, end):
    with pytest.raises(ValueError, match="words of its passage"):
        laid_on("s", "Children are seen.", start, end)


def test_sentences_nothing_holds_up_are_told():
    assert uncovered(BEFORE, []) == []
    assert uncovered(BEFORE, [whole_of("w", BEFORE)]) == []
    assert uncovered(BEFORE, [span_on(BEFORE, WORDS)]) == ["Children are seen quickly.", "Health visitors are not told."]
    assert uncovered(WORDS, [span_on(WORDS, "Police tell social workers")]) == [WORDS]
    assert uncovered(WORDS, [span_on(WORDS, WORDS[:-1])]) == []  # the stop needs no evidence
    assert uncovered(WORDS, [Span("s", 0, len(WORDS), WORDS, broken=True)]) == [WORDS]


SENTENCES = st.lists(st.sampled_from(["Yes.", "Children say so.", "Police know.", "No."]), min_size=1, max_size=6)


@given(SENTENCES, SENTENCES, st.data())
def test_a_span_that_is_not_broken_stands_on_its_own_words(one, other, data):
    before, after = " ".join(one), " ".join(other)
    place = data.draw(st.integers(0, len(one) - 1))
    start = len(" ".join(one[:place])) + (1 if place else 0)
    span = laid_on("s", before, start, start + len(one[place]))
    (move,) = carry_over(before, after, [span])
    count = other.count(one[place])  # the slow way to say how often it stands there: sentence by sentence
    if move.how == Carried.BROKEN:
        assert count != 1
        assert before != after
    else:
        assert after[move.span.start : move.span.end] == one[place]
        assert (move.how == Carried.KEPT) == (move.span.start == start)
        assert count >= 1
    if before == after:
        assert move.how == Carried.KEPT
