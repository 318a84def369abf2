"""A return in XML → one sheet for each kind of entry. Read as a stream that refuses everything XML can be made to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

import polars as pl

from joinedup.intake.core.returns import ReturnForm
from joinedup.intake.core.sheets import Sheet, make_sheet
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile

DEEPEST: Final = 30
#: The most letters one value may have; what is read of a return is ids, dates and codes.
LONGEST: Final = 2_000
#: Read in pieces, so that a bound is met long before the end of a file that breaks it; large ones, as the parser begins a tag or
#: comment that goes on beyond a piece again with each.
_CHUNK: Final = 32 << 20
Row = dict[str, str]


def read_census(data: bytes, name: str, forms: Iterable[ReturnForm], limits: Limits = LIMITS) -> list[Sheet]:
    """Return a sheet for each kind of entry a return holds, named after its element; its rows are the entries, counted from 1.

    Raises UnusableFile with one sentence where the file is no return, is damaged, or holds a document type or entities.
    """
    reader = _Reader(name, {form.root: form for form in forms if form.form == "xml"}, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.refuse
    parser.StartElementHandler, parser.EndElementHandler = reader.begin, reader.end
    parser.CharacterDataHandler = reader.text
    try:
        for place in range(0, len(data), _CHUNK):
            parser.Parse(data[place : place + _CHUNK], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, UnusableFile):
            raise
        raise UnusableFile(f"{name} is cut short or damaged and cannot be read as XML. Export it again and send that.") from error
    return reader.sheets()


@dataclass
class _Open:
    """An element not ended yet: its name, its text, and the values of the elements in it that hold text alone."""

    name: str
    text: str = ""
    values: Row = field(default_factory=dict)
    holds_elements: bool = False


class _Reader:
    """Gathers the entries of one file. The entries of one child wait for its end, as what they share may stand below them."""

    def __init__(self, name: str, forms: Mapping[str, ReturnForm], limits: Limits) -> None:
        self.name, self.forms, self.limits = name, forms, limits
        self.form = ReturnForm("", "", "xml", ())  # until the root says which it is
        self.wanted: frozenset[str] = frozenset()
        self.open: list[_Open] = []
        self.shared: Row = {}
        self.waiting: list[tuple[str, Row]] = []
        self.rows: dict[str, list[Row]] = {}
        self.count = self.elements = 0
        self.collection: str | None = None

    def refuse(self, *_: object) -> None:
        """Refuse a document type or an entity: no return has one, and they can draw in other files or grow without end."""
        raise UnusableFile(f"{self.name} holds a document type or entities, which no return needs, so it was not read.")

    def begin(self, element: str, _: object) -> None:
        plain = _plain(element)
        self.elements += 1
        if self.elements > self.limits.elements:
            raise UnusableFile(f"{self.name} has more than {self.limits.elements:,} elements; send it in parts.")
        if not self.open:
            if plain not in self.forms:
                raise UnusableFile(f"{self.name} is XML but none of the returns we can read. Send an Excel workbook or a CSV file.")
            self.form = self.forms[plain]
            self.wanted = self.form.wanted
        else:
            self.open[-1].holds_elements = True
        if len(self.open) >= DEEPEST:
            raise UnusableFile(f"{self.name} has more than {DEEPEST} elements inside each other, so it is no return we can read.")
        self.open.append(_Open(plain))

    def text(self, text: str) -> None:
        if self.open and len(self.open[-1].text) < LONGEST:
            self.open[-1].text += text[:LONGEST]

    def end(self, _: str) -> None:
        done = self.open.pop()
        value = done.text.strip()
        if not done.holds_elements and value and done.name in self.wanted:
            self._keep(done.name, value)
            done.values = {done.name: value}
        if any(table.element == done.name for table in self.form.tables):
            self._take(done)
        if done.name == self.form.unit:
            self._unit_ends()

    def _keep(self, name: str, value: str) -> None:
        if self.open:
            self.open[-1].values.setdefault(name, value)
        if name in self.form.shared and any(one.name == self.form.unit for one in self.open):
            self.shared.setdefault(name, value)
        if name == self.form.collection[0]:
            self.collection = value

    def _take(self, done: _Open) -> None:
        self.count += 1
        if self.count > self.limits.entries:
            raise UnusableFile(f"{self.name} has more than {self.limits.entries:,} entries; send it in parts.")
        self.waiting.append((done.name, done.values))

    def _unit_ends(self) -> None:
        for wanted, other in self.form.instead:
            if other in self.shared:
                self.shared.setdefault(wanted, self.shared[other])
        for element, values in self.waiting:
            self.rows.setdefault(element, []).append({**self.shared, **values})
        self.waiting, self.shared = [], {}

    def sheets(self) -> list[Sheet]:
        """Return what was gathered; raise UnusableFile where it is another collection or holds no child."""
        if self.collection != self.form.collection[1]:
            raise UnusableFile(f"{self.name} is XML but not the {self.form.title}. Check that it is the right file.")
        if not self.rows:
            raise UnusableFile(f"{self.name} is the {self.form.title}, but there is no child in it.")
        order = [table for table in self.form.tables if table.element in self.rows]
        columns = {table.element: [column.header for column in table.columns] for table in order}
        return [_sheet(element, headers, self.rows[element]) for element, headers in columns.items()]


def _plain(element: str) -> str:
    """Return an element's name without its namespace's prefix."""
    return element.rpartition(":")[2]


def _sheet(element: str, headers: list[str], rows: list[Row]) -> Sheet:
    """Return a sheet whose header is row 0. A column no entry fills is left out, as if the return had none."""
    held = [header for header in headers if any(header in row for row in rows)]
    columns = [pl.Series([header, *(row.get(header) for row in rows)], dtype=pl.String) for header in held]
    return make_sheet(element, columns, 0)
