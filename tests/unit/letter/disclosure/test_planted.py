"""Identifiers planted in made-up letters are found, and few words are taken for one: the benchmark's short form."""

import pytest

from benchmarks.disclosure import LETTERS, against_published, made_up, measure


@pytest.fixture(scope="module")
def area():
    return made_up(600, seed=11)


def test_nearly_all_that_is_planted_is_found_with_few_false_alarms(area):
    made, ground, _ = area
    tally = measure(made, ground, letters=25, seed=11)
    assert tally.planted.total() == 25 * 13
    assert tally.recall >= 0.99, tally.missed
    assert tally.per_thousand <= 2, tally.wrong


@pytest.mark.data
def test_published_letters_are_seldom_stopped_at(area):
    if not LETTERS.is_dir():
        pytest.skip("The published letters are not here.")
    told = against_published(LETTERS, area[1], limit=8)
    assert told["words"] > 20_000
    assert told["alarms per 1,000 words"] <= 4
