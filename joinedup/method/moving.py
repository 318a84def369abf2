"""Moves what lies ahead in an inspection's calendar when working days are lost to a deferral or a pause."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from joinedup.method.calendar import KeyDay, add_working_days, is_working_day, on_weekday, working_days_between
from joinedup.method.framework import Framework, KeyDate

_DAY = timedelta(days=1)


def days_lost(begins: date, goes_on: date) -> int:
    """Return how many working days lie from `begins` up to, but not including, the day on which the work goes on."""
    return max(0, working_days_between(begins - _DAY, goes_on - _DAY))


def not_lost_yet(begins: date, goes_on: date, lost: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the parts of a time that lie in none of the times lost already, in order. A time ends before its second day."""
    parts, at = [], begins
    for first, end in sorted(lost):
        if at < first:
            parts.append((at, min(first, goes_on)))
        at = max(at, end)
        if at >= goes_on:
            break
    return [part for part in [*parts, (at, goes_on)] if part[0] < part[1]]


def moved_beyond(
    framework: Framework,
    days: Sequence[KeyDay],
    gap: tuple[date, date],
    lost: Sequence[tuple[date, date]],
    stay: Collection[str] = (),
) -> list[KeyDay]:
    """Return the calendar with those working days of a gap lost that no earlier decision counted: no day is lost twice.

    `lost` are the times already counted, from a day up to another: what comes to lie in or behind one it had stood before loses its
    days too. `stay` are steps that are done.
    """
    days = list(days)
    for begins, goes_on in not_lost_yet(*gap, lost):
        before, days = days, moved(framework, days, begins, goes_on, stay)
        for first, end in not_overlapping([time for time in lost if time[1] > begins]):
            passed = {day.step for day in before if (day.last or day.first) >= first}
            days = moved(framework, days, first, end, {*stay, *passed})
    return days


def not_overlapping(times: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the same days as times that do not overlap, in order."""
    found: list[tuple[date, date]] = []
    for time in sorted(times):
        found += not_lost_yet(*time, found)
    return found


def moved(framework: Framework, days: Sequence[KeyDay], begins: date, goes_on: date, stay: Collection[str] = ()) -> list[KeyDay]:
    """Return the calendar with the working days from `begins` up to `goes_on` lost, in the order given.

    A step that was over stays, and those named in `stay`. One that had begun ends so many working days later. One that lay ahead is
    counted from the step it follows where that moved and it had stood where it is counted; else it comes so many working days
    later. Weekdays are kept.
    """
    lost = days_lost(begins, goes_on)
    steps, old = {step.id: step for step in framework.calendar}, {day.step: day for day in days}
    new: dict[str, KeyDay] = {}
    if not lost:
        return list(days)
    for day in sorted(days, key=lambda day: _depth(day.step, steps)):
        new[day.step] = day if day.step in stay else _moved(day, steps.get(day.step), old, new, (begins, goes_on, lost))
    return [new[day.step] for day in days]


def _depth(step: str, steps: dict[str, KeyDate]) -> int:
    """Return from how many steps one after another a step is counted: those it follows are moved before it."""
    depth = 0
    while step in steps and steps[step].after:
        step, depth = steps[step].after, depth + 1
    return depth


def _moved(
    day: KeyDay, step: KeyDate | None, old: dict[str, KeyDay], new: dict[str, KeyDay], gap: tuple[date, date, int]
) -> KeyDay:
    begins, goes_on, lost = gap
    if (day.last or day.first) < begins:
        return day
    if day.first < begins:
        return KeyDay(day.step, day.title, day.first, _later(day.last or day.first, lost))
    first = _counted(day, step, old, new)
    if first is None or first < goes_on:
        first = on_weekday(_later(day.first, lost), step.weekday if step else "")
    length = None if day.last is None else working_days_between(day.first, day.last)
    return KeyDay(day.step, day.title, first, None if length is None else add_working_days(first, length))


def _counted(day: KeyDay, step: KeyDate | None, old: dict[str, KeyDay], new: dict[str, KeyDay]) -> date | None:
    """Return the day counted from the step it follows; null where that did not move, or the day had not been counted so."""
    if step is None or step.after not in new or new[step.after].first == old[step.after].first:
        return None
    stood = on_weekday(add_working_days(old[step.after].first, step.offset), step.weekday)
    return on_weekday(add_working_days(new[step.after].first, step.offset), step.weekday) if stood == day.first else None


def _later(day: date, lost: int) -> date:
    """Return the working day so many after a day; a day nobody works counts as the next that somebody does."""
    return add_working_days(day if is_working_day(day) else add_working_days(day, 1), lost)
