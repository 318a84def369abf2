"""The picture of why a pair weighs what it weighs."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.model import load_model
from joinedup.linkage.core.waterfall import EVIDENCE, PRIOR
from joinedup.records.shape import empty
from joinedup.web.inspectorate.waterfall import FOUND, NAMES, waterfall

SETTINGS = {"review_from": 0.1, "threshold": 0.5}


def steps(*rows: tuple[str, str, float | None, float]) -> pl.DataFrame:
    full = [("a", "b", place, step, level, bits, rarity) for place, (step, level, bits, rarity) in enumerate(rows)]
    return pl.DataFrame(full, schema=EVIDENCE, orient="row")


def test_each_line_says_what_was_found_and_what_it_says() -> None:
    found = waterfall(
        steps((PRIOR, "", -5.6, 0.0), ("birth", "same", 6.7, 0.0), ("sex", "not known", None, 0.0), ("given", "different", -5.1, 0),
              ("place", "same postcode", -0.3, 0.0), ("sex", "same", 1.2, 0.0)),
        SETTINGS,
    )  # fmt: skip
    assert [step.words for step in found.steps][1:] == [
        "Both dates of birth are the same: much more likely one person",
        "Not known in one of them, or in both: says nothing",
        "The forenames differ: much less likely one person",
        "The same postcode, another address: says next to nothing",
        "Both are of the same sex: a little more likely one person",
    ]
    assert [step.signed for step in found.steps] == ["−5.6", "+6.7", "none", "−5.1", "−0.3", "+1.2"]
    assert [step.against for step in found.steps] == [True, False, False, True, True, False]
    assert found.signed == "−3.1"


@pytest.mark.parametrize(
    ("rarity", "words"),
    [
        (2.0, "Both family names are the same, as in a family, and rarer than most: more likely one person"),
        (-2.5, "Both family names are the same, as in a family, but common: more likely one person"),
        (0.1, "Both family names are the same, as in a family: more likely one person"),
    ],
)
def test_rare_and_common_names_are_said_to_be_so(rarity: float, words: str) -> None:
    [step] = waterfall(steps(("family", "same", 2.0 - rarity, rarity)), SETTINGS).steps
    assert (step.words, step.signed) == (words, "+2.0")


def test_a_model_of_other_words_is_shown_in_them() -> None:
    [step] = waterfall(steps(("shoe_size", "one off", 0.0, 0.0)), SETTINGS).steps
    assert (step.name, step.words, step.signed) == ("Shoe size", "One off: says next to nothing", "0.0")


def test_every_outcome_of_the_shipped_model_has_plain_words() -> None:
    model = load_model()
    assert {each.name for each in model.comparisons} <= NAMES.keys()
    assert {(each.name, level.label) for each in model.comparisons for level in each.levels} <= FOUND.keys()


def test_nothing_is_drawn_where_nothing_was_kept() -> None:
    assert waterfall(empty(EVIDENCE), SETTINGS) is None


@given(st.lists(st.floats(-12, 12), min_size=1, max_size=9))
def test_bars_follow_one_another_and_stay_inside(changes: list[float]) -> None:
    found = waterfall(steps(*[("birth", "same", change, 0.0) for change in changes]), SETTINGS)
    assert found.total == pytest.approx(sum(changes))
    ends = [found.nought]
    for step in found.steps:
        right = step.left + step.width
        assert -0.01 <= step.left <= right <= 100.01
        start, end = (right, step.left) if step.against else (step.left, right)
        assert start == pytest.approx(ends[-1], abs=0.03)
        ends.append(end)
    assert ends[-1] == pytest.approx(found.place, abs=0.03)
    assert [mark.weight for mark in found.marks] == [pytest.approx(math.log2(1 / 9)), 0.0]
    assert found.marks[0].at < found.marks[1].at == found.nought
