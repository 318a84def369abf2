"""Working days in England, and the key dates of an inspection counted in them. Needs no network.

A working day is a Monday to Friday that is no bank holiday in England (Banking and Financial Dealings Act 1971).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from joinedup.method.framework import Framework, KeyDate

_SATURDAY = 5
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


class CalendarError(ValueError):
    """A framework's calendar cannot be counted out; the message says which step and why."""


@dataclass(frozen=True)
class KeyDay:
    """One step of an inspection's calendar in days. `last` is null for a step of one day."""

    step: str
    title: str
    first: date
    last: date | None = None


@cache
def _published() -> dict[int, frozenset[date]]:
    """Return the bank holidays GOV.UK has published, by year, from the copy the package carries."""
    events = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    years = {event["date"].year for event in events}
    return {year: frozenset(event["date"] for event in events if event["date"].year == year) for year in years}


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return England's bank holidays in `year`: as published where GOV.UK has, by rule for years before and after."""
    if year in _published():
        return _published()[year]
    # Slow to import (0.2 s) and needed only outside the published years.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def bank_holidays_between(first: date, last: date) -> list[date]:
    """Return England's bank holidays of every year touched by first to last, in order."""
    return sorted(day for year in range(first.year, last.year + 1) for day in bank_holidays(year))


def is_working_day(day: date) -> bool:
    """Say whether offices in England work on `day`."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_working_days(day: date, n: int) -> date:
    """Return the n-th working day after `day`, which itself is day 0 whether worked or not; negative n counts back."""
    step = timedelta(days=1 if n >= 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """Return how many working days lie after `first` up to and including `last`; negative where `last` comes before."""
    if last < first:
        return -working_days_between(last - timedelta(days=1), first - timedelta(days=1))
    weeks, rest = divmod((last - first).days, 7)
    weekdays = 5 * weeks + sum((first + timedelta(days=n)).weekday() < _SATURDAY for n in range(1, rest + 1))
    return weekdays - sum(
        first < day <= last and day.weekday() < _SATURDAY
        for year in range(first.year, last.year + 1)
        for day in bank_holidays(year)
    )


def key_dates(framework: Framework, notified_on: date, moved: Mapping[str, date] | None = None) -> list[KeyDay]:
    """Return the framework's calendar in days, in its own order, for an inspection notified on `notified_on`.

    A step in `moved` begins on the day given there, and keeps its length; what is counted from it is counted from that day.
    Raises CalendarError where a step is counted from one that does not exist or, at last, from itself.
    """
    steps = {step.id: step for step in framework.calendar}
    return [_key_day(step, steps, notified_on, moved or {}) for step in framework.calendar]


def _key_day(step: KeyDate, steps: dict[str, KeyDate], notified_on: date, moved: Mapping[str, date]) -> KeyDay:
    first = _first_day(step.id, steps, notified_on, moved, seen=())
    # Counted from the first day and not from the step before: a step moved to its weekday keeps its length.
    last = None if step.until is None else add_working_days(first, step.until - step.offset)
    return KeyDay(step.id, step.title, first, last)


def _first_day(step_id: str, steps: dict[str, KeyDate], notified_on: date, moved: Mapping[str, date], seen: Sequence[str]) -> date:
    """Return the first day of a step, followed back to notification."""
    if not step_id:
        return notified_on
    if step_id in seen:
        raise CalendarError(f"The calendar counts {' from '.join([*seen, step_id])}: a step cannot be counted from itself.")
    if step_id not in steps:
        raise CalendarError(f"The calendar step {seen[-1]} is counted from {step_id}, which the framework does not have.")
    if step_id in moved:
        return moved[step_id]
    step = steps[step_id]
    counted_from = _first_day(step.after, steps, notified_on, moved, (*seen, step_id))
    return on_weekday(add_working_days(counted_from, step.offset), step.weekday)


def on_weekday(day: date, weekday: str) -> date:
    """Return the first `weekday` ("monday" …; "" for any) on or after `day`, or the next working day where that is a holiday."""
    if not weekday:
        return day
    day += timedelta(days=(WEEKDAYS.index(weekday) - day.weekday()) % 7)
    return day if is_working_day(day) else add_working_days(day, 1)
