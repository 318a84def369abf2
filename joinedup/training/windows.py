"""Which events a list holds: those within its window, or for lists of what is current those that belong to it."""

from datetime import date, datetime, timedelta
from typing import Protocol

from joinedup.records.kinds import event_kinds

CURRENT_DAYS = 183  # "current or ceased in six months"
HISTORY_DAYS = 730  # so far back reach lists without a window for what belongs to nothing that lasts

#: Episode that holds something that lasts (a plan, care) → whether it is current: still runs, or ceased lately.
Current = dict[int, bool]


class Dated(Protocol):
    """What a window asks of an event."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime | None: ...
    @property
    def episode(self) -> int: ...


def in_window(event: Dated, months: int, on: date, current: Current) -> bool:
    """Whether a list of that window (0: current) holds the event.

    A list of what is current holds what still runs or ended lately, and all meetings and visits that belong to it since it began:
    a list that left out a first review would make it look as if there had been none.
    """
    opened = event.start.date()
    if months:
        return opened >= first_day(on, months)
    if event_kinds()[event.kind].span:
        return runs(event.end, on)
    return current.get(event.episode, opened >= on - timedelta(days=HISTORY_DAYS))


def first_day(on: date, months: int) -> date:
    """Return the first day of a window of so many months; where that month is too short, the last day it has."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    last = date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(last.day, on.day))


def runs(end: datetime | None, on: date) -> bool:
    """Whether what ended then, or has not ended, is current."""
    return end is None or end.date() >= on - timedelta(days=CURRENT_DAYS)
