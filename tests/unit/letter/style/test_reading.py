"""Reading age, long sentences, and the sentences and words beneath them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.style.reading import ENOUGH_WORDS, LONG_SENTENCE, long_sentences, reading_age, syllables
from joinedup.letter.core.style.text import opening, sentences, words

SPOKEN = {
    1: "child homes placed need used use care change risk health the",
    2: "children table houses police being needed people little social timely carers going changes because practice partners",
    3: "visited agency inspection safeguarding area assessment recognised quality family idea previous various violence services",
    4: "vulnerable exploitation experience situation information authority criteria emotional",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, told in SPOKEN.items() for word in told.split()])
def test_syllables(count: int, word: str) -> None:
    assert syllables(word) == count


def test_a_compound_has_the_syllables_of_its_parts_and_a_possessive_no_more() -> None:
    assert syllables("well-being") == 3
    assert syllables("child’s") == 1


PLAIN = (
    "The cat sat on the mat. The dog ran to the door. The child saw the dog and the cat."
    " They all went home to have their tea with us."
)
HARD = (
    "Multi-agency operational arrangements for the identification of vulnerability necessitate considerably more systematic"
    " evaluation of organisational accountability, notwithstanding the considerable contributions of professionals individually"
    " and collectively responsible for implementation of the partnership’s overarching safeguarding strategies in the area."
)


def test_plain_words_are_read_younger_than_long_ones() -> None:
    plain, hard = reading_age(PLAIN), reading_age(HARD)
    assert plain is not None
    assert hard is not None
    assert plain < 10 < 23 < hard


def test_the_formula_by_hand() -> None:
    """30 words of one syllable in three sentences: 0.39 · 10 + 11.8 · 1 − 15.59 + 5."""
    text = " ".join(["The dog ran to the door and sat down there."] * 3)
    assert len(words(text)) == ENOUGH_WORDS
    assert reading_age(text) == round(0.39 * 10 + 11.8 - 15.59 + 5, 1)


def test_a_few_words_have_no_reading_age() -> None:
    assert reading_age("How well partners share information.") is None


def test_a_sentence_is_long_beyond_the_bound_only() -> None:
    kept = " ".join(["word"] * LONG_SENTENCE) + "."
    long = "Long " + kept
    assert long_sentences(kept) == []
    assert long_sentences(f"{kept.capitalize()} {long}") == [(long, LONG_SENTENCE + 1)]


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    age = reading_age(text)
    assert age is None or len(words(text)) >= ENOUGH_WORDS
    assert sum(len(words(one)) for one in sentences(text)) == len(words(text))
    assert all(count > LONG_SENTENCE for _, count in long_sentences(text))


def test_an_opening_is_shortened_only_where_more_follows() -> None:
    assert opening("One two three", 3) == "One two three"
    assert opening("One two three four", 3) == "One two three…"
