"""Shares, bounds and counts as the quality page says them."""

import pytest

from joinedup.linkage.core.checking import Looked, Stratum
from joinedup.linkage.core.fallout import Group
from joinedup.linkage.core.intervals import Bounded, wilson
from joinedup.linkage.core.reviewing import agreement
from joinedup.linkage.core.thresholds import AtThreshold
from joinedup.web.inspectorate import quality_in_words as words


def band(outcome: str, edge: float, same: int = 0, different: int = 0, untold: int = 0) -> Looked:
    return Looked(Stratum(outcome, edge, 40, 40), 20, same, different, untold, float(same), float(same + different), 0.0)


def test_bands_are_named_by_likeness_the_likeliest_first() -> None:
    found = [band("joined", edge) for edge in (0.0, 0.5, 0.9, 0.99, 0.999)] + [band("review", edge) for edge in (0.0, 0.25, 0.5)]
    assert [line.name for line in words.bands(found, "joined")] == [
        "99.9 of 100 and more", "99 to 99.9 of 100", "90 to 99 of 100", "50 to 90 of 100", "under 50 of 100",
    ]  # fmt: skip
    assert [line.name for line in words.bands(found, "review")] == ["50 of 100 and more", "25 to 50 of 100", "under 25 of 100"]


def test_a_band_nobody_looked_at_is_not_known_and_not_drawn() -> None:
    [line] = words.bands([band("joined", 0.9)], "joined")
    assert (line.words, line.drawn, line.looked, line.pairs) == ("not known", None, 0, 40)


def test_what_could_not_be_told_is_counted_and_left_out_of_the_share() -> None:
    [line] = words.bands([band("joined", 0.9, 9, 1, 5)], "joined")
    assert (line.looked, line.untold) == (15, 5)
    assert line.words == "90 % (60 to 98 %)"
    assert line.drawn == words.Drawn(90.0, 59.6, 98.2)


@pytest.mark.parametrize(
    ("hits", "of", "said"),
    [
        (20, 20, "100 % (84 to 100 %)"),
        (0, 20, "0 % (0 to 16 %)"),
        (999, 1000, "99.9 % (99.4 to 99.9 %)"),
        (1, 2, "50 % (9 to 91 %)"),
    ],
)
def test_nearly_all_is_not_said_to_be_all(hits: int, of: int, said: str) -> None:
    assert words.share_in_words(wilson(hits, of)) == said


def test_an_estimate_says_its_bounds_and_an_unknown_one_that_it_is_unknown() -> None:
    assert words.estimate_in_words(Bounded(0.976, 0.956, 1.02)) == "98 %, between 96 and 100 %"
    assert words.estimate_in_words(None) == "not known yet"


def test_thresholds_are_told_against_the_run() -> None:
    found = [AtThreshold(0.4, 90, 10), AtThreshold(0.5, 80, 20), AtThreshold(0.9, 80, 20), AtThreshold(0.99, 0, 100)]
    lines = words.thresholds(found, 0.5)
    assert [line.change for line in lines] == ["10 more joined", "as now", "as now", "80 fewer joined"]
    assert [line.own for line in lines] == [False, True, False, False]
    assert [line.share for line in lines] == [90.0, 80.0, 80.0, 0.0]
    assert [line.change for line in words.thresholds(found, 0.55)] == [""] * 4
    assert words.thresholds([AtThreshold(0.5, 0, 0)], 0.5)[0].share == 0


def test_groups_keep_their_order_and_agencies_their_names() -> None:
    found = [Group("age", "under 1", 10, 4), Group("sex", "not known", 3, 0), Group("agency", "police-1", 8, 8)]
    tables = dict(words.groups(found, {"police-1": "Madeupshire Police"}.__getitem__))
    assert [line.name for line in tables[words.BY["age"]]] == ["Under 1"]
    assert tables[words.BY["agency"]][0].name == "Madeupshire Police"
    assert tables[words.BY["agency"]][0].words == "100 %"
    assert tables[words.BY["ethnicity"]] == []


def test_two_looks_make_a_table_and_kappa_a_sentence() -> None:
    found = agreement([("accept", "accept"), ("accept", "refuse"), ("refuse", "refuse"), ("refuse", "accept")])
    assert words.agreement_table(found) == [["The same person", 1, 1, 0], ["Two people", 1, 1, 0], ["Cannot tell", 0, 0, 0]]
    assert words.kappa_in_words(found).startswith("0.00 (1 is full agreement")
    assert words.kappa_in_words(agreement([])).startswith("not known")
    assert words.kappa_in_words(agreement([("accept", "refuse"), ("refuse", "accept")])).startswith("−1.00")
