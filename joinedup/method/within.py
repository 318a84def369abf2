"""When a time given by a framework is up, and whether what was awaited came within it: in hours, working hours or working days."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from joinedup.method.calendar import add_working_days
from joinedup.method.framework import Within, WorkingHours
from joinedup.method.hours import add_working_hours
from joinedup.records.dates import LONDON

MET, OPEN, OUTSIDE = "met", "open", "outside"

_ONE: Final = {"hours": "hour", "working_hours": "working hour", "working_days": "working day"}


def within_words(within: Within) -> str:
    """Return a time as pages say it: `4 working hours`, `1 working day`."""
    return f"{within.number} {_ONE[within.unit]}{'' if within.number == 1 else 's'}"


def due_at(moment: datetime, within: Within, working: WorkingHours) -> datetime:
    """Return the moment (UTC) at which a time given from `moment` (aware) is up.

    Hours run day and night. Working days end with the working hours of the last one; day 1 is the first working day after the
    moment's own London day.
    """
    match within.unit:
        case "hours":
            return moment.astimezone(UTC) + timedelta(hours=within.number)
        case "working_hours":
            return add_working_hours(moment, within.number, working)
        case "working_days":
            day = add_working_days(moment.astimezone(LONDON).date(), within.number)
            return datetime.combine(day, time.fromisoformat(working.ends), tzinfo=LONDON).astimezone(UTC)
    raise ValueError(f"A time is given in {', '.join(_ONE)}, not {within.unit!r}.")


def kept(due: datetime, came: datetime | None, now: datetime) -> str:
    """Return whether what is due came in time: `met`, `outside` once the time is up without it or before it, else `open`."""
    if came is not None:
        return MET if came <= due else OUTSIDE
    return OPEN if now <= due else OUTSIDE
