"""Precision and recall as estimated from a few checked pairs, against the truth of made-up lists."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from joinedup.linkage.core.checking import Looked, Stratum, draw, drawable, looked_at, strata
from joinedup.linkage.core.quality import measure
from joinedup.linkage.core.recall import FEWEST, WHOLE, Recapture, enough, estimated, recapture
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import LinkSettings
from joinedup.training.scale import people_lists
from tests.unit.linkage.made import records_of

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_estimates_hold_the_truth(seed: int) -> None:
    """A person who is always right checks what was drawn; nothing else of the truth is used."""
    records, person = records_of(people_lists(5000, seed=seed, as_of=date(2026, 11, 1)))
    settings = LinkSettings()
    result = link(records, settings=settings)
    open_to_draw = drawable(result.pairs, result.memberships)
    drawn = draw(open_to_draw, seed=seed, each=settings.check_each)
    ends = drawn.select("record_id_l", "record_id_r").iter_rows()
    said = {(one, other): "accept" if person[one] == person[other] else "refuse" for one, other in ends}
    bands = looked_at(strata(open_to_draw), drawn, said)
    precision, recall = estimated(recapture(records, result.memberships, settings), bands)
    truth = records.select("list", "record_id").with_columns(person_id=pl.col("record_id").replace_strict(person))
    true = measure(result.memberships, truth)
    assert precision.low <= true["precision"] <= precision.high
    assert recall.low <= true["recall"] <= recall.high
    assert recall.high - recall.low < 0.08
    for band in bands:
        inside = open_to_draw.filter((pl.col("outcome") == band.stratum.outcome) & (pl.col("band") == band.stratum.band))
        ends = inside.select("record_id_l", "record_id_r").rows()
        share = sum(person[one] == person[other] for one, other in ends) / len(ends)
        assert band.share.low <= share <= band.share.high, band.stratum


EVEN = dict.fromkeys(("whole", "no place", "bare"), 100)


def a_recapture(lost: int | dict[str, int] = 10, **more: object) -> Recapture:
    each = dict.fromkeys(EVEN, lost) if isinstance(lost, int) else lost
    counts = {"linked": EVEN, "numbered": 320, "kept": 320, "people": 300, "again": EVEN, "asked": dict.fromkeys(EVEN, 0)}
    return Recapture(**(counts | {"lost": each} | more))


def a_band(outcome: str, same: int, different: int, pairs: int = 100) -> Looked:
    told = same + different
    return Looked(Stratum(outcome, 0.0, pairs, pairs), min(pairs, 20), same, different, 0, float(same), float(told), float(told))


def test_what_is_lost_without_numbers_is_lost_where_there_are_none() -> None:
    """Every joined pair right, none doubtful: of 300 linked pairs with no number, ten in a hundred more were never seen."""
    _, recall = estimated(a_recapture(), [a_band("joined", 100, 0)])
    assert recall.value == pytest.approx(620 / (620 + 300 * 0.1))
    assert recall.low < recall.value < recall.high


def test_pairs_left_to_a_person_that_are_one_person_are_missed() -> None:
    _, recall = estimated(a_recapture(lost=0), [a_band("joined", 100, 0), a_band("review", 30, 70)])
    assert recall.value == pytest.approx(620 / (620 + 30))


def test_links_that_were_wrong_lower_precision_and_what_was_found() -> None:
    precision, _ = estimated(a_recapture(), [a_band("joined", 80, 20)])
    assert precision.value == pytest.approx((320 + 300 * 0.8) / 620)


def test_nothing_is_said_before_enough_was_looked_at() -> None:
    assert estimated(a_recapture(), []) == (None, None)
    assert estimated(a_recapture(), [a_band("joined", 4, 0)]) == (None, None)
    precision, recall = estimated(a_recapture(), [a_band("joined", 5, 0), a_band("review", 1, 1)])
    assert precision is not None
    assert recall is None
    assert enough([a_band("joined", 2, 0, pairs=2)])
    assert enough([replace(a_band("joined", 1, 0, pairs=8), drawn=8, untold=7)])
    assert not enough([replace(a_band("joined", 1, 0, pairs=8), drawn=8, untold=6)])


def test_without_numbers_in_common_recall_is_unknown_never_whole() -> None:
    nothing = dict.fromkeys(EVEN, 0)
    _, recall = estimated(a_recapture(people=0, again=nothing, lost=nothing), [a_band("joined", 100, 0)])
    assert recall is None


def test_a_completeness_no_numbered_pair_has_is_taken_as_all_of_them() -> None:
    lost, again = EVEN | {WHOLE: 0}, EVEN | {WHOLE: 0}
    _, recall = estimated(a_recapture(again=again, lost=lost, people=400), [a_band("joined", 100, 0)])
    assert recall.value == pytest.approx(620 / (620 + 300))


def test_lists_are_not_linked_again_for_a_handful_of_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    records, _ = records_of(people_lists(600, seed=5, as_of=date(2026, 11, 1)))
    memberships = link(records).memberships
    few = records.with_columns(
        known_ids=pl.when(pl.int_range(pl.len()) < FEWEST - 1).then("known_ids").otherwise(pl.lit([], dtype=pl.List(pl.String)))
    )
    monkeypatch.setattr("joinedup.linkage.core.recall.link", None)
    found = recapture(few, memberships, LinkSettings())
    assert sum(found.again.values()) == 0
    assert found.found_again.share is None
    assert Recapture(**found.as_json()) == found
