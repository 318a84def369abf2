"""Code words that are proposed: alike for alike ids, never one that is refused."""

import pytest

from joinedup.programme.core.code_words import NoCodeWordLeft, propose


def test_the_same_ids_propose_the_same():
    assert propose("round", "place", lambda _: False) == propose("round", "place", lambda _: False)


def test_different_places_of_a_round_are_called_differently_as_each_is_taken():
    taken: set[str] = set()
    for place in range(200):
        word = propose("round", str(place), taken.__contains__)
        assert word not in taken
        assert len(word.split("-")) == 2
        taken.add(word)


def test_one_that_is_refused_is_passed_over():
    first = propose("round", "place", lambda _: False)
    assert propose("round", "place", lambda word: word == first) != first


def test_where_all_are_refused_it_says_so():
    with pytest.raises(NoCodeWordLeft, match="of your own"):
        propose("round", "place", lambda _: True)
