"""What each comparison says of a pair adds up to the weight the pair was joined by."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.model import Level, load_model, probability
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import Decided, LinkSettings
from joinedup.linkage.core.waterfall import EVIDENCE, PRIOR, evidence, worth
from joinedup.training.scale import people_lists
from tests.unit.linkage.made import records_of

Make = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    return records_of(people_lists(3000, seed=11, as_of=date(2026, 11, 1)))[0]


@pytest.mark.parametrize("families", [True, False])
def test_the_steps_of_every_pair_add_up_to_its_weight(made: pl.DataFrame, families: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Families moved house, names rare and common, weights the model's own or fitted: nothing of a weight is left unsaid."""
    monkeypatch.setattr("joinedup.linkage.core.running.hold_families", lambda _: families)
    found = link(made, explain=True)
    steps = found.evidence
    assert steps.schema == pl.Schema(EVIDENCE)
    total = steps.group_by("record_id_l", "record_id_r").agg(pl.col("bits").fill_null(0.0).sum() + pl.col("rarity").sum())
    both = found.pairs.join(total, on=["record_id_l", "record_id_r"], how="inner")
    assert both.height == total.height > 100
    assert (both["weight"] - both["bits"]).abs().max() < 1e-5
    assert abs(both["probability"][0] - probability(both["bits"][0])) < 1e-5


def test_a_pair_left_to_a_person_and_one_decided_have_their_steps(record: Make, frame_of: Callable[..., pl.DataFrame]) -> None:
    rows = [record(agency, "1", "Amelia", "Okafor", "2014-05-06", postcode="LS1 2AB") for agency in ("la", "police")]
    rows += [record("health", "1", "Grace", "Okafor", "2014-05-06", postcode="LS1 2AB")]
    said = Decided(different=(("la:1", "police:1"),))
    found = link(frame_of(rows), decided=said, explain=True)
    kept = set(found.evidence.select("record_id_l", "record_id_r").unique().iter_rows())
    assert kept == set(found.pairs.select("record_id_l", "record_id_r").iter_rows())
    names = found.evidence.filter((pl.col("record_id_l") == "health:1") & (pl.col("record_id_r") == "la:1"))
    order = [PRIOR, *(each.name for each in load_model().comparisons)]
    assert names["step"].to_list() == order
    said_of = {step: (level, bits) for step, level, bits in names.select("step", "level", "bits").iter_rows()}
    assert said_of["given"] == ("different", -5.07)
    assert said_of["birth"] == ("same", 6.73)
    assert said_of["known_id"] == ("not comparable", None)


def test_nothing_is_kept_where_nobody_asked(record: Make, frame_of: Callable[..., pl.DataFrame]) -> None:
    assert link(frame_of([record("la", "1", "Leo", "Okafor", "2014-05-06")])).evidence is None


def test_a_pair_that_was_not_scored_has_no_steps(record: Make, frame_of: Callable[..., pl.DataFrame]) -> None:
    frame = frame_of([record("la", number, "Leo", "Okafor", "2014-05-06") for number in ("1", "2")])
    scored = pl.DataFrame(
        schema={"idx_l": pl.Int32, "idx_r": pl.Int32} | {f"level_{c.name}": pl.Int8 for c in load_model().comparisons}
    )
    pairs = pl.DataFrame({"record_id_l": ["la:1"], "record_id_r": ["la:2"]})
    assert comparables(frame).height == 2
    assert evidence(scored, load_model(), frame["record_id"], pairs).is_empty()


@given(st.floats(-14, 14), st.floats(1e-6, 1))
def test_no_level_is_worth_more_than_seeing_it_in_every_pair_of_one_person(weight: float, often: float) -> None:
    bits = worth(Level("same", "else", weight=weight, often=often))
    assert bits <= weight
    assert often * 2.0**bits <= 1 + 1e-9


def test_settings_say_how_much_is_checked() -> None:
    assert (LinkSettings().second_look, LinkSettings().check_each) == (0.1, 20)
