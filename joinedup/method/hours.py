"""Working hours: the hours of working days, London time, in which a question's time to answer runs."""

from datetime import UTC, datetime, time, timedelta

from joinedup.method.calendar import add_working_days, is_working_day
from joinedup.method.framework import WorkingHours
from joinedup.records.dates import LONDON


def add_working_hours(moment: datetime, hours: int, working: WorkingHours) -> datetime:
    """Return the moment (UTC) at which `hours` working hours have passed since `moment` (aware).

    Outside working hours the clock stands: what is asked in the evening begins with the next working day. The hours are those on
    the wall, so the two nights in which the clocks change make no difference.
    """
    begins, ends = time.fromisoformat(working.begins), time.fromisoformat(working.ends)
    now, left = _begin(moment.astimezone(LONDON).replace(tzinfo=None), begins, ends), timedelta(hours=hours)
    while left > (today := datetime.combine(now.date(), ends) - now):
        left -= today
        now = datetime.combine(add_working_days(now.date(), 1), begins)
    return (now + left).replace(tzinfo=LONDON).astimezone(UTC)


def _begin(now: datetime, begins: time, ends: time) -> datetime:
    """Return `now`, or where it lies outside working hours the first moment after it that does not."""
    if not is_working_day(now.date()) or now.time() >= ends:
        return datetime.combine(add_working_days(now.date(), 1), begins)
    return max(now, datetime.combine(now.date(), begins))
