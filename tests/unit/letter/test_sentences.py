"""Where sentences begin and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.sentences import sentence_places


def said(text):
    return [text[start:end] for start, end in sentence_places(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("  ", []),
        ("Children are seen.", ["Children are seen."]),
        ("Children are seen. They are heard.", ["Children are seen.", "They are heard."]),
        ("“We were asked.” Children said so.", ["“We were asked.”", "Children said so."]),
        ("Is it safe? “Yes,” children say! 16 said no.", ["Is it safe?", "“Yes,” children say!", "16 said no."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("Visits (e.g. Monday) are kept. St. Mary’s helps.", ["Visits (e.g. Monday) are kept.", "St. Mary’s helps."]),
        ("It took 2.5 days. then more.", ["It took 2.5 days. then more."]),
        ("No stop at the end", ["No stop at the end"]),
    ],
)
def test_sentences_are_told_apart(text, sentences):
    assert said(text) == sentences


@given(st.text(alphabet="Ab .!?\n”2", max_size=60))
def test_nothing_but_space_is_left_out_and_nothing_stands_twice(text):
    assert "".join("".join(said(text)).split()) == "".join(text.split())
    places = sentence_places(text)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(places))
