"""Places shared level by level: what each part is due, how that becomes whole places, and each child's chance."""

import hashlib
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.draws import made_cohorts, many_draws
from joinedup.cases.core.draw import SampleError, draw_sample, replace_child
from joinedup.cases.core.sharing import (
    EQUAL,
    LARGEST_REMAINDER,
    NOT_KNOWN,
    PROPORTIONAL,
    chances,
    share_out,
    start_of,
)

names = st.sampled_from(["a", "b", "c", NOT_KNOWN])
trees = st.dictionaries(st.tuples(names, names), st.integers(1, 12), min_size=1, max_size=10)
halves = st.fractions(0, 1).filter(lambda start: start < 1)


def level(cells, depth):
    return [cell for cell in cells if len(cell.path) == depth]


@given(trees, st.integers(0, 60), st.sampled_from([EQUAL, PROPORTIONAL]), halves)
def test_every_place_is_given_and_nobody_gets_more_than_a_place_beyond_its_share(strata, size, share, start):
    cells = share_out(strata, size, share, lambda path: start)
    for depth in (1, 2):
        assert sum(cell.places for cell in level(cells, depth)) == min(size, sum(strata.values()))
    for cell in cells:
        assert abs(cell.places - cell.share) < 1
        assert 0 <= cell.places <= cell.children


@given(trees, st.integers(0, 60), st.sampled_from([EQUAL, PROPORTIONAL]))
def test_over_all_starts_each_part_gets_exactly_its_share(strata, size, share):
    """The average over every start in [0, 1), exactly: between two fractional parts of the sums nothing changes."""
    first = level(share_out(strata, size, share, lambda path: Fraction(0)), 1)
    edges = sorted({Fraction(0), Fraction(1), *(cell.counted % 1 for cell in first)})
    mean = defaultdict(Fraction)
    for low, high in pairwise(edges):
        middle = (low + high) / 2
        for cell in level(share_out(strata, size, share, lambda path, at=middle: at), 1):
            mean[cell.path] += (high - low) * cell.places
    assert {path: due for path, due in mean.items() if due} == {cell.path: cell.share for cell in first if cell.share}


@given(trees, st.integers(0, 60), st.sampled_from([EQUAL, PROPORTIONAL]), halves)
def test_below_the_first_level_shares_are_in_proportion_to_children(strata, size, share, start):
    cells = share_out(strata, size, share, lambda path: start)
    above = {cell.path: cell for cell in level(cells, 1)}
    for cell in level(cells, 2):
        node = above[cell.parent]
        assert cell.share == Fraction(node.places * cell.children, node.children)


@pytest.mark.parametrize(
    ("children", "size", "due"),
    [
        ({"a": 50, "b": 40, "c": 30, "d": 20}, 32, [8, 8, 8, 8]),
        ({"a": 50, "b": 40, "c": 30, "d": 2}, 32, [10, 10, 10, 2]),  # what d cannot use goes to the others, equally
        ({"a": 50, "b": 9, "c": 9, "d": 2}, 32, [12, 9, 9, 2]),  # and once more
        ({"a": 5, "b": 4}, 32, [5, 4]),
        ({"a": 30, "b": 30, NOT_KNOWN: 20}, 32, [12, 12, 8]),  # in proportion, before the rest is shared equally
    ],
)
def test_equal_shares_are_capped_by_what_a_stratum_holds_and_shared_out_again(children, size, due):
    cells = share_out({(name,): many for name, many in children.items()}, size, EQUAL, lambda path: Fraction(0))
    assert {cell.path[0]: cell.share for cell in cells} == dict(zip(children, due, strict=True))


def test_a_small_stratum_has_its_chance():
    strata = {("many",): 199, ("one",): 1}
    drawn = [share_out(strata, 10, PROPORTIONAL, lambda path, at=Fraction(n, 20): at)[1].places for n in range(20)]
    assert sum(drawn) == 1


def test_the_chance_of_each_child_is_its_first_levels_share_over_its_children():
    strata = {("a", "x"): 3, ("a", "y"): 5, ("b", "x"): 2}
    cells = share_out(strata, 4, EQUAL, lambda path: Fraction(1, 3))
    assert chances(cells) == {("a", "x"): Fraction(2, 8), ("a", "y"): Fraction(2, 8), ("b", "x"): 1}


def test_a_start_is_read_off_the_hash():
    digits = hashlib.sha256("7|ff|Early help · Police".encode()).hexdigest()[:13]
    assert start_of("7", "ff", ("Early help", "Police")) == Fraction(int(digits, 16), 16**13)
    assert start_of("7", "ff", ()) == Fraction(int(hashlib.sha256(b"7|ff|").hexdigest()[:13], 16), 16**13)


@pytest.mark.parametrize("name", ["proportional", "equal", "nested"])
def test_in_a_thousand_draws_each_child_and_each_stratum_is_drawn_as_often_as_designed(name):
    """Chi-squared over children and over strata; seeds are fixed, and the rule used before is found out by the same test."""
    cohort = made_cohorts()[name]
    drawn = many_draws(cohort, range(1, 1001))
    assert drawn.over_children > 0.01
    assert drawn.over_strata > 0.01
    assert abs(drawn.rarest_off) < 3
    before = many_draws(cohort, range(1, 301), LARGEST_REMAINDER)
    assert before.over_children < 1e-6


def test_the_same_seed_draws_the_same_children():
    for one in made_cohorts().values():
        again = draw_sample(one.frame.reverse(), "11", one.size, one.strata, sharing=one.sharing)
        assert draw_sample(one.frame, "11", one.size, one.strata, sharing=one.sharing) == again


def test_a_replaced_child_is_followed_within_the_narrowest_stratum_that_has_another():
    """The order: the same decision, referrer and week; the same decision and referrer; the same decision; anyone."""
    strata = ["A · Police · W1"] * 2 + ["A · Police · W2"] * 2 + ["A · School · W1"] * 2 + ["B · School · W1"] * 2
    frame = pl.DataFrame({"child_id": [f"c{n}" for n in range(8)], "stratum": strata})
    sample = draw_sample(frame, "5", 1, ("decision", "source", "week"))
    [first] = sample.sampled
    stratum, seen = dict(frame.iter_rows()), []
    for _ in range(7):
        sample = replace_child(sample, sample.sampled[0], "moved")
        seen.append(stratum[sample.sampled[0]])
    own = stratum[first].split(" · ")
    shared = [sum(a == b for a, b in zip(own, one.split(" · "), strict=True)) for one in seen]
    assert len(set(sample.ever_sampled)) == 8
    assert Counter(seen)[stratum[first]] == 1
    assert shared[0] == 3
    with pytest.raises(SampleError, match="none to take instead"):
        replace_child(sample, sample.sampled[0], "moved")


def test_a_stratum_that_does_not_name_every_level_is_refused():
    frame = pl.DataFrame({"child_id": ["a", "b"], "stratum": ["x · y", "x"]})
    with pytest.raises(SampleError, match="a value for each level"):
        draw_sample(frame, "1", 1, ("decision", "source"))
