"""What is known of one tracked child, as the templates ask about it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from joinedup.records.kinds import event_kinds

LONDON = ZoneInfo("Europe/London")
#: A handover that arrived on the day or the next: what a strength may rest on.
SWIFT, SWIFT_DAYS = "swift", 1
_DEADLINE_STATES = {"late": "missed", "never": "missed"}

Row = dict[str, Any]


@dataclass(frozen=True)
class ChildFacts:
    """One child's chronology and what the rules found in it.

    `events`: EVENT shape plus agency, sector and `via` (null: the child's own; else the relation that brings an adult's event).
    `timescales`: rule, state, start_event, finish_event. `handovers`: the same; state arrived, knew_already,
    never_arrived, open or unknown.
    """

    code: str
    age: int
    events: pl.DataFrame
    timescales: pl.DataFrame
    handovers: pl.DataFrame

    @cached_property
    def _rows(self) -> list[Row]:
        order = ["start_earliest", "start_latest", "event_id"]
        return self.events.sort(order).to_dicts()

    def of(self, kind: str) -> list[Row]:
        """Return the events of a kind that count for the child, in order of time."""
        adult = kind in event_kinds() and event_kinds()[kind].adult
        return [row for row in self._rows if row["kind"] == kind and (row["via"] is None or adult)]

    def event(self, event_id: str | None) -> Row | None:
        """Return the event of that id, if the chronology holds it."""
        return next((row for row in self._rows if row["event_id"] == event_id), None)

    def sectors(self) -> set[str]:
        """Return the sectors that hold an event of the child's own."""
        return {row["sector"] for row in self._rows if row["via"] is None and row["sector"]}

    def deadlines(self, rule: str, state: str) -> list[Row]:
        """Return the rows of a timescale in a state; `late` and `never` tell missed ones apart."""
        wanted = _DEADLINE_STATES.get(state, state)
        rows = [row for row in self._ruled(self.timescales, rule) if row["state"] == wanted]
        if state in _DEADLINE_STATES:
            rows = [row for row in rows if (row["finish_event"] is not None) == (state == "late")]
        return rows

    def all_deadlines(self, rule: str) -> list[Row]:
        """Return every row of a timescale."""
        return self._ruled(self.timescales, rule)

    def sendings(self, rule: str, state: str = "") -> list[Row]:
        """Return the rows of a handover, in one state or in any; `swift` are those that arrived by the next day."""
        wanted = "arrived" if state == SWIFT else state
        rows = [row for row in self._ruled(self.handovers, rule) if not state or row["state"] == wanted]
        return [row for row in rows if state != SWIFT or self._is_swift(row)]

    def _is_swift(self, row: Row) -> bool:
        """Say whether a handover surely arrived by the next day."""
        sent, came = self.event(row["start_event"]), self.event(row["finish_event"])
        first, last = (exact_day(event) if event else None for event in (sent, came))
        return first is not None and last is not None and (last - first).days <= SWIFT_DAYS

    def _ruled(self, frame: pl.DataFrame, rule: str) -> list[Row]:
        return frame.filter(pl.col("rule") == rule).to_dicts() if "rule" in frame.columns else []


def attributes(row: Row) -> dict[str, str]:
    """Return what an event says of itself."""
    found: dict[str, str] = json.loads(row["attributes"] or "{}")
    return found


def days_of(row: Row, end: str = "start") -> tuple[date, date] | None:
    """Return the first and last London day on which an event may have begun (or ended); null where it has no such end."""
    first, last = row[f"{end}_earliest"], row[f"{end}_latest"]
    return (_day(first), _day(last)) if first is not None and last is not None else None


def exact_day(row: Row) -> date | None:
    """Return the London day an event began, where it is known to the day."""
    found = days_of(row)
    return found[0] if found and found[0] == found[1] else None


def first_after(rows: Iterable[Row], day: date) -> Row | None:
    """Return the first event surely known to the day that began on or after `day`."""
    return next((row for row in rows if (found := exact_day(row)) is not None and found >= day), None)


def between(facts: ChildFacts, first: str, then: str) -> int | None:
    """Return the days from the first event of one kind to the first of another that follows it; null where not known to the day."""
    starts = facts.of(first)
    began = exact_day(starts[0]) if starts else None
    answer = first_after(facts.of(then), began) if began else None
    answered = exact_day(answer) if answer else None
    return (answered - began).days if began and answered else None


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
