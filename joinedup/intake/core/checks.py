"""Checks of one list: its columns, its cells, its rows. Each adds its issues and says which rows it stops."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import polars as pl

from joinedup.intake.core.headers import Header, plain_header
from joinedup.intake.core.issues import Findings
from joinedup.intake.core.rules import Severity
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.method.framework import Column, ListSpec
from joinedup.records.dates import day_moment

#: Codes named in a sentence before it says "and others".
CODES_SHOWN: Final = 12
#: Pregnancy and a fortnight: earlier than this before birth an event cannot be about the child.
_BEFORE_BIRTH: Final = timedelta(days=294)
_OLDEST: Final = 110


def check_table(table: Table, header: Header) -> Findings:
    """Return every issue of one list taken alone."""
    findings = Findings(table)
    _columns(findings, header)
    for column in table.spec.columns:
        if column.key in table.cells:
            _cells(findings, column)
    _same_rows(findings)
    _births(findings)
    if table.spec.kind == "events":
        _events(findings)
    if table.spec.kind == "people":
        _people(findings)
    if table.spec.kind == "relations":
        _relations(findings)
    return findings


def starts(spec: ListSpec) -> tuple[str, ...]:
    """Return the keys of the columns that date the list's events, each once, in their order."""
    return tuple(dict.fromkeys(mapping.start for mapping in spec.events))


def _columns(findings: Findings, header: Header) -> None:
    for column in findings.table.spec.columns:
        if column.key in header.close:
            findings.at_column("column_close", column.header, found=header.close[column.key])
        elif column.key in header.mapped:
            findings.at_column("column_mapped", column.header, found=header.mapped[column.key])
        elif column.key not in header.found:
            findings.at_column("column_missing", column.header, _missing_severity(findings.table.spec, column))
    for text in header.twice:
        findings.at_column("column_twice", text)
    lacking = any(column.required and column.key not in header.found for column in findings.table.spec.columns)
    for text in header.unread:
        findings.at_column("column_unknown" if lacking and plain_header(text) not in header.left_out else "column_unread", text)


def _missing_severity(spec: ListSpec, column: Column) -> Severity:
    if column.holds in ("own_id", "other_id", "relation") or (starts(spec) and column.key == starts(spec)[0]):
        return "blocks"
    return "check" if column.required else "note"


def _cells(findings: Findings, column: Column) -> None:
    table = findings.table
    cells = table.cells[column.key]
    if column.holds == "relation":
        fault: tuple[str, Severity | None] = ("relation_unknown", None)
    else:
        fault = (cells.fault, "blocks" if _decides(table.spec, column) else None)
    if cells.faulty.any():
        findings.at_cells(fault[0], cells.faulty, column.key, fault[1], codes=_codes(table, column))
    if cells.odd is not None and cells.odd.any():
        findings.at_cells(cells.oddity, cells.odd, column.key)
    if column.required:
        _required(findings, column)
    if column.holds in ("own_id", "other_id") and table.spec.kind != "people":
        findings.stop(table.values(column.key).is_null())


def _required(findings: Findings, column: Column) -> None:
    table = findings.table
    if not table.text[column.key].null_count():
        return
    empty = table.text[column.key].is_null()
    if column.holds in ("own_id", "other_id") and table.spec.kind != "people":
        findings.at_cells("own_id_missing", empty, column.key)
    else:
        stops = column.holds == "relation" or (bool(table.spec.events) and column.key == starts(table.spec)[0])
        severity: Severity | None = "blocks" if stops else None
        if (written := table.written.get(column.key)) is not None:
            said = empty & written.is_not_null()
            findings.at_texts("word_for_no_date", said, column.key, written, severity)
            empty = empty & ~said
        findings.at_cells("required_missing", empty, column.key, severity)


def _decides(spec: ListSpec, column: Column) -> bool:
    """Whether the column's code decides which event a row makes."""
    return any(column.key == key for mapping in spec.events for key, _ in mapping.when)


def _codes(table: Table, column: Column) -> str:
    if not column.codes:
        return ""
    codes = table.code_sets[column.codes]
    shown = [f"{code}) {label}" if codes.lettered else code for code, label in codes.values]
    return ", ".join(shown[:CODES_SHOWN]) + (" and others" if len(shown) > CODES_SHOWN else "")


