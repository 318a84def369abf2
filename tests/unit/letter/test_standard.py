"""Standard sentences print the wording of their day, and never with a hole in them."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.letter.core.standard import StandardSentenceError, standard_sentence, wording_on
from joinedup.method.framework import DatedText, StandardSentence
from tests.factories.frameworks import tiny_framework

WORDINGS = (DatedText("HMIC joins."), DatedText("HMICFRS joins {area}.", date(2017, 7, 19)))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2016, 1, 1), "HMIC joins."), (date(2017, 7, 18), "HMIC joins."), (date(2017, 7, 19), "HMICFRS joins {area}.")],
)
def test_the_wording_in_force_that_day(day, expected):
    assert wording_on(WORDINGS, day) == expected


def test_no_wording_yet():
    with pytest.raises(StandardSentenceError, match="2016-01-01"):
        wording_on(WORDINGS[1:], date(2016, 1, 1))


def framework():
    return replace(tiny_framework(), sentences=(StandardSentence("who", WORDINGS),))


def test_facts_are_filled_in():
    assert standard_sentence(framework(), "who", date(2020, 1, 1), {"area": "Madeupshire"}) == "HMICFRS joins Madeupshire."


@pytest.mark.parametrize("facts", [{}, {"area": ""}])
def test_an_absent_fact_is_named(facts):
    with pytest.raises(StandardSentenceError, match="needs area"):
        standard_sentence(framework(), "who", date(2020, 1, 1), facts)


def test_an_unknown_sentence_is_named():
    with pytest.raises(StandardSentenceError, match="“closing”"):
        standard_sentence(framework(), "closing", date(2020, 1, 1), {})
