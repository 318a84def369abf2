"""The measure of the search, and the judgements it goes by."""

import pytest

from benchmarks.library_search import judged, made_more, ndcg
from joinedup.library.core.search.entry import Searchable


def test_forty_queries_each_with_a_finding_that_bears_on_it():
    queries = judged()
    assert len(queries) == 40
    for query, grades in queries.items():
        assert set(grades.values()) <= {0, 1, 2}, query
        assert any(grades.values()), query
        assert all(key[0].endswith(".pdf") and int(key[1]) > 0 and key[2] for key in grades), query


def test_ndcg_worked_by_hand():
    assert ndcg([2, 1, 0], [0, 1, 2]) == 1
    # (0 + 1/log2(3) + 3/2) / (3 + 1/log2(3))
    assert ndcg([0, 1, 2], [0, 1, 2]) == pytest.approx((0.63093 + 1.5) / 3.63093, abs=1e-4)
    assert ndcg([0] * 10 + [2], [2]) == 0


def test_findings_are_made_up_to_the_number_and_the_same_again():
    real = [Searchable("a", "One thing. Another thing.", "", {}), Searchable("b", "A third. A fourth.", "", {})]
    made = made_more(real, 10)
    assert len(made) == 10
    assert made[:2] == real
    assert made == made_more(real, 10)
    assert len({each.id for each in made}) == 10
