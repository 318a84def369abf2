"""The true events one agency knows, found by kind and episode."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import polars as pl

from joinedup.records.kinds import event_kinds

CURRENT_DAYS = 183  # "current or ceased in six months"
HISTORY_DAYS = 730  # so far back reach lists without a window for what belongs to nothing that lasts
MONTH_DAYS = 30.4


class Happened(NamedTuple):
    """One true event as an agency knows it."""

    event_id: str
    person: int
    kind: str
    start: datetime
    end: datetime | None
    episode: int
    attributes: str


#: (person, kind) → when it happened.
Histories = dict[tuple[int, str], list[datetime]]
#: Episode that holds something that lasts (a plan, care) → whether it is current: still runs, or ceased lately.
Current = dict[int, bool]


@dataclass(frozen=True)
class Known:
    """An agency's events, by kind, by episode and kind; every person's by kind, whoever knows of it; which episodes are current."""

    by_kind: dict[str, list[Happened]]
    by_episode: dict[tuple[int, str], list[Happened]]
    of_person: Histories
    current: Current


def current_episodes(events: pl.DataFrame, on: date) -> Current:
    """Return the episodes in which something lasts, and whether lists of what is current hold them on a day."""
    lasting = [kind for kind, what in event_kinds().items() if what.span]
    found: Current = {}
    for episode, end in events.filter(pl.col("kind").is_in(lasting)).select("episode", "end").iter_rows():
        found[episode] = found.get(episode, False) or _runs(end, on)
    return found


def histories(events: pl.DataFrame) -> Histories:
    """Return when events of each kind happened to each person, whoever knows of them, in order of time."""
    found: Histories = {}
    everyone = events.select("event_id", "person_id", "kind", "start").unique("event_id", keep="first", maintain_order=True)
    for _, person, kind, start in everyone.sort("start", "event_id").iter_rows():
        found.setdefault((person, kind), []).append(start)
    return found


def known_events(events: pl.DataFrame, agency: str, of_person: Histories, current: Current) -> Known:
    """Return the agency's events, each group in order of time."""
    own = events.filter(pl.col("agency") == agency).sort("start", "event_id")
    found = Known({}, {}, of_person, current)
    for values in own.select("event_id", "person_id", "kind", "start", "end", "episode", "attributes").iter_rows():
        event = Happened(*values)
        found.by_kind.setdefault(event.kind, []).append(event)
        found.by_episode.setdefault((event.episode, event.kind), []).append(event)
    return found


def in_window(event: Happened, months: int, on: date, current: Current) -> bool:
    """Whether a list of that window (0: current) holds the event.

    A list of what is current holds what still runs or ended lately, and all meetings and visits that belong to it since it began:
    a list that left out a first review would make it look as if there had been none.
    """
    opened = event.start.date()
    if months:
        return opened >= on - timedelta(days=int(months * MONTH_DAYS))
    if event_kinds()[event.kind].span:
        return _runs(event.end, on)
    return current.get(event.episode, opened >= on - timedelta(days=HISTORY_DAYS))


def _runs(end: datetime | None, on: date) -> bool:
    return end is None or end.date() >= on - timedelta(days=CURRENT_DAYS)


def within(events: Iterable[Happened], since: datetime, until: datetime | None) -> list[Happened]:
    """Return the events that start from a moment on and before another."""
    return [event for event in events if event.start >= since and (until is None or event.start < until)]
