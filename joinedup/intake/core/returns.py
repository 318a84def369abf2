"""Statutory returns as another form of lists an authority holds: `_parts/returns.toml`, read once and checked."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from joinedup.method.convert import MISFIT, convert
from joinedup.method.faults import Fault, FrameworkFaults
from joinedup.method.framework import CodeSet, Column, EventMapping, ListSpec
from joinedup.records.kinds import event_kinds

RETURNS_FILE: Final = "returns.toml"
SECTOR: Final = "local_authority"


@dataclass(frozen=True)
class Spell:
    """Rows of one child that together are one span: a period of care goes on through its episodes. All are column keys."""

    first: str  # filled in: Yes where the spell begins
    last: str  # filled in there: the end of the spell's last row
    child: str
    start: str
    end: str
    begins: str
    codes: tuple[str, ...]  # values of `begins` with which a spell begins


@dataclass(frozen=True)
class ReturnTable:
    """One kind of row of a return, read as a list of events. A table without events says only who the children are."""

    id: str
    title: str
    purpose: str
    columns: tuple[Column, ...]
    events: tuple[EventMapping, ...] = ()
    marks: tuple[str, ...] = ()  # CSV: headers that only this table has together
    element: str = ""  # XML: an entry is a row
    spells: tuple[Spell, ...] = ()

    @property
    def spec(self) -> ListSpec:
        """The table as a list, for the checks and events that every list goes through."""
        return ListSpec(self.id, self.title, SECTOR, "events", self.purpose, self.columns, events=self.events)


@dataclass(frozen=True)
class ReturnForm:
    """One return. The last five say how its XML is read."""

    id: str
    title: str
    form: str  # csv | xml
    tables: tuple[ReturnTable, ...]
    root: str = ""
    collection: tuple[str, ...] = ()  # an element and what it must hold
    unit: str = ""
    shared: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()

    @property
    def wanted(self) -> frozenset[str]:
        """Names of the elements whose values are read; everything else of a return stays unread."""
        headers = {column.header for table in self.tables for column in table.columns}
        return frozenset((*headers, *self.shared, *self.collection[:1]))


@cache
def returns() -> tuple[ReturnForm, ...]:
    """Return every return that is read; raise FrameworkFaults where the file is not sound."""
    return parse_returns(_part(RETURNS_FILE), {**_code_sets_of_lists(), **_own_code_sets()})


@cache
def return_specs() -> dict[str, ListSpec]:
    """Return the tables of every return as lists, by id."""
    return {table.id: table.spec for form in returns() for table in form.tables}


@cache
def return_code_sets() -> tuple[CodeSet, ...]:
    """Return the code sets that returns use: their own, and those of the lists."""
    return tuple({**_code_sets_of_lists(), **_own_code_sets()}.values())


def parse_returns(data: dict[str, Any], code_sets: dict[str, CodeSet]) -> tuple[ReturnForm, ...]:
    """Return the forms in a table of TOML; raise FrameworkFaults listing everything wrong with it."""
    faults: list[Fault] = []
    made = _made(tuple[ReturnForm, ...], data.get("returns", []), "returns", faults)
    if not faults:
        tables = [(form, table) for form in made for table in form.tables]
        faults += [Fault(RETURNS_FILE, form.id, reason) for form in made for reason in _form_wrong(form)]
        faults += [Fault(RETURNS_FILE, table.id, reason) for form, table in tables for reason in _wrong(table, form)]
        faults += [Fault(RETURNS_FILE, table.id, reason) for _, table in tables for reason in _codes_wrong(table, code_sets)]
    if faults:
        raise FrameworkFaults("returns", faults)
    return made  # type: ignore[no-any-return]  # convert makes what its first argument says


def _form_wrong(form: ReturnForm) -> Iterator[str]:
    if form.form not in ("csv", "xml"):
        yield f"A return is csv or xml, not {form.form!r}."
    if form.form == "xml" and not (form.root and form.unit and len(form.collection) == 2):
        yield "A return in xml needs a root, a unit, and a collection of two: an element and what it holds."


def _wrong(table: ReturnTable, form: ReturnForm) -> Iterator[str]:
    keys = {column.key for column in table.columns}
    for mapping in table.events:
        if mapping.kind not in event_kinds():
            yield f"There is no kind of event {mapping.kind!r}."
        named = {mapping.start, mapping.end} | {key for _, key in mapping.attributes} | {key for key, _ in mapping.when}
        yield from (f"The events name a column {key!r} the table has not." for key in sorted(named - keys - {""}))
    for spell in table.spells:
        named = {spell.first, spell.last, spell.child, spell.start, spell.end, spell.begins}
        yield from (f"A spell names a column {key!r} the table has not." for key in sorted(named - keys))
    if not any(column.holds == "own_id" for column in table.columns):
        yield "No column holds the child's own id."
    if (form.form == "xml") != bool(table.element) or (form.form == "csv") != bool(table.marks):
        yield "A table of csv needs marks, a table of xml an element, and neither the other."


def _codes_wrong(table: ReturnTable, code_sets: dict[str, CodeSet]) -> Iterator[str]:
    for column in table.columns:
        if column.type == "code" and column.codes not in code_sets:
            yield f"The column {column.key!r} names codes {column.codes!r} that are nowhere."
        if not column.purpose:
            yield f"The column {column.key!r} has no purpose."


def _own_code_sets() -> dict[str, CodeSet]:
    return _code_sets(RETURNS_FILE)


def _code_sets_of_lists() -> dict[str, CodeSet]:
    return _code_sets("code-sets.toml")


def _code_sets(file: str) -> dict[str, CodeSet]:
    faults: list[Fault] = []
    made = _made(tuple[CodeSet, ...], _part(file).get("code_sets", []), "code_sets", faults)
    if faults:
        raise FrameworkFaults("returns", faults)
    return {codes.id: codes for codes in made}


def _made(kind: Any, value: object, at: str, faults: list[Fault]) -> Any:
    made = convert(kind, value, at, lambda key, reason: faults.append(Fault(RETURNS_FILE, key, reason)))
    return () if made is MISFIT else made


def _part(file: str) -> dict[str, Any]:
    return tomllib.loads((files("joinedup") / "frameworks" / "_parts" / file).read_text(encoding="utf-8"))
