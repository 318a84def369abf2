"""Words and meaning joined, narrowed by facets and counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from joinedup.library.core.search.by_meaning import LEAST, MOST, ByMeaning
from joinedup.library.core.search.entry import By, Count, How
from joinedup.library.core.search.index import Index
from joinedup.library.core.search.joining import joined
from tests.unit.library.search.conftest import ENTRIES, entry, meaning_of


def test_meaning_finds_what_no_word_does(index, ids):
    assert ids(index, "missing", how=How.WORDS) == ["b"]
    assert ids(index, "absent") == ["b", "c"]
    assert ids(index, "missing") == ["b", "c"]
    assert [hit.by for hit in index.search("missing").hits] == [By.BOTH, By.MEANING]


def test_by_meaning_alone_leaves_words_out(index, ids):
    assert ids(index, "neglect", how=How.MEANING) == []
    assert ids(index, "neglect") == ["e"]


def test_without_vectors_every_search_is_by_words(words_only, ids):
    for how in How:
        assert ids(words_only, "missing", how=how) == ["b"]


def test_a_phrase_and_a_minus_bind_meaning_too(index, ids):
    assert ids(index, "absent -runaways") == ["b"]
    assert ids(index, '"return interviews" missing') == ["c"]


def test_a_finding_without_a_vector_is_counted_as_missing(index):
    assert index.by_meaning.missing == 1


def test_facets_narrow_and_are_counted_as_if_their_own_were_open(words_only, ids):
    assert ids(words_only, "", {"area": ["Northam"], "kind": ["improve"]}) == ["a", "e"]
    facets = words_only.search("", {"area": ["Northam"], "kind": ["improve"]}).facets
    assert facets["kind"] == (Count("improve", 2), Count("strength", 1))
    assert facets["area"] == (Count("Northam", 2), Count("Eastley", 1))
    assert facets["agency"] == (Count("health", 1),)


def test_several_values_of_one_facet_widen_it(words_only, ids):
    assert ids(words_only, "", {"kind": ["improve", "strength"]}) == ["a", "b", "c", "d", "e"]
    assert ids(words_only, "", {"kind": []}) == ["a", "b", "c", "d", "e"]


def test_a_value_nobody_has_stays_in_sight_at_nought(words_only, ids):
    assert ids(words_only, "mash", {"area": ["Southport"]}) == []
    assert Count("Southport", 0) in words_only.search("mash", {"area": ["Southport"]}).facets["area"]
    assert ids(words_only, "", {"colour": ["red"]}) == []


def test_all_words_are_counted_among_what_is_found(words_only):
    assert words_only.search("mash training").all_words == 1
    assert words_only.search("mash training", {"kind": ["strength"]}).all_words == 0


def test_snippets_by_id(words_only):
    hits = words_only.search("mash").hits
    assert {key: [p.text for p in pieces if p.marked] for key, pieces in words_only.snippets("mash", hits).items()} == {
        "d": ["multi-agency safeguarding hub", "MASH"],
        "e": ["MASH"],
    }


def test_nothing_indexed_finds_nothing():
    assert Index(()).search("police").hits == ()
    assert Index((), ByMeaning([], meaning_of)).search("missing").hits == ()


def test_meaning_keeps_to_what_is_near_and_to_so_many():
    near, far = np.array([1, 0], dtype=np.float32), np.array([LEAST - 0.01, 0.95], dtype=np.float32)
    meaning = ByMeaning([far, *[near] * (MOST + 5)], lambda typed: near)
    assert meaning.ranked("anything") == list(range(1, MOST + 1))
    assert meaning.ranked("anything", {0, 3}) == [3]
    assert meaning.ranked("") == []


@given(st.lists(st.permutations(range(6)), min_size=1, max_size=3))
def test_joined_rankings_hold_each_place_once_by_its_ranks(rankings):
    both = joined(*rankings)
    assert sorted(both) == list(range(6))
    totals = [sum(1 / (61 + ranking.index(place)) for ranking in rankings) for place in both]
    assert totals == sorted(totals, reverse=True)


def test_what_two_rankings_share_comes_before_what_one_has():
    assert joined([1, 2, 3], [4, 2]) == [2, 1, 4, 3]


def test_the_order_of_the_index_is_that_of_a_search_without_words():
    assert [hit.id for hit in Index(tuple(reversed(ENTRIES))).search("").hits] == ["e", "d", "c", "b", "a"]
    assert Index((entry("x", "One"),)).search("").hits[0].by is By.FACETS
