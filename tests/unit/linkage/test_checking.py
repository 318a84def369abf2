"""Which pairs are drawn to be checked, and what is counted of them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.checking import DRAWN, Stratum, draw, drawable, looked_at, strata, to_look_at
from joinedup.linkage.core.intervals import wilson
from joinedup.linkage.core.settings import LinkSettings
from joinedup.records.shape import PAIR

MEMBERS = pl.DataFrame({"record_id": list("abcdef"), "child_id": ["1", "1", "2", "2", "2", "3"]})


def pairs_of(rows: list[tuple[str, str, float, str]], reason: str = "") -> pl.DataFrame:
    full = [(one, other, 0.0, chance, outcome, reason) for one, other, chance, outcome in rows]
    return pl.DataFrame(full, schema=PAIR, orient="row")


def test_joined_pairs_stand_for_themselves_and_doubtful_ones_for_all_they_would_join() -> None:
    rows = [("a", "b", 0.95, "joined"), ("a", "c", 0.2, "review"), ("b", "d", 0.6, "review"), ("a", "f", 0.3, "rejected"),
            ("c", "d", 0.3, "joined"), ("d", "e", 0.7, "review")]  # fmt: skip
    found = drawable(pairs_of(rows), MEMBERS)
    assert found.select("record_id_l", "record_id_r", "outcome", "band", "value").rows() == [
        ("a", "b", "joined", 0.9, 1),
        ("b", "d", "review", 0.5, 6),
        ("c", "d", "joined", 0.0, 1),
    ]
    assert drawable(pairs_of(rows, "a person said they are one"), MEMBERS).is_empty()
    assert strata(found) == [Stratum("joined", 0.0, 1, 1), Stratum("joined", 0.9, 1, 1), Stratum("review", 0.5, 1, 6)]


MANY = pairs_of([(f"{number:03}", "x", 0.3 + 0.65 * (number % 2), "joined") for number in range(60)])
ALONE = pl.DataFrame({"record_id": [*(f"{number:03}" for number in range(60)), "x"], "child_id": ["1"] * 61})


@given(st.integers(0, 50), st.integers(0, 9))
def test_each_band_gives_as_many_as_asked_and_nobody_can_choose_them(each: int, seed: int) -> None:
    every = drawable(MANY, ALONE)
    drawn = draw(every, seed=seed, each=each)
    assert drawn.schema == pl.Schema(DRAWN)
    assert drawn.group_by("band").len()["len"].to_list() == [min(each, 30)] * (2 if each else 0)
    assert draw(every.reverse(), seed=seed, each=each).equals(drawn)
    assert draw(every, seed=seed, each=each + 5).filter(pl.col("place") < each).equals(drawn)


def test_another_seed_draws_other_pairs() -> None:
    every = drawable(MANY, ALONE)
    assert not draw(every, seed=1, each=10).equals(draw(every, seed=2, each=10))


def test_whoever_stops_has_looked_at_every_band_alike() -> None:
    begun = draw(drawable(MANY, ALONE), seed=0, each=10).head(8)
    assert sorted(begun["band"].to_list()) == [0.0] * 4 + [0.9] * 4


def test_people_look_at_what_is_doubtful_decided_or_drawn() -> None:
    doubtful, joined = [("a", "c", 0.2, "review")], [("a", "b", 0.95, "joined")]
    decided = pairs_of([("b", "f", 0.4, "rejected")], "a person said they are two")
    found = pl.concat([pairs_of([*doubtful, *joined]), decided, pairs_of([("c", "f", 0.4, "rejected")], "different known ids")])
    ends = to_look_at(found, MEMBERS, LinkSettings()).select("record_id_l", "record_id_r").rows()
    assert ends == [("a", "b"), ("a", "c"), ("b", "f")]
    assert to_look_at(found, MEMBERS, LinkSettings(check_each=0)).height == 2


def test_what_was_said_is_counted_by_band_and_what_could_not_be_told_apart() -> None:
    drawn = pl.DataFrame(
        [("a", "c", 0.2, "review", 0.0, 6, 0), ("a", "d", 0.2, "review", 0.0, 2, 1), ("a", "e", 0.1, "review", 0.0, 1, 2),
         ("b", "c", 0.1, "review", 0.0, 4, 3), ("a", "b", 0.9, "joined", 0.9, 1, 0)],
        schema=DRAWN, orient="row",
    )  # fmt: skip
    said = {("a", "c"): "accept", ("a", "d"): "refuse", ("a", "e"): "cannot_tell", ("x", "y"): "accept"}
    review, joined = looked_at([Stratum("review", 0.0, 50, 90), Stratum("joined", 0.9, 9, 9)], drawn, said)
    assert (review.same, review.different, review.untold) == (1, 1, 1)
    assert (review.same_value, review.value, review.squares) == (6.0, 8.0, 40.0)
    assert review.share == wilson(1, 2)
    assert joined.share.share is None


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_newcombe(hits: int, of: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3."""
    found = wilson(hits, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(0, 400), st.integers(0, 400))
def test_an_interval_holds_its_share(hits: int, more: int) -> None:
    found = wilson(hits, hits + more)
    if hits + more == 0:
        assert (found.share, found.low, found.high) == (None, None, None)
    else:
        assert 0 <= found.low <= found.share <= found.high <= 1


def test_more_than_all_is_no_share() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)
