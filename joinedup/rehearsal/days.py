"""The days a rehearsal is set in: always the same for a framework, so that the same seed gives the same files."""

from datetime import date, timedelta

from joinedup.method.calendar import add_working_days, is_working_day, key_dates
from joinedup.method.framework import Framework

TUESDAY, AUGUST, DECEMBER = 1, 8, 12


def notification_day(framework: Framework) -> date:
    """Return the first Tuesday, eight weeks or more after the framework began, whose inspection touches no August or December.

    Inspections are notified on a Tuesday as a rule, and none run in August or over Christmas (method.md, sections 2 and 3).
    """
    day = framework.since + timedelta(weeks=8)
    while not (day.weekday() == TUESDAY and is_working_day(day) and _quiet(framework, day)):
        day += timedelta(days=1)
    return day


def publication_day(framework: Framework, notified_on: date) -> date:
    """Return the last day of the framework's calendar: publication."""
    return max(add_working_days(step.first, 0) for step in key_dates(framework, notified_on))


def _quiet(framework: Framework, day: date) -> bool:
    busy = [step.first for step in key_dates(framework, day) if step.step == "fieldwork"]
    return all(month not in (AUGUST, DECEMBER) for month in (day.month, *(first.month for first in busy)))
