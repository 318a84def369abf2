"""Which pairs are looked at, against an obvious second way of finding them."""

import random
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import Any

import polars as pl
import pytest

from joinedup.linkage.core.blocking import HOUSEHOLD_KEYS, KEYS, LARGEST_BLOCK, LOOSE_KEYS, Key, candidate_pairs
from joinedup.linkage.core.comparables import comparables

Make = Callable[..., dict[str, Any]]
Frame = Callable[[list[dict[str, Any]]], pl.DataFrame]


@pytest.fixture
def found(record: Make, frame_of: Frame) -> Callable[..., bool]:
    """Whether two records, each (given, family, born, more), are looked at together."""

    def look(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        rows = [
            record(agency, "1", *each[:3], **(each[3] if len(each) > 3 else {})) for agency, each in (("la", one), ("nhs", other))
        ]
        return candidate_pairs(comparables(frame_of(rows))).rows() == [(0, 1)]

    return look


HOME = {"address": "4 High Rd", "postcode": "LS1 2AB"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Ann", "Lee", "2015-03-04"), id="the same"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Anne", "Kaur", "2015-03-04"), id="other surname, forename misspelt"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Lee", "Ann", "2015-03-04"), id="names exchanged"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Lee", "Ann", "2015-04-03"), id="names exchanged, day and month too"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Ann", "Lee", "2016-03-04"), id="year misread"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Ann", "Lee", None), id="birth date missing"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Ann", "Shah-Lee", None), id="half a surname, birth date missing"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Ann", "Lee", "2014-01-01"), id="estimated"),
        pytest.param(("Ann", "Lee", "2015-03-04"), ("Unborn", "Lee", "2015-02-27"), id="expected"),
        pytest.param(("Ann", "Lee", "2015-03-04", HOME), ("Mary", "Kaur", "2011-09-09", HOME), id="one home"),
        pytest.param(("Ann", "Lee", "2015-03-04", {"nhs": "1"}), ("Bea", "Kaur", "2011-09-09", {"nhs": "1"}), id="one NHS number"),
    ],
)
def test_pairs_worth_looking_at_are_found(found: Callable[..., bool], one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert found(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ann", "Lee", "2015-03-04"), ("Bea", "Kaur", "2011-09-09")),
        (("Ann", "Lee", "2015-03-04"), ("Ann", "Kaur", "2011-09-09")),
        ((None, None, None), (None, None, None)),
    ],
)
def test_strangers_are_not(found: Callable[..., bool], one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert not found(one, other)


def test_crowds_are_left_out_but_smaller_blocks_stay(record: Make, frame_of: Frame) -> None:
    crowd = [record("la", f"{number:04}", "Ann", "Lee", None) for number in range(LARGEST_BLOCK + 1)]
    assert candidate_pairs(comparables(frame_of(crowd))).is_empty()
    assert candidate_pairs(comparables(frame_of(crowd[:-1]))).height == LARGEST_BLOCK * (LARGEST_BLOCK - 1) // 2


def test_a_loose_key_passes_over_smaller_crowds(record: Make, frame_of: Frame) -> None:
    key = Key("birth date", (pl.col("dob_text"),), most=3)
    of_one_day = [comparables(frame_of([record("la", f"{n}", "Ann", "Lee", "2015-03-04") for n in range(size)])) for size in (3, 4)]
    assert [candidate_pairs(frame, (key,)).height for frame in of_one_day] == [3, 0]


def roots(key: Key) -> set[str]:
    return {name for part in key.parts for name in part.meta.root_names()}


def obvious(frame: pl.DataFrame, key: Key) -> set[tuple[int, int]]:
    """The pairs of a key, from each record's values as texts."""
    holders: dict[str, dict[int, bool]] = defaultdict(dict)
    long = frame.explode("family_words") if "family_words" in roots(key) else frame
    texts = long.select("idx", pl.concat_str(key.parts, separator="|"), pl.lit(True) if key.only is None else key.only)
    for idx, text, only in texts.filter(pl.nth(1).is_not_null()).iter_rows():
        holders[text][idx] = only
    blocks = [block for block in holders.values() if len(block) <= key.most]
    return {pair for block in blocks for pair in combinations(sorted(block), 2) if any(block[each] for each in pair)}


@pytest.mark.parametrize("seed", range(4))
def test_pairs_are_those_found_the_obvious_way(record: Make, frame_of: Frame, seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        record(
            "la",
            f"{number:03}",
            chance.choice(["Ann", "Anna", "Bo", "Lee", None]),
            chance.choice(["Lee", "Leeson", "Kaur-Lee", "Ann", None]),
            chance.choice(["2015-03-04", "2015-03-05", "2016-03-04", "2015-01-01", None]),
            postcode=chance.choice(["LS1 2AB", "LS1 2AC", None]),
            address=chance.choice(["4 High Road", "9 Low Road", None]),
            nhs=chance.choice(["1", "2", None, None, None]),
        )
        for number in range(60)
    ]
    frame = comparables(frame_of(rows))
    keys = tuple(
        key for key in (*KEYS, *LOOSE_KEYS) if "month" not in {name for part in key.parts for name in part.meta.root_names()}
    )
    assert len(keys) == len(KEYS) + len(LOOSE_KEYS) - 1
    for key in keys:
        assert set(candidate_pairs(frame, (key,)).rows()) == obvious(frame, key), key.name
    assert candidate_pairs(frame, keys).rows() == sorted(set().union(*(obvious(frame, key) for key in keys)))


def test_each_pair_once_sorted(record: Make, frame_of: Frame) -> None:
    rows = [record("la", str(number), "Ann", "Lee", "2015-03-04", **HOME) for number in range(5)]
    assert candidate_pairs(comparables(frame_of(rows))).rows() == list(combinations(range(5), 2))


def test_household_key_joins_its_addresses(record: Make, frame_of: Frame) -> None:
    frame = comparables(frame_of([record("la", str(number), "Ann", "Lee", None) for number in range(3)]))
    housed = frame.with_columns(household=pl.Series([7, None, 7], dtype=pl.Int64))
    assert candidate_pairs(housed, HOUSEHOLD_KEYS).rows() == [(0, 2)]


def test_keys_have_names_of_their_own() -> None:
    assert len({key.name for key in KEYS}) == len(KEYS)
