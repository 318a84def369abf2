"""Faults of the finer conditions of timescales, and of who must take part."""

from dataclasses import replace

import pytest

from joinedup.method.check_rules import check_rules
from joinedup.method.loader import load_framework

FRAMEWORK = load_framework("jtai-2016-sexual-exploitation-missing")
RULE = next(rule for rule in FRAMEWORK.timescales if rule.id == "second-care-review")
AGED = next(rule for rule in FRAMEWORK.timescales if rule.id == "review-health-assessment")
[HELD] = FRAMEWORK.taking_part


def faults(**changed):
    return list(check_rules(replace(FRAMEWORK, **changed)))


def test_the_frameworks_rules_are_sound():
    assert faults() == []


@pytest.mark.parametrize(
    ("rule", "change", "at"),
    [
        (RULE, {"nth": "third"}, "nth"),
        (RULE, {"since": ""}, "since"),
        (RULE, {"nth": ""}, "since"),
        (RULE, {"since": "jubilee"}, "since"),
        (RULE, {"since_from": 12, "since_under": 12}, "since_under"),
        (AGED, {"age_from": -1}, "age_under"),
        (AGED, {"age_under": 5}, "age_under"),
        (AGED, {"age_from": None, "age_under": 0}, "age_under"),
    ],
)
def test_conditions_that_say_nothing_or_cannot_be(rule, change, at):
    assert [where for where, _ in faults(timescales=(replace(rule, **change),))] == [f"timescales[{rule.id}].{at}"]


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"kind": "jubilee"}, "kind"),
        ({"sectors": ("local_authority", "police", "health", "weather")}, "sectors"),
        ({"attendance": (("probation", "police_took_part"),)}, "attendance"),
        ({"attendance": (("police", "was_there"),)}, "attendance"),
        ({"source": " "}, "source"),
    ],
)
def test_who_must_take_part_names_what_there_is(change, at):
    assert [where for where, _ in faults(taking_part=(replace(HELD, **change),))] == [f"taking_part[{HELD.id}].{at}"]
