"""What the score may not decide alone: each rule of the guard, on scored pairs made by hand."""

import math
from typing import Any

import polars as pl
import pytest

from joinedup.linkage.core import guard
from joinedup.linkage.core.settings import LinkSettings


def judged(
    probability: float,
    left: dict[str, Any],
    right: dict[str, Any],
    *,
    given: int = 7,
    birth: int = 6,
    unique: str = "",
    families: bool = True,
) -> tuple[str, str]:
    """The verdict and reason of one pair of records of "la" and "police" unless said otherwise."""
    base = {"agency": "la", "given": "ann", "known": None}
    frame = pl.DataFrame(
        [{"idx": 0} | base | left, {"idx": 1} | base | {"agency": "police"} | right],
        schema={"idx": pl.Int32, "agency": pl.String, "given": pl.String, "known": pl.String},
    )
    weight = math.log2(probability / (1 - probability))
    row = {"idx_l": 0, "idx_r": 1, "weight": weight, "level_given": given, "level_birth": birth}
    scored = pl.DataFrame([row], schema_overrides={"idx_l": pl.Int32, "idx_r": pl.Int32})
    found = guard.judge(scored, frame, LinkSettings(unique_ids=frozenset({unique} - {""})), families=families)
    assert found.height == 1
    return found["verdict"][0], found["reason"][0]


def test_a_good_pair_joins() -> None:
    assert judged(0.9, {}, {}) == (guard.JOIN, "")


def test_a_doubtful_pair_is_left_below() -> None:
    assert judged(0.3, {}, {}) == (guard.BELOW, "")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("nhs:1", "nhs:2", (guard.REJECT, guard.KNOWN_IDS_DIFFER)),
        ("nhs:1", "nhs:1", (guard.JOIN, "")),
        ("nhs:1", "upn:2", (guard.JOIN, "")),
        ("nhs:1", None, (guard.JOIN, "")),
    ],
)
def test_known_ids(left: str | None, right: str | None, expected: tuple[str, str]) -> None:
    assert judged(0.99, {"known": left}, {"known": right}) == expected


def test_known_ids_that_differ_reject_however_sure_the_score() -> None:
    assert judged(0.999999, {"known": "nhs:1"}, {"known": "nhs:2"})[0] == guard.REJECT


@pytest.mark.parametrize(
    ("probability", "unique", "expected"),
    [
        (0.7, "", (guard.REVIEW, guard.SAME_AGENCY)),
        (0.9, "", (guard.JOIN, "")),
        (0.99, "la", (guard.REJECT, guard.DECLARED_UNIQUE)),
        (0.99, "police", (guard.JOIN, "")),
    ],
)
def test_two_ids_of_one_agency(probability: float, unique: str, expected: tuple[str, str]) -> None:
    assert judged(probability, {}, {"agency": "la"}, unique=unique) == expected


def test_two_ids_of_one_agency_with_one_nhs_number_join() -> None:
    assert judged(0.7, {"known": "nhs:1"}, {"agency": "la", "known": "nhs:1"}) == (guard.JOIN, "")


def test_different_forenames_are_looked_at() -> None:
    assert judged(0.99, {}, {}, given=0) == (guard.REVIEW, guard.FORENAMES_DIFFER)


def test_different_forenames_under_one_nhs_number_join() -> None:
    assert judged(0.99, {"known": "nhs:1"}, {"known": "nhs:1"}, given=0) == (guard.JOIN, "")


def test_different_birth_dates_are_looked_at() -> None:
    assert judged(0.99, {}, {}, birth=0) == (guard.REVIEW, guard.BIRTHS_DIFFER)


@pytest.mark.parametrize(
    ("left", "right", "verdict"), [(None, "ann", guard.ATTACH), ("ann", None, guard.ATTACH), (None, None, guard.JOIN)]
)
def test_a_record_without_a_forename_is_attached_not_joined(left: str | None, right: str | None, verdict: str) -> None:
    assert judged(0.99, {"given": left}, {"given": right}, given=-1)[0] == verdict


def test_pairs_too_weak_for_review_are_dropped() -> None:
    frame = pl.DataFrame(
        {"idx": [0, 1], "agency": ["a", "b"], "given": ["x", "y"], "known": [None, None]},
        schema_overrides={"idx": pl.Int32, "known": pl.String},
    )
    weak = pl.DataFrame(
        {"idx_l": [0], "idx_r": [1], "weight": [-9.0], "level_given": [0], "level_birth": [0]},
        schema_overrides={"idx_l": pl.Int32, "idx_r": pl.Int32},
    )
    assert guard.judge(weak, frame, LinkSettings()).is_empty()


@pytest.mark.parametrize("wrong", [{"threshold": 0.05}, {"same_agency": 0.4}, {"review_from": 0.0}, {"same_agency": 1.0}])
def test_thresholds_must_rise(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        LinkSettings(**wrong)


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (({}, {}, {"given": 0}), (guard.JOIN, "")),
        (({}, {}, {"birth": 0}), (guard.JOIN, "")),
        (({"given": None}, {}, {}), (guard.JOIN, "")),
        (({"known": "nhs:1"}, {"known": "nhs:2"}, {}), (guard.REJECT, guard.KNOWN_IDS_DIFFER)),
        (({}, {"agency": "la"}, {"unique": "la"}), (guard.REJECT, guard.DECLARED_UNIQUE)),
    ],
)
def test_without_families_names_and_births_leave_the_score_to_decide_and_ids_do_not(
    pair: tuple[dict[str, Any], dict[str, Any], dict[str, Any]], expected: tuple[str, str]
) -> None:
    left, right, more = pair
    assert judged(0.99, left, right, families=False, **more) == expected
