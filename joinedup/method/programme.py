"""How a round of inspections is planned, as a framework lays it down."""

from datetime import date, timedelta
from functools import cache
from typing import Final

from joinedup.method.calendar import add_working_days, key_dates
from joinedup.method.framework import Framework, ProgrammeRule
from joinedup.method.packaged import packaged

#: Reasons for an area that somebody gives or a measure shows (Children Act 2004 s.20(1) for ministers' requests).
REASONS: Final = ("concern", "interest", "good_practice", "ministers")
#: Kinds of reason a share of a round is chosen by; what they leave is chosen for its spread, ministers' requests come first.
SHARED: Final = ("chance", "concern", "interest", "good_practice")
#: What a round is evened out by.
AIMS: Final = ("region", "last_time", "size", "rural", "force")
#: What an inspection has in common with another one that is a burden beside it.
PLACES: Final = ("area", "force", "health")
KEEPS_OFF: Final = ("fieldwork", "notice")


def programme_of(framework: Framework) -> ProgrammeRule:
    """Return a framework's rule; the standard one where it lays none down, as one kept before frameworks did."""
    return framework.programme or standard_programme()


@cache
def standard_programme() -> ProgrammeRule:
    """Return what the packaged part `programme` lays down."""
    return packaged("programme", "programme", ProgrammeRule)


def notified_for(framework: Framework, monday: date) -> date:
    """Return the day an area is notified for fieldwork in the week of a Monday: a Tuesday as a rule.

    The latest Tuesday from which the framework's calendar leads to that week; the latest working day where no Tuesday does.
    Raises ValueError where no day of the eight weeks before leads there.
    """
    leads: list[date] = []
    for back in range(1, _LOOK_BACK):
        day = add_working_days(monday, -back)
        week = _week_of_fieldwork(framework, day)
        if week == monday:
            leads.append(day)
        if week < monday:  # notified earlier still, fieldwork only comes earlier
            break
    if not leads:
        raise ValueError(f"No day of notification leads to fieldwork in the week of {monday.isoformat()}.")
    return next((day for day in leads if day.weekday() == _TUESDAY), leads[0])


def earliest_week(framework: Framework, on: date) -> date:
    """Return the first Monday of fieldwork whose notification need not lie before a day: what an urgent area can have."""
    monday = on + timedelta(days=-on.weekday())
    while notified_for(framework, monday) < on:
        monday += timedelta(weeks=1)
    return monday


_LOOK_BACK: Final = 40  # working days: eight weeks
_TUESDAY: Final = 1


def _week_of_fieldwork(framework: Framework, notified: date) -> date:
    """Return the Monday of the fieldwork week; fieldwork begins on a Tuesday where Monday is a bank holiday."""
    first = next(day.first for day in key_dates(framework, notified) if day.step == "fieldwork")
    return first - timedelta(days=first.weekday())
