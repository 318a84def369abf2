import hashlib
from collections import Counter

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.draw import SampleError, draw_sample, frame_hash, replace_child
from joinedup.cases.core.sharing import LARGEST_REMAINDER

CHILDREN = [hashlib.sha256(str(n).encode()).hexdigest()[:16] for n in range(60)]


def frame(*strata):
    """A cohort with so many children per stratum, named a, b, c …"""
    labels = [chr(97 + n) for n, size in enumerate(strata) for _ in range(size)]
    return pl.DataFrame(
        {"child_id": CHILDREN[: len(labels)], "stratum": labels}, schema={"child_id": pl.String, "stratum": pl.String}
    )


def test_anyone_can_redo_it_in_a_spreadsheet():
    children = ["b1", "a2", "c3", "d4"]
    hashed = hashlib.sha256(b"a2\nb1\nc3\nd4").hexdigest()
    keys = {child: hashlib.sha256(f"42|{hashed}|{child}".encode()).hexdigest() for child in children}
    sample = draw_sample(pl.DataFrame({"child_id": children, "stratum": ["all"] * 4}), "42", 2)
    assert sample.frame_hash == frame_hash(reversed(children)) == hashed
    assert list(sample.sampled) == sorted(children, key=keys.get)[:2]


def test_the_order_of_the_rows_does_not_matter_but_seed_and_cohort_do():
    cohort = frame(20, 20)
    assert draw_sample(cohort.reverse(), "1", 10) == draw_sample(cohort, "1", 10)
    assert draw_sample(cohort, "2", 10).sampled != draw_sample(cohort, "1", 10).sampled
    assert draw_sample(frame(20, 21), "1", 10).frame_hash != draw_sample(cohort, "1", 10).frame_hash


@pytest.mark.parametrize(
    ("strata", "size", "places"),
    [
        ((30, 20, 10), 6, [3, 2, 1]),
        ((30, 20, 10), 7, [4, 2, 1]),  # 3.5, 2.33, 1.17: the place left goes to .5
        ((10, 10, 10), 4, [2, 1, 1]),  # equal remainders: by name
        ((1, 30), 3, [0, 3]),
        ((5,), 9, [5]),
        ((), 3, []),
    ],
)
def test_samples_drawn_before_nested_sharing_are_shared_as_they_were(strata, size, places):
    sample = draw_sample(frame(*strata), "s", size, sharing=LARGEST_REMAINDER)
    assert [quota.places for quota in sample.quotas] == places
    drawn = Counter(next(d.stratum for d in sample.order if d.child_id == child) for child in sample.sampled)
    assert [drawn[quota.stratum] for quota in sample.quotas] == places


def test_a_sample_drawn_before_is_drawn_again_as_it_was():
    """What the version before nested sharing drew and took instead, child by child."""
    sample = draw_sample(frame(30, 20, 9, 1), "before", 7, sharing=LARGEST_REMAINDER)
    assert [CHILDREN.index(child) for child in sample.sampled] == [35, 4, 21, 39, 14, 27, 57]
    for place in (0, 3, 5):
        sample = replace_child(sample, sample.sampled[place], "moved")
    assert [CHILDREN.index(entry.by_child) for entry in sample.replaced] == [49, 11, 51]
    assert "largest remainders (then the larger stratum, then by name)" in sample.method


@given(st.lists(st.integers(1, 15), min_size=1, max_size=4), st.integers(0, 60))
def test_quotas_add_up_and_stay_within_one_of_their_share(strata, size):
    sample = draw_sample(frame(*strata), "s", size)
    wanted = min(size, sum(strata))
    assert len(sample.sampled) == sum(quota.places for quota in sample.quotas) == wanted
    for quota in sample.quotas:
        assert abs(quota.places - wanted * quota.children / sum(strata)) < 1
        assert quota.places <= quota.children


def test_each_child_is_as_likely_as_its_stratum_says():
    """300 draws of 10 of 40: chi-squared over the children, with 38 degrees of freedom (two strata fixed)."""
    draws = 300
    seen = Counter(child for n in range(draws) for child in draw_sample(frame(30, 10), str(n), 8).sampled)
    expected = draws * 8 / 40
    chi_squared = sum((seen[child] - expected) ** 2 / (expected * (1 - 0.2)) for child in CHILDREN[:40])
    assert chi_squared < 70.7  # 99.9 % of such draws lie below


def test_a_replaced_child_is_followed_by_the_next_of_its_stratum():
    sample = draw_sample(frame(10, 10), "s", 6)
    child = sample.sampled[0]
    stratum = next(d.stratum for d in sample.order if d.child_id == child)
    after = replace_child(sample, child, " moved away ", by="A. Inspector")
    [entry] = after.replaced
    unused = [d.child_id for d in sample.order if d.stratum == stratum and d.child_id not in sample.sampled]
    assert (entry.child_id, entry.by_child, entry.reason, entry.by) == (child, unused[0], "moved away", "A. Inspector")
    assert set(after.sampled) == set(sample.sampled) - {child} | {unused[0]}
    assert unused[0] not in (again := replace_child(after, unused[0], "no consent")).sampled
    assert child not in again.sampled


def test_where_a_stratum_has_no_more_the_whole_cohort_follows():
    sample = draw_sample(frame(1, 5), "s", 6)
    with pytest.raises(SampleError, match="none to take instead"):
        replace_child(sample, sample.sampled[0], "moved")
    smaller = draw_sample(frame(10, 1), "t", 10)
    lone = CHILDREN[10]
    if lone in smaller.sampled:
        assert replace_child(smaller, lone, "moved").replaced[0].by_child in CHILDREN[:10]


@pytest.mark.parametrize(("child", "reason", "said"), [("x", "moved", "not in the sample"), (None, "  ", "Say why")])
def test_replacements_that_cannot_be(child, reason, said):
    sample = draw_sample(frame(5), "s", 2)
    with pytest.raises(SampleError, match=said):
        replace_child(sample, child or sample.sampled[0], reason)


def test_a_cohort_with_a_child_twice_is_refused():
    with pytest.raises(SampleError, match="twice"):
        draw_sample(pl.concat([frame(3), frame(3)]), "s", 2)
    with pytest.raises(SampleError, match="cannot be drawn"):
        draw_sample(frame(3), "s", -1)


def test_the_draw_is_told_in_plain_values():
    told = draw_sample(frame(6, 4), "s", 5, ("sex",)).as_json()
    assert list(told) == ["frame_hash", "seed", "method", "strata", "sharing", "shares", "quotas", "sampled", "replaced"]
    assert told["quotas"] == [{"stratum": "a", "children": 6, "places": 3}, {"stratum": "b", "children": 4, "places": 2}]
    assert told["shares"][0] == {"part": "a", "of": "", "children": 6, "share": 3.0, "counted": 3.0, "places": 3} | {
        "start": told["shares"][1]["start"]
    }


def test_every_child_ever_sampled_stands_in_the_order_of_the_draw_and_those_taken_instead_after():
    sample = draw_sample(frame(10, 10), "s", 6)
    assert sample.ever_sampled == sample.sampled
    once = replace_child(sample, sample.sampled[2], "moved")
    twice = replace_child(once, once.replaced[0].by_child, "no consent")
    assert twice.ever_sampled == (*sample.sampled, *(entry.by_child for entry in twice.replaced))
