"""Days, due days and ticks, one at a time."""

from calendar import monthrange
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from joinedup.method.calendar import add_working_days

LONDON = ZoneInfo("Europe/London")
TICK = timedelta(microseconds=1)
HALF_HOUR = timedelta(minutes=30)


def day_of(moment):
    return moment.astimezone(LONDON).date()


def day_range(lo, hi):
    first, last = day_of(lo), day_of(hi)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def months_on(day, months):
    """The same day so many months later; where that month is too short, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born, years):
    """The day a number of years is completed; born on 29 February, in other years 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def due_on(start, limit, unit):
    match unit:
        case "hours":
            return start + timedelta(hours=limit)
        case "days":
            return start + timedelta(days=limit)
        case "working_days":
            return add_working_days(start, limit)
    return months_on(start, limit)


def fine(moment, unit):
    return moment if unit == "hours" else day_of(moment)


def moments(lo, hi, unit, edges=()):
    """Every tick from lo to hi: each day; for hours each half hour and each edge, with a microsecond on either side."""
    if unit != "hours":
        return day_range(lo, hi)
    tried = {lo, hi}
    for edge in [*edges, *(lo + n * HALF_HOUR for n in range(int((hi - lo) / HALF_HOUR) + 2))]:
        tried |= {edge - TICK, edge, edge + TICK}
    return sorted(moment for moment in tried if lo <= moment <= hi)