def _same_rows(findings: Findings) -> None:
    table = findings.table
    keys = [name for name in table.text.columns if name != ROW]
    # equal rows have equal hashes; only rows that share one are compared, as comparing takes ten times as long
    alike = table.text.select(keys).hash_rows().is_duplicated()
    if not alike.any():
        return
    some = table.text.filter(alike)
    again = table.text[ROW].is_in(some.filter(~pl.struct(keys).is_first_distinct())[ROW].implode())
    if again.any():
        findings.at_rows("row_twice", again)
        findings.stop(again)


def _births(findings: Findings) -> None:
    """A birth date to come is an expected child's; an age must fit its birth date within a year of the day of reading."""
    table = findings.table
    key = table.holding("date_of_birth")
    if key is None:
        return
    today = table.origin.notified_on
    first, last = birth_days(table, key)
    findings.at_cells("birth_future", first > today, key)
    findings.at_cells("birth_impossible", last < date(today.year - _OLDEST, 1, 1), key)
    for column in table.spec.columns:
        if column.type == "age" and column.key in table.cells:
            age = table.values(column.key).cast(pl.Int64)
            # lists are drawn up some weeks before they are read, and ages are given then, at the event or in decimals
            oldest, youngest = _years(first, today), _years(last, today - timedelta(days=366))
            findings.at_cells("age_differs", (age > oldest) | (age < youngest), column.key)


def birth_days(table: Table, key: str) -> tuple[pl.Series, pl.Series]:
    """Return the first and last London day a birth date column allows."""
    days = table.cells[key].days
    if days is None:
        raise ValueError(f"The column {key} does not hold dates.")
    return days["earliest"], days["latest"]


def _years(birth: pl.Series, today: date) -> pl.Series:
    """Return completed years at `today`, never less than 0."""
    had = (birth.dt.month().cast(pl.Int32) * 100 + birth.dt.day()) <= today.month * 100 + today.day
    return (today.year - birth.dt.year() - 1 + had.cast(pl.Int32)).clip(lower_bound=0)


def _events(findings: Findings) -> None:
    table = findings.table
    spec, today = table.spec, table.origin.as_of
    for key in starts(spec):
        if key not in table.cells:
            continue
        earliest = field(table, key, "earliest")
        future = earliest > day_moment(today).latest
        findings.at_cells("date_future", future, key)
        # Where the day of notification is not known it is taken for the day of reading, so nothing lies between them.
        findings.at_cells("after_notification", (earliest > day_moment(table.origin.notified_on).latest) & ~future, key)
        if spec.window_months and key == starts(spec)[0]:
            first = months_before(table.origin.notified_on, spec.window_months)
            outside = field(table, key, "latest") < day_moment(first).earliest
            findings.at_cells("outside_window", outside, key, day=f"{first:%-d %B %Y}", months=str(spec.window_months))
        if birth := table.holding("date_of_birth"):
            findings.at_cells("before_birth", field(table, key, "latest") < field(table, birth, "earliest") - _BEFORE_BIRTH, key)
    for start, end in dict.fromkeys((mapping.start, mapping.end) for mapping in spec.events if mapping.end):
        if start in table.cells and end in table.cells:
            before = field(table, end, "latest") < field(table, start, "earliest")
            findings.at_cells("end_before_start", before, end, other=table.headers[start])


def field(table: Table, key: str, name: str) -> pl.Series:
    """Return one bound (earliest, latest) of a date column."""
    return table.values(key).struct.field(name)


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; the month's last day where it has no such day."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def _people(findings: Findings) -> None:
    table = findings.table
    if key := table.holding("own_id"):
        ids = table.values(key)
        findings.at_cells("own_id_twice", ids.is_not_null() & ids.is_duplicated() & ~findings.stopped, key)
    facts = [table.held(name).is_null() for name in ("given_names", "family_name", "date_of_birth")]
    empty = facts[0]
    for more in facts[1:]:
        empty = empty & more
    findings.at_rows("nobody", empty & ~findings.stopped)


def _relations(findings: Findings) -> None:
    table = findings.table
    own, other, relation = (table.holding(name) for name in ("own_id", "other_id", "relation"))
    if own and other:
        itself = table.values(own) == table.values(other)
        findings.at_cells("relation_self", itself, other)
        findings.stop(itself)
    if relation:
        findings.stop(table.values(relation).is_null())
    dates = (table.holding("from_date"), table.holding("to_date"))
    for start, end in pairwise(dates):
        if start and end:
            before = field(table, end, "latest") < field(table, start, "earliest")
            findings.at_cells("end_before_start", before, end, other=table.headers[start])
            findings.stop(before)
