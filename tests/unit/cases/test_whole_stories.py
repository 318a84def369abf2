"""Whole random stories, told both ways: lines of time, timescales, handovers, gaps, differing records, who took part.

`benchmarks/stories_soak.py` tells many more; each story here that ever told the two ways apart is kept by its number.
"""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.method.loader import framework_ids, load_framework
from tests.unit.cases.oracle import whole
from tests.unit.cases.oracle.stories import story

FRAMEWORK = load_framework("jtai-2016-sexual-exploitation-missing")


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.randoms(use_true_random=False))
def test_both_ways_say_the_same_of_a_story(chance):
    assert whole.compare(FRAMEWORK, story(chance, FRAMEWORK)).differences == []


@pytest.mark.parametrize("framework_id", framework_ids())
def test_both_ways_say_the_same_under_every_framework(framework_id):
    framework = load_framework(framework_id)
    for number in range(8):
        assert whole.compare(framework, story(random.Random(number), framework)).differences == []


@pytest.mark.parametrize(
    ("function", "shift"),
    [
        ("slow_timescales", lambda found: dict.fromkeys(found, "met")),
        ("slow_handovers", lambda found: dict.fromkeys(found, "open")),
        ("slow_taking_part", lambda found: dict.fromkeys(found, "met")),
        ("slow_gaps", lambda found: found[1:]),
        ("slow_line", lambda found: found[1:]),
    ],
)
def test_a_slow_way_that_errs_is_noticed(monkeypatch, function, shift):
    plain = getattr(whole, function)
    monkeypatch.setattr(whole, function, lambda *args: shift(plain(*args)))
    told = (whole.compare(FRAMEWORK, story(random.Random(number), FRAMEWORK)).differences for number in range(60))
    assert any(told)  # the first that differs ends it


def test_stories_hold_what_is_hard():
    """Every edge the two ways are to agree on lies in the stories: dates of every precision, several records, all verdicts."""
    told = [story(random.Random(number), FRAMEWORK) for number in range(120)]
    assert {event["precision"] for one in told for event in one.events} == {"minute", "day", "month", "year"}
    assert any(one.relations for one in told)
    assert any(one.received is not None for one in told)
    counted = sum((whole.compare(FRAMEWORK, replace(one, received=None)).verdicts for one in told[:30]), whole.Counter())
    states = {f"timescales {state}" for state in ("met", "missed", "open", "unknown")}
    states |= {f"handovers {state}" for state in ("arrived", "knew_already", "never_arrived", "open", "unknown")}
    assert states <= counted.keys()
