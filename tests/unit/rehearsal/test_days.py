"""A rehearsal is set in plausible days: a Tuesday, no August, no December."""

import pytest

from joinedup.method.calendar import is_working_day, key_dates
from joinedup.method.loader import framework_ids, load_framework
from joinedup.rehearsal.days import notification_day, publication_day


@pytest.mark.parametrize("framework_id", framework_ids())
def test_the_day_of_the_call(framework_id):
    framework = load_framework(framework_id)
    day = notification_day(framework)
    assert day.weekday() == 1
    assert is_working_day(day)
    assert day > framework.since
    assert {day.month, *(step.first.month for step in key_dates(framework, day) if step.step == "fieldwork")}.isdisjoint({8, 12})
    assert notification_day(framework) == day


@pytest.mark.parametrize("framework_id", framework_ids())
def test_the_letter_comes_last(framework_id):
    framework = load_framework(framework_id)
    day = notification_day(framework)
    assert publication_day(framework, day) >= max(step.last or step.first for step in key_dates(framework, day))
