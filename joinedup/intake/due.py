"""When what a framework asks for is due."""

from datetime import UTC, date, datetime, time

from joinedup.method.calendar import add_working_days
from joinedup.method.framework import Framework
from joinedup.records.dates import LONDON


def due_day(notified_on: date, day: int) -> date:
    """Return the day an item of working day `day` is due; notification is working day 1."""
    return add_working_days(notified_on, max(day, 1) - 1)


def end_of_day(day: date, framework: Framework) -> datetime:
    """Return the moment (UTC) the framework's working hours end on a day."""
    return datetime.combine(day, time.fromisoformat(framework.working_hours.ends), tzinfo=LONDON).astimezone(UTC)
