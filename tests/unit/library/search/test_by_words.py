"""Full text in memory, against a slow reading of the same findings."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.library.core.search.by_words import ByWords, pieces_of
from joinedup.library.core.search.entry import Piece, Searchable
from joinedup.library.core.search.sought import read
from tests.unit.library.search.conftest import ENTRIES

PLAIN = ("zebra", "kettle", "lantern", "harbour", "violin", "walnut")
made = st.lists(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)


def index_of(texts):
    return ByWords([Searchable(str(at), text, "", {}) for at, text in enumerate(texts)])


def holds(text: str, words: list[str]) -> bool:
    """Slow: whether the words stand in a text in this order, next to each other."""
    own = re.findall(r"\w+", text.lower())
    return any(own[at : at + len(words)] == words for at in range(len(own)))


@settings(max_examples=60)
@given(made, st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3, unique=True))
def test_any_word_finds_and_all_words_are_counted(texts, words):
    index, sought = index_of(texts), read(" ".join(words))
    assert set(index.ranked(sought)) == {at for at, text in enumerate(texts) if any(holds(text, [word]) for word in words)}
    assert index.holding_all(sought) == {at for at, text in enumerate(texts) if all(holds(text, [word]) for word in words)}


@settings(max_examples=60)
@given(made, st.lists(st.sampled_from(PLAIN), min_size=2, max_size=2), st.sampled_from(PLAIN), st.sampled_from(PLAIN))
def test_a_phrase_must_stand_and_what_is_left_out_must_not(texts, phrase, word, gone):
    sought = read(f'"{" ".join(phrase)}" {word} -{gone}')
    wanted = {at for at, text in enumerate(texts) if holds(text, phrase) and not holds(text, [gone])}
    index = index_of(texts)
    assert set(index.ranked(sought)) == wanted
    assert index.allowed(sought) == wanted


@settings(max_examples=200)
@given(st.text())
def test_nothing_typed_is_an_instruction(typed):
    index, sought = index_of(["kettle", "NEAR kettle AND harbour"]), read(typed)
    index.ranked(sought)
    index.allowed(sought)
    index.nowhere(sought)
    index.snippets(sought, [0, 1])


@pytest.mark.parametrize("typed", ["discussion", "DISCUSSIONS", "strategies"])
def test_words_are_compared_by_their_stem(typed):
    assert ByWords(ENTRIES).ranked(read(typed)) == [0]


def test_the_rarer_word_and_the_findings_own_words_weigh_more():
    texts = [
        Searchable("0", "kettle", "harbour", {}),
        Searchable("1", "harbour", "kettle", {}),
        Searchable("2", "harbour wall", "", {}),
    ]
    more = [Searchable(str(at), "violin lamp", "", {}) for at in range(3, 9)]
    index = ByWords([*texts, *more])
    assert index.ranked(read("kettle")) == [0, 1]
    assert index.ranked(read("violin kettle"))[:1] == [0]


def test_equals_keep_their_order():
    assert index_of(["kettle one", "violin", "kettle two", "kettle six"]).ranked(read("kettle")) == [0, 2, 3]


def test_another_name_finds_too():
    assert set(ByWords(ENTRIES).ranked(read("multi-agency safeguarding hub"))) >= {3, 4}


def test_words_that_stand_nowhere_are_told():
    assert ByWords(ENTRIES).nowhere(read("police safegaurding of unicorns")) == ("safegaurding", "unicorns")


def test_a_snippet_marks_the_words_and_only_those():
    snippet = ByWords(ENTRIES).snippets(read("discussion"), [0])[0]
    assert [piece.text for piece in snippet if piece.marked] == ["discussions"]
    assert "".join(piece.text for piece in snippet) == ENTRIES[0].text


def test_a_long_finding_is_cut_about_the_word_and_whole_on_its_page():
    text = " ".join([*["lamp"] * 80, "kettle", *["lamp"] * 80])
    index = index_of([text])
    snippet = "".join(piece.text for piece in index.snippets(read("kettle"), [0])[0])
    assert "kettle" in snippet
    assert len(snippet.split()) < 50
    assert "".join(piece.text for piece in index.whole(read("kettle"), 0)) == text


def test_without_a_word_the_beginning_is_shown():
    index = index_of([" ".join(["lamp"] * 80)])
    assert index.snippets(read("kettle"), [0])[0] == (Piece(" ".join(["lamp"] * 40) + "…"),)
    assert index.snippets(read(""), [0])[0][0].text.endswith("…")
    assert index.whole(read("kettle"), 0) == (Piece(" ".join(["lamp"] * 80)),)


def test_a_text_cannot_bring_marks_of_its_own():
    index = index_of(["lamp \x02kettle\x03 violin"])
    assert [piece for piece in index.snippets(read("violin"), [0])[0] if piece.marked] == [Piece("violin", marked=True)]


def test_pieces():
    assert pieces_of("a \x02b\x03 c\x02d\x03") == (Piece("a "), Piece("b", True), Piece(" c"), Piece("d", True))
    assert pieces_of("") == ()


def test_threads_share_an_index():
    index = ByWords(ENTRIES)
    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(lambda _: index.ranked(read("mash")), range(200)))
    assert all(each == found[0] and each for each in found)
