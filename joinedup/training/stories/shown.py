"""Which events the lists would show: a story nobody could find on any list is not worth planting."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from joinedup.method.framework import EventMapping, Framework, ListSpec
from joinedup.records.kinds import event_kinds
from joinedup.training.stories.diary import Entry
from joinedup.training.vocabulary import BEFORE, asks_latest, main_events
from joinedup.training.windows import Current, first_day, in_window, runs


class Row(NamedTuple):
    """A list, the kinds its rows are about, and one kind of event its rows tell of."""

    spec: ListSpec
    mains: list[EventMapping]
    mapping: EventMapping


class Shown:
    """Says of events whether the lists show them, and from which day on they show all of a kind."""

    def __init__(self, framework: Framework, on: date) -> None:
        """Take the lists and the day they are drawn up for."""
        self.on = on
        self.rows: dict[str, list[Row]] = {}
        for spec in framework.lists:
            for mapping in spec.events:
                self.rows.setdefault(mapping.kind, []).append(Row(spec, main_events(spec), mapping))

    def since(self, kinds: Iterable[str]) -> date:
        """Return the day from which every list that tells of these kinds shows all of them."""
        months = [spec.window_months for kind in kinds for row in self.rows.get(kind, ()) if (spec := row.spec).window_months]
        return first_day(self.on, min(months)) if months else date.min

    def holds(self, entry: Entry, others: Iterable[Entry]) -> bool:
        """Whether some list shows the event; `others`: the same person's."""
        episode = [other for other in others if other.episode == entry.episode]
        lasting = [runs(other.end, self.on) for other in episode if event_kinds()[other.kind].span]
        current = {entry.episode: any(lasting)} if lasting else {}
        return any(self._on(entry, episode, current, row) for row in self.rows.get(entry.kind, ()))

    def _on(self, entry: Entry, episode: list[Entry], current: Current, row: Row) -> bool:
        kinds = [main.kind for main in row.mains]
        begun = [one for one in episode if one.kind in kinds and in_window(one, row.spec.window_months, self.on, current)]
        if row.mapping in row.mains:
            return entry in begun
        place = -1 if asks_latest(row.spec, row.mapping) else 0
        return any(beside[place] is entry for main in begun if (beside := _beside(main, entry.kind, episode)))


def _beside(main: Entry, kind: str, episode: list[Entry]) -> list[Entry]:
    """Return the events of a kind that could stand on a row beside its main one, in order of time."""
    until = min((one.start for one in episode if one.kind == main.kind and one.start > main.start), default=datetime.max)
    near = [one for one in episode if one.kind == kind and main.start - BEFORE <= one.start < until]
    return sorted(near, key=lambda one: (one.start, one.number))
