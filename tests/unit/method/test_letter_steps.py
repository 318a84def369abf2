"""Priority action and boxes as frameworks lay them down, and sections that say that they hold nothing."""

from dataclasses import replace

import pytest

from joinedup.method.boxes import box_rule_of, standard_box_rule
from joinedup.method.check_letter_steps import check_letter_steps
from joinedup.method.framework import BoxRule, PriorityRule, Within
from joinedup.method.priority import priority_of, standard_priority
from tests.factories.evidence import letter_framework

SOUND = letter_framework()


def faults(**changes) -> list[str]:
    return [key for key, _ in check_letter_steps(replace(SOUND, **changes))]


def test_a_framework_that_lays_nothing_down_takes_the_standard_rules():
    assert priority_of(SOUND) == standard_priority() == PriorityRule("signatory", 10)
    assert box_rule_of(SOUND) == standard_box_rule() == BoxRule(Within(2, "working_days"))
    assert faults() == []


def test_a_framework_may_lay_down_its_own():
    own, time = PriorityRule("lead", 5), BoxRule(Within(6, "working_hours"))
    framework = replace(SOUND, priority=own, boxes=time)
    assert (priority_of(framework), box_rule_of(framework)) == (own, time)
    assert list(check_letter_steps(framework)) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"priority": PriorityRule("minister", 10)}, "priority.decided_by"),
        ({"priority": PriorityRule("lead", 0)}, "priority.reply_days"),
        ({"priority": PriorityRule("lead", SOUND.statement_days + 1)}, "priority.reply_days"),
        ({"boxes": BoxRule(Within(0, "hours"))}, "boxes.read_within"),
        ({"boxes": BoxRule(Within(2, "weeks"))}, "boxes.read_within"),
        ({"letter": (replace(SOUND.letter[3], none="nothing-here"),)}, "letter[improve].none"),
    ],
)
def test_faults_are_told_with_their_place(changes, key):
    assert faults(**changes) == [key]
