"""What an agency's own file says, before anybody else sees it: counts, ages, cells left empty, months, and how long things took.

Figures with their denominators and the words for them; no score and no judgement. Nothing here names a child.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from joinedup.intake.core.checks import months_before
from joinedup.intake.core.own_times import Times, own_times
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.returns import return_specs
from joinedup.method.days import london_day
from joinedup.method.framework import Framework, ListSpec
from joinedup.records.kinds import event_kinds

#: Months shown at most, the latest ones, where a list asks for no window.
_MOST_MONTHS: Final = 24


@dataclass(frozen=True)
class Count:
    """How many there are of one thing."""

    key: str
    words: str
    number: int


@dataclass(frozen=True)
class Gap:
    """One column of a list: in how many of its rows nothing stands, or nothing that could be read."""

    list_id: str
    key: str
    header: str  # as in the file; as asked for where the column is missing
    required: bool
    in_file: bool
    empty: int
    unreadable: int
    rows: int

    @property
    def words(self) -> str:
        """The gap in words, with its denominator."""
        if not self.in_file:
            return "not in the file"
        unread = f", {self.unreadable:,} not readable" if self.unreadable else ""
        return f"{self.empty:,} of {self.rows:,} empty{unread}"


@dataclass(frozen=True)
class Month:
    """The events that began in one month. `whole`: the month lies altogether in the window the list asks for."""

    first: date
    words: str
    events: int
    kinds: tuple[Count, ...]
    whole: bool


@dataclass(frozen=True)
class OwnSummary:
    """What one file says, list by list together."""

    list_ids: tuple[str, ...]
    rows: int
    people: int  # different people the rows are about
    named: int  # of these, with a name (people lists only)
    events: int
    relations: int
    kinds: tuple[Count, ...]  # events of each kind, in the order of the vocabulary
    ages: tuple[Count, ...]  # people by completed years on the day of notification
    gaps: tuple[Gap, ...]  # every column of every list, in their order
    months: tuple[Month, ...]
    times: tuple[Times, ...]
    earlier: int = 0  # events before the first of the months

    @property
    def earlier_words(self) -> str:
        """How many events the months do not show; "" for none."""
        lie = "event lies" if self.earlier == 1 else "events lie"
        return f"{self.earlier:,} {lie} before the months shown" if self.earlier else ""

    @property
    def empty_months(self) -> tuple[Month, ...]:
        """Whole months without any event: nothing happened, or it was not drawn from the system."""
        return tuple(month for month in self.months if month.whole and not month.events)

    @property
    def columns_with_gaps(self) -> tuple[Gap, ...]:
        """The columns missing or with cells empty or unreadable, the largest gaps first."""
        held = [gap for gap in self.gaps if not gap.in_file or gap.empty or gap.unreadable]
        return tuple(sorted(held, key=lambda gap: (gap.in_file, -(gap.empty + gap.unreadable))))


def own_summary(readings: Sequence[Reading], framework: Framework, notified_on: date) -> OwnSummary:
    """Return what the lists of one file say, as of the day of notification (before one is known: the day of reading).

    `readings` are those of one file with their tables: one for a list, several for a workbook or a statutory return.
    """
    specs = [_spec(reading.list_id, framework) for reading in readings]
    events = pl.concat([reading.events for reading in readings])
    records = pl.concat([reading.records for reading in readings])
    people = records.unique("record_id", keep="first", maintain_order=True)
    months = _months(events, max((spec.window_months for spec in specs), default=0), notified_on)
    return OwnSummary(
        list_ids=tuple(reading.list_id for reading in readings),
        rows=sum(reading.rows for reading in readings),
        people=people.height,
        named=people.filter(pl.col("names").list.len() > 0).height,
        events=events.height,
        relations=sum(reading.relations.height for reading in readings),
        kinds=_kinds(events["kind"]),
        ages=_ages(people, framework.selection.age_bands, notified_on),
        gaps=tuple(gap for reading, spec in zip(readings, specs, strict=True) for gap in _gaps(reading, spec)),
        months=months,
        times=own_times(events, [table for one in readings for table in one.tables], framework.timescales, notified_on),
        earlier=_earlier(events, months),
    )


def _earlier(events: pl.DataFrame, months: Sequence[Month]) -> int:
    days = events.filter(pl.col("precision") != "year").select(london_day(pl.col("start_earliest")).alias("day"))["day"]
    return int((days < months[0].first).sum()) if months else 0


def _spec(list_id: str, framework: Framework) -> ListSpec:
    found = next((spec for spec in framework.lists if spec.id == list_id), None)
    return found or return_specs()[list_id]


def _kinds(kinds: pl.Series) -> tuple[Count, ...]:
    counts = dict(kinds.value_counts().iter_rows())
    return tuple(Count(kind, what.label, counts[kind]) for kind, what in event_kinds().items() if kind in counts)


def _ages(people: pl.DataFrame, bands: Sequence[int], day: date) -> tuple[Count, ...]:
    """Return people by age band. Somebody whose birth date allows two bands, or is missing, is counted as not known."""
    edges = [*zip(bands, (*bands[1:], None), strict=True)]
    born = [(months_before(day, 12 * low), months_before(day, 12 * high) if high is not None else None) for low, high in edges]
    first, last = pl.col("dob_earliest"), pl.col("dob_latest")
    band = [pl.when(first > day).then(pl.lit("unborn"))]
    for place, (latest, after) in enumerate(born):
        since = pl.lit(True) if after is None else first > after
        band.append(pl.when(since & (last <= latest)).then(pl.lit(str(place))))
    counts = dict(people.select(pl.coalesce(*band, pl.lit("unknown")).alias("band"))["band"].value_counts().iter_rows())
    words = [("unborn", "not yet born"), *((str(place), _band_words(*edge)) for place, edge in enumerate(edges))]
    told = [Count(key, text, counts.get(key, 0)) for key, text in (*words, ("unknown", "age not known"))]
    return tuple(one for one in told if one.number or one.key.isdigit()) if people.height else ()


def _band_words(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} and over"
    return f"under {high}" if low == 0 else f"{low} to {high - 1}"


def _gaps(reading: Reading, spec: ListSpec) -> list[Gap]:
    told = []
    for column in spec.columns:
        tables = [table for table in reading.tables if column.key in table.cells]
        header = tables[0].headers[column.key] if tables else column.header
        empty = sum(table.text[column.key].null_count() for table in tables)
        unreadable = sum(int(table.cells[column.key].faulty.sum()) for table in tables)
        rows = sum(len(table) for table in tables)
        told.append(Gap(spec.id, column.key, header, column.required, bool(tables), empty, unreadable, rows))
    return told


def _months(events: pl.DataFrame, window: int, day: date) -> tuple[Month, ...]:
    """Return the months of the window a list asks for, or of what the file holds, whether anything happened in them or not."""
    dated = events.filter(pl.col("precision") != "year").select(london_day(pl.col("start_earliest")).alias("day"), "kind")
    dated = dated.filter(pl.col("day") <= day)
    if not dated.height and not window:
        return ()
    begins = months_before(day, window) if window else max(dated["day"].min(), months_before(day, _MOST_MONTHS))  # type: ignore[type-var]  # dates
    begins = date.fromisoformat(str(begins))
    firsts = pl.date_range(begins.replace(day=1), day, "1mo", eager=True).to_list()
    held = dated.group_by(pl.col("day").dt.month_start().alias("first"), "kind").len()
    kinds = {str(kind): what for kind, what in event_kinds().items()}
    told = []
    for first in firsts:
        counts = dict(held.filter(pl.col("first") == first).select("kind", "len").iter_rows())
        some = tuple(Count(kind, what.label, counts[kind]) for kind, what in kinds.items() if kind in counts)
        whole = window > 0 and first >= begins and months_before(first, -1) <= day
        told.append(Month(first, f"{first:%B %Y}", sum(counts.values()), some, whole))
    return tuple(told)
