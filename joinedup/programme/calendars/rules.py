"""Who keeps the calendars of others: the programme offices of inspectorates."""

from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes
from joinedup.programme.inspectors.models import offices_of


class CalendarRefused(Refused):
    """Somebody may not change these calendars, or not so; the message says why."""


def check_can_keep_calendars(person: Person) -> None:
    """Refuse everyone but those who work in a programme office."""
    if not offices_of(person).exists():
        raise CalendarRefused("Only somebody who works in an inspectorate's programme office keeps these calendars.")


def can_keep_calendars(person: Person) -> bool:
    """Return whether `check_can_keep_calendars` would pass."""
    return passes(check_can_keep_calendars, person)
