"""Event lists: the framework's mapping read backwards, from true events to rows."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random

from joinedup.method.framework import Column, EventMapping, ListSpec
from joinedup.training.phrases import phrase
from joinedup.training.sending.happened import Happened, Known, within
from joinedup.training.sending.people import Desk, sex_of
from joinedup.training.sending.sheet import Sheet, Value, sheet_of
from joinedup.training.tables import given_names, surnames
from joinedup.training.vocabulary import BEFORE, asks_latest, is_reference, likelihoods, main_events
from joinedup.training.windows import in_window

MONTH_DAYS = 30.4
AT_THE_END = ("closure", "ceased")  # words of columns that speak only of what has ended
#: Words in a date column that no event is made from → kinds whose latest event it names.
SHOWS = (
    ("visit", ("social_work_visit",)), ("seen", ("social_work_visit",)), ("dental", ("dental_check",)),
    ("review", ("child_protection_review", "looked_after_review")), ("strategy", ("strategy_discussion",)),
    ("health", ("review_health_assessment", "initial_health_assessment")), ("referral", ("referral",)),
    ("conference", ("child_protection_review", "icpc")),
)  # fmt: skip


class EventRows:
    """Fills in one event list for one agency."""

    def __init__(self, desk: Desk, spec: ListSpec, known: Known, on: date, from_lists: Sequence[ListSpec] = ()) -> None:
        """Take the desk, the list, the agency's events, the day of notification and the lists whose people must be on it too."""
        self.from_lists = from_lists
        self.desk, self.spec, self.known, self.on = desk, spec, known, on
        self.random = desk.random
        self.main = main_events(spec)
        self.others = [m for m in spec.events if m not in self.main]
        self.column = {column.key: column for column in spec.columns}
        self.told = {
            key for m in spec.events for key in (m.start, m.end, *(k for _, k in m.attributes), *(k for k, _ in m.when)) if key
        }

    def sheet(self, people: dict[int, list[dict[str, Value]]], planted: frozenset[str]) -> Sheet:
        """Return the filled-in list, in order of date; `people`: the agency's records of each person."""
        sheet, told = sheet_of(self.spec), set[Value]()
        rows = sorted(self._rows(), key=lambda row: (row[0].start, row[0].event_id))
        for event, mapping, until in rows:
            records = people.get(event.person)
            if records:
                record = records[int(event.event_id[1:]) % len(records)]
                values, used = self._row(event, mapping, until)
                self._fill(values, event, record)
                sheet.add(values, keep=bool(used & planted))
                told.add(record["own_id"])
        for event, record in self._others(people):
            if record["own_id"] not in told:
                told.add(record["own_id"])
                values = {}
                self._fill(values, event, record)
                sheet.add(values)
        return sheet

    def _others(self, people: dict[int, list[dict[str, Value]]]) -> Iterator[tuple[Happened, dict[str, Value]]]:
        """Yield who stands on a list whose people must all be on this one, with the event that put them there."""
        for spec in self.from_lists:
            for event, _, _ in EventRows(self.desk, spec, self.known, self.on)._rows():
                if records := people.get(event.person):
                    yield event, records[int(event.event_id[1:]) % len(records)]

    def _rows(self) -> Iterator[tuple[Happened, EventMapping, datetime | None]]:
        """Yield each row's main event with its mapping and where the next row of the same episode takes over."""
        for mapping in self.main:
            for event in self.known.by_kind.get(mapping.kind, ()):
                if in_window(event, self.spec.window_months, self.on, self.known.current):
                    same = self.known.by_episode[(event.episode, event.kind)]
                    place = same.index(event)
                    yield event, mapping, same[place + 1].start if place + 1 < len(same) else None

    def _row(self, event: Happened, mapping: EventMapping, until: datetime | None) -> tuple[dict[str, Value], set[str]]:
        values = self._said(event, mapping)
        used = {event.event_id}
        for other in self.others:
            found = self._belonging(event, other, until)
            if found is not None:
                used.add(found.event_id)
                for key, value in self._said(found, other).items():
                    values.setdefault(key, value)
            else:
                self._deny(values, other)
        return values, used

    def _said(self, event: Happened, mapping: EventMapping) -> dict[str, Value]:
        """Return the columns one event fills."""
        attributes = json.loads(event.attributes)
        values: dict[str, Value] = {key: attributes[name] for name, key in mapping.attributes if name in attributes}
        for key, codes in mapping.when:
            if values.get(key) not in codes:
                values[key] = self.random.choice(codes)
        values[mapping.start] = f"{event.start:%m/%Y}" if event.precision == "month" else event.start
        if mapping.end:
            values[mapping.end] = event.end
        return values

    def _belonging(self, event: Happened, mapping: EventMapping, until: datetime | None) -> Happened | None:
        """Return the event of another kind that stands on the same row: the first after the main one, or the latest where asked."""
        found = within(self.known.by_episode.get((event.episode, mapping.kind), ()), event.start - BEFORE, until)
        if not found:
            return None
        return found[-1] if asks_latest(self.spec, mapping) else found[0]

    def _deny(self, values: dict[str, Value], mapping: EventMapping) -> None:
        """Make sure that a row without an event does not say it happened."""
        for key, codes in mapping.when:
            if values.get(key) in codes or key not in values:
                column = self.column[key]
                choices = self.desk.codes[column.codes].values if column.codes else (("yes", ""), ("no", ""))
                free = [code for code, _ in choices if code not in codes]
                values[key] = self.random.choice(free) if free else None

    def _fill(self, values: dict[str, Value], event: Happened, record: dict[str, Value]) -> None:
        """Fill every column no event fills."""
        for column in self.spec.columns:
            told = column.key in values or column.key in self.told
            blank = values.get(column.key) is None and column.required and column.type in ("code", "boolean", "text")
            if blank or not told:
                values[column.key] = self._free(column, event, record)

    def _free(self, column: Column, event: Happened, record: dict[str, Value]) -> Value:
        if column.holds in ("own_id", "date_of_birth"):
            return record[column.holds]
        if column.holds == "sex":
            return sex_of(self.desk, column, str(record["sex"]) if record["sex"] else None)
        if column.counts or column.type == "integer":
            return self._count(column, event)
        own = Random(f"{event.person}|{column.key}")  # noqa: S311  # the same answer for a person on every row
        return self._by_type(column, event, record, own)

    def _count(self, column: Column, event: Happened) -> int:
        if not column.counts:
            return self.random.choice((0, 0, 0, 0, 1, 1, 2))
        since = self.on - timedelta(days=int(column.counts_months * MONTH_DAYS))
        return sum(start.date() >= since for start in self.known.of_person.get((event.person, column.counts), ()))

    def _by_type(self, column: Column, event: Happened, record: dict[str, Value], own: Random) -> Value:
        if event.end is None and any(word in column.header.lower() for word in AT_THE_END):
            return None
        if column.type == "age":
            return _age(record["date_of_birth"], self.on)
        if column.type in ("date", "datetime"):
            return self._shown(column, event)
        if column.type == "postcode":
            return record["placement_postcode"] or _postcode(own)
        return self._answer(column, event, own)

    def _answer(self, column: Column, event: Happened, own: Random) -> Value:
        """Return the answer of a column that is the same whenever asked about this person."""
        if column.type == "boolean":
            return "yes" if own.random() < (0.12 if column.required else 0.4) else "no"
        if column.type == "code":
            return self._code(column, event, own)
        if column.type == "name" or "worker" in column.key:
            return _worker(own)
        if is_reference(column):
            return f"{own.choice('ABDK')}{int(event.event_id[1:]) + 100_000}"
        return phrase(column.key, own) if column.type == "text" and (column.required or own.random() < 0.6) else None

    def _code(self, column: Column, event: Happened, own: Random) -> str:
        """Return a code, earlier ones more often; of a state of things, one that says closed only where it has ended."""
        values = self.desk.codes[column.codes].values
        if "status" in column.key:
            fitting = [value for value in values if ("clos" in value[1].lower()) == (event.end is not None)]
            values = tuple(fitting) or values
        return own.choices([code for code, _ in values], likelihoods([label.lower() for _, label in values]))[0]

    def _shown(self, column: Column, event: Happened) -> Value:
        """Return the latest event a column such as "last visit" names; without such words a day since the row began."""
        words = column.header.lower()
        kinds = next((kinds for word, kinds in SHOWS if word in words), ())
        days = [start for kind in kinds for start in self.known.of_person.get((event.person, kind), ()) if start >= event.start]
        if days:
            return max(days)
        if kinds and not column.required:
            return None
        return event.start + (datetime.combine(self.on, datetime.min.time()) - event.start) * self.random.random() * 0.6


def _age(born: Value, on: date) -> Value:
    """Return the age in years with decimals, as spreadsheets compute it."""
    return round((on - born).days / 365.25, 12) if isinstance(born, date) else None


def _postcode(random: Random) -> str:
    """Return a postcode in a neighbouring area that does not exist."""
    letters = "".join(random.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
    return f"WK{random.randint(1, 24)} {random.randint(1, 9)}{letters}"


def _worker(random: Random) -> str:
    """Return the name of an invented worker."""
    given, family = given_names("female", "w1996").names, surnames().names
    return f"{given[random.randrange(120)]} {family[random.randrange(600, 760)]}"
