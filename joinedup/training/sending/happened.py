"""The true events one agency knows, found by kind and episode."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import polars as pl

from joinedup.records.kinds import event_kinds
from joinedup.training.windows import Current, runs


class Happened(NamedTuple):
    """One true event as an agency knows it."""

    event_id: str
    person: int
    kind: str
    start: datetime
    end: datetime | None
    episode: int
    attributes: str
    precision: str = "minute"


#: (person, kind) → when it happened.
Histories = dict[tuple[int, str], list[datetime]]


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
        found[episode] = found.get(episode, False) or runs(end, on)
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
    for values in own.select("event_id", "person_id", "kind", "start", "end", "episode", "attributes", "precision").iter_rows():
        event = Happened(*values)
        found.by_kind.setdefault(event.kind, []).append(event)
        found.by_episode.setdefault((event.episode, event.kind), []).append(event)
    return found


def within(events: Iterable[Happened], since: datetime, until: datetime | None) -> list[Happened]:
    """Return the events that start from a moment on and before another."""
    return [event for event in events if event.start >= since and (until is None or event.start < until)]
