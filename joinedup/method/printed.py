"""A day as printed beside the day as counted in working days: equal, or which other counting gives just that day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from joinedup.method.calendar import add_working_days, bank_holidays_between, is_working_day, working_days_between

_DAY = timedelta(days=1)
_SATURDAY = 5
#: Shorter times than a week of work are hardly ever mistaken: calendar days and working days are then often the same days.
_LONG = 5


class Counting(StrEnum):
    """How a printed day may have come about."""

    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    WEEKDAYS = "weekdays, bank holidays counted as worked"
    SOME_HOLIDAYS = "some bank holidays counted as worked"
    FIRST_DAY = "the first day counted as day 1"
    OTHER_DAY = "working days from another day"


@dataclass(frozen=True, slots=True)
class Fit:
    """One counting that gives a printed day. `start` is the day it is counted from, `of` what happened on it ("" unknown)."""

    counting: Counting
    start: date
    of: str
    sentence: str


def fits(printed: date, days: int, known: Mapping[str, date]) -> tuple[Fit, ...]:
    """Return every counting of so many `days` that gives a printed day, from the `known` days (what happened → day).

    Where working days from a known day give it, nothing else is told. A printed day on which nobody works may stand for the working
    day before or after it. Last comes the day from which working days would give it.
    """
    meant = (printed,) if is_working_day(printed) else (add_working_days(printed, -1), add_working_days(printed, 1))
    right = [
        Fit(Counting.WORKING_DAYS, start, of, f"{days} working days from {of}, {said(start)}{_stands_for(day, printed)}")
        for day in meant
        for of, start in known.items()
        if add_working_days(start, days) == day
    ]
    if right:
        return tuple(right)
    each: dict[date, str] = {}  # two things that happened on one day are one start
    for of, start in known.items():
        each.setdefault(start, of)
    others = [fit for start, of in each.items() for fit in _counted_otherwise(printed, days, of, start)]
    return (*others, *(_from_another_day(day, printed, days, sorted(known.values())) for day in meant))


def question(start: date, printed: date, days: int) -> str | None:
    """Return the sentence that questions a printed day which fits another counting than working days; none where it fits none."""
    counted = add_working_days(start, days)
    if days < _LONG or printed == counted:
        return None
    for counting in (Counting.CALENDAR_DAYS, Counting.WEEKDAYS):
        if printed == _counted(start, days, counting):
            return (
                f"{said(printed)} is {days} {counting} after {said(start)}. "
                f"{days} working days end on {said(counted)}. Is it what you mean?"
            )
    return None


def said(day: date) -> str:
    """Return a day with its weekday, as people say it: Tuesday 5 March 2024."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _counted_otherwise(printed: date, days: int, of: str, start: date) -> Iterator[Fit]:
    """Yield the ways of counting from one known day, other than in working days, that give the printed day."""
    for counting in (Counting.CALENDAR_DAYS, Counting.WEEKDAYS):
        if printed == _counted(start, days, counting):
            yield Fit(counting, start, of, f"{days} {counting}, from {of}, {said(start)}")
    short = days - working_days_between(start, printed)
    if not is_working_day(printed) or short <= 0:
        return
    if short == 1:
        yield Fit(Counting.FIRST_DAY, start, of, f"{days} working days if {of}, {said(start)}, is itself day 1")
    holidays = [day for day in bank_holidays_between(start, printed) if start < day < printed and day.weekday() < _SATURDAY]
    if short < len(holidays):
        told = (
            f"{days} working days from {of}, {said(start)}, if {short} of {len(holidays)} bank holidays between counted as worked"
        )
        yield Fit(Counting.SOME_HOLIDAYS, start, of, told)


def _counted(start: date, days: int, counting: Counting) -> date:
    """Return the day so many calendar days, or Mondays to Fridays, after a day."""
    if counting is Counting.CALENDAR_DAYS:
        return start + days * _DAY
    day = start
    for _ in range(days):
        day += _DAY
        while day.weekday() >= _SATURDAY:
            day += _DAY
    return day


def _from_another_day(day: date, printed: date, days: int, known: Sequence[date]) -> Fit:
    start = add_working_days(day, -days)
    words = f"{days} working days from {said(start)}"
    if known and start < known[0]:
        words += f", {_days(working_days_between(start, known[0]))} before the first day known"
    elif known and start > known[-1]:
        words += f", {_days(working_days_between(known[-1], start))} after the last day known"
    return Fit(Counting.OTHER_DAY, start, "", words + _stands_for(day, printed))


def _stands_for(day: date, printed: date) -> str:
    if day == printed:
        return ""
    return f": they end on {said(day)}, and {said(printed)} is no working day"


def _days(number: int) -> str:
    return "one working day" if number == 1 else f"{number} working days"
