"""What somebody types, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.library.core.search.sought import read, tokens_of


def test_words_phrases_and_what_is_left_out_are_told_apart():
    sought = read('police “strategy discussion” -custody −"own home" safe')
    assert sought.words == (("police",), ("safe",))
    assert sought.phrases == (("strategy", "discussion"),)
    assert sought.without == (("custody",), ("own", "home"))
    assert sought.typed == "police strategy discussion safe"


def test_a_hyphen_within_a_word_leaves_nothing_out():
    assert read("multi-agency working").words == (("multi", "agency"), ("working",))
    assert not read("multi-agency").without


def test_joining_words_are_left_out_unless_alone():
    assert read("the voice of the child").words == (("voice",), ("child",))
    assert read("of the").words == (("of",), ("the",))


def test_a_quotation_left_open_runs_to_the_end():
    assert read('police "strategy discussion').phrases == (("strategy", "discussion"),)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_owners_s_is_no_word(apostrophe):
    assert tokens_of(f"children{apostrophe}s plans") == ("children", "plans")


def test_other_names_are_added_both_ways():
    assert ("multi", "agency", "safeguarding", "hub") in read("MASH").alike
    assert ("mash",) in read("multi-agency safeguarding hub").alike
    assert ("mash",) in read('"multi-agency safeguarding hub"').alike
    assert read("MASH multi-agency safeguarding hub").alike == ()
    assert read("police").alike == ()


@pytest.mark.parametrize("typed", ["", "  ", '""', "-", '-"', "!?", "-police", '-"police station"'])
def test_nothing_to_look_for_is_nothing(typed):
    assert not read(typed)


@given(st.text())
def test_whatever_is_typed_is_read(typed):
    sought = read(typed)
    for tokens in (*sought.words, *sought.phrases, *sought.without):
        assert tokens
        assert all(token.isalnum() and token == token.lower() for token in tokens) or any(ord(char) > 127 for char in typed)
