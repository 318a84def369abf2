"""The sample beside its cohort: what chance brings, worked out again by drawing every sample there is."""

from collections import Counter
from itertools import combinations, product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.balance import Aspect, beside_cohort, chance_range, column, ethnic_group, known_to
from joinedup.cases.core.draw import draw_sample
from joinedup.cases.core.sharing import LARGEST_REMAINDER

strata = st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n)))


@given(st.lists(strata, min_size=1, max_size=3))
def test_the_range_holds_in_at_least_95_of_100_of_all_the_samples_there_are(several):
    """The oracle draws every possible sample of each stratum and counts."""
    ways = [
        Counter(sum(child < having for child in some) for some in combinations(range(n), places)) for n, having, places in several
    ]
    every = Counter()
    for chosen in product(*(way.items() for way in ways)):
        many = 1
        for _, one in chosen:
            many *= one
        every[sum(got for got, _ in chosen)] += many
    low, high = chance_range(several)
    total = every.total()
    assert sum(many for got, many in every.items() if got < low) <= 0.025 * total
    assert sum(many for got, many in every.items() if got > high) <= 0.025 * total
    assert sum(many for got, many in every.items() if got <= low) > 0.025 * total
    assert sum(many for got, many in every.items() if got >= high) > 0.025 * total


FRAME = pl.DataFrame(
    {
        "child_id": [f"c{n:02}" for n in range(40)],
        "stratum": ["A"] * 30 + ["B"] * 10,
        "sex": (["female"] * 20 + ["male"] * 19 + [None]),
        "records": [[f"council:{n}"] + ([f"force:{n}"] if n % 2 else []) for n in range(40)],
    }
)


def test_each_value_is_told_with_cohort_expectation_and_sample():
    sample = draw_sample(FRAME, "3", 8)
    [sexes] = beside_cohort(sample, [Aspect("sex", "Sex", column(FRAME, "sex", {"female": "Girls"}))])
    assert [(row.value, row.cohort) for row in sexes.rows] == [("Girls", 20), ("male", 19), ("not known", 1)]
    assert sum(row.sampled for row in sexes.rows) == 8
    assert sexes.rows[0].expected == 6 * 20 / 30
    assert sum(row.expected for row in sexes.rows) == pytest.approx(8)
    assert not sexes.settled


def test_what_the_strata_settle_leaves_nothing_to_chance():
    for sharing in ("proportional", "equal", LARGEST_REMAINDER):
        sample = draw_sample(FRAME, "3", 8, sharing=sharing)
        [strata] = beside_cohort(sample, [Aspect("stratum", "Stratum", column(FRAME, "stratum", {}))])
        assert strata.settled
        assert strata.outside == ()


def test_a_child_known_to_two_agencies_counts_for_both():
    sample = draw_sample(FRAME, "3", 8)
    [agencies] = beside_cohort(
        sample, [Aspect("agencies", "Agencies", known_to(FRAME, {"force": "Police"}))], ["c01"], ["c00", "c01"]
    )
    council, police = agencies.rows
    assert (council.value, council.cohort, council.shortlisted, council.tracked) == ("council", 40, 1, 2)
    assert (police.value, police.cohort, police.shortlisted, police.tracked) == ("Police", 20, 1, 1)
    assert (council.low, council.high) == (8, 8)


def test_a_number_chance_seldom_brings_is_marked():
    ids = sorted(FRAME["child_id"])
    sample = draw_sample(FRAME, "3", 8)
    values = {child: ("drawn",) if child in sample.sampled else ("other",) for child in ids}
    [beside] = beside_cohort(sample, [Aspect("x", "X", values)])
    assert {row.value for row in beside.outside} == {"drawn", "other"}


@pytest.mark.parametrize(
    ("code", "group"), [("WBRI", "White"), ("MOTH", "Mixed"), ("NOBT", "not known"), ("a word of its own", "a word of its own")]
)
def test_codes_of_ethnicity_are_shown_as_groups(code, group):
    assert ethnic_group(code) == group
