"""What each header of a file was read as, for a screen on which the sender can say what the others are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Literal

import polars as pl

from joinedup.intake.core.checks import starts
from joinedup.intake.core.headers import (
    AS_WRITTEN,
    LEFT_OUT,
    Header,
    find_header,
    known_headers,
    of_list,
    plain_header,
    read_header,
)
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.reading import candidates
from joinedup.intake.core.recognise import list_rows, recognise
from joinedup.intake.core.returned import find_return, is_xml
from joinedup.intake.core.sheets import EXPLAINING, Sheet
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile
from joinedup.method.framework import Column, Framework, ListSpec

#: name, alias: written as the list or a system writes it · close: spelt otherwise · mapping: the sender said so ·
#: left_out: the sender said it is none of the columns · twice: its column is read from another header · none: not known.
How = Literal["name", "alias", "close", "mapping", "left_out", "twice", "none"]

#: Each way of matching in words, for the screen.
HOW_WORDS: Final[Mapping[How, str]] = {
    "name": "the same header",
    "alias": "another name for it",
    "close": "spelt almost the same",
    "mapping": "as you said",
    "left_out": "left out, as you said",
    "twice": "not read: another header is read as this column",
    "none": "not known",
}


@dataclass(frozen=True)
class HeaderMatch:
    """One header of a sheet. `plain` is what a mapping remembers it by; `column` the key it is read as, "" where it is not read."""

    header: str
    plain: str
    column: str
    how: How
    filled: int  # cells below it that are not empty
    place: int = 0  # of its column in the sheet, the first is 0
    sample: tuple[str, ...] = ()  # the first different values below it, to tell it by; to be shown to the sender, never kept


@dataclass(frozen=True)
class SheetMatches:
    """One sheet read as one list: every header in its order, and the columns of the list that none of them is."""

    list_id: str
    sheet: str | None
    row: int  # row of the header in the file
    headers: tuple[HeaderMatch, ...]
    missing: tuple[Column, ...]  # in the list's order
    needed: tuple[Column, ...]  # of these, the ones the list cannot do without or requires

    @property
    def to_ask(self) -> tuple[HeaderMatch, ...]:
        """Headers the sender should be asked about: not known, or read only by their spelling."""
        return tuple(one for one in self.headers if one.how in ("none", "close"))

    @property
    def settled(self) -> bool:
        """Whether nothing needs the sender's word before sending: every required column is there and none was guessed."""
        return not self.needed and not any(one.how == "close" for one in self.headers)


def match_headers(
    source: bytes | Path,
    *,
    filename: str,
    framework: Framework,
    list_id: str,
    mapping: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> tuple[SheetMatches, ...]:
    """Return what the headers of each sheet that is this list were read as; with none, those of the sheet that looks most like it.

    Empty where the file is a statutory return, whose headers are its own, and where every one of several sheets is another list's.
    `mapping` as for `reading.read_list`.
    Raises UnusableFile with a sentence where the file cannot be read or has no header at all; LookupError for a list not known.
    """
    name = PurePath(filename).name
    if is_xml(name):
        return ()
    data = source if isinstance(source, bytes) else source.read_bytes()
    sheets = [sheet for sheet in open_sheets(data, name, limits) if sheet.name not in EXPLAINING and not sheet.hidden]
    said = mapping or AS_WRITTEN
    specs = candidates(framework, list_id)
    spec = next(spec for spec in specs if spec.id == list_id)
    several = sum(sheet.frame.height > 0 for sheet in sheets) > 1
    # among several sheets another list's may have some of this one's columns: it is not offered to be read as this one
    among = specs if several else [spec]
    found = [one for one in recognise(sheets, among, name, list_id, {list_id: said}) if one.spec.id == list_id]
    if found:
        return tuple(_matches(one.sheet, one.header, spec, said) for one in found)
    if find_return(sheets, framework) is not None:
        return ()
    if several:
        sheets = [sheet for sheet in sheets if list_rows(sheet) and not _fits_another(sheet, spec, specs, said)]
    return (_likeliest(sheets, spec, said, name),) if sheets or not several else ()


def _fits_another(sheet: Sheet, spec: ListSpec, specs: Sequence[ListSpec], mapping: Mapping[str, str]) -> bool:
    """Whether a sheet's headers fit another list better than this one."""

    def fit(one: ListSpec) -> float:
        header = find_header(sheet, one, mapping if one is spec else AS_WRITTEN)
        return header.fit(one) if header else 0.0

    own = fit(spec)
    return any(fit(other) > own for other in specs if other is not spec)


def choices(match: SheetMatches, spec: ListSpec) -> tuple[tuple[str, str], ...]:
    """Return (column key, header) of what a header may still be said to be, required columns first, and last that it is none."""
    open_keys = {column.key for column in match.missing}
    ordered = sorted((column for column in spec.columns if column.key in open_keys), key=lambda column: not column.required)
    return (*((column.key, column.header) for column in ordered), (LEFT_OUT, "None of these: leave it out"))


def _matches(sheet: Sheet, header: Header, spec: ListSpec, mapping: Mapping[str, str]) -> SheetMatches:
    key_at = {place: key for key, place in header.found.items()}
    below = sheet.frame.slice(header.index + 1)
    said = of_list(mapping, spec)
    told = tuple(
        HeaderMatch(
            header=text,
            plain=plain_header(text),
            column=key_at.get(place, ""),
            how=_how(place, text, header, spec, said),
            filled=below[f"c{place}"].count(),
            place=place,
            sample=_sample(below[f"c{place}"]),
        )
        for place, text in sorted(header.texts.items())
    )
    missing = tuple(column for column in spec.columns if column.key not in header.found)
    return SheetMatches(spec.id, sheet.name, header.row, told, missing, tuple(one for one in missing if _needed(spec, one)))


def _sample(cells: pl.Series) -> tuple[str, ...]:
    """Return the first few different values, each cut short."""
    return tuple(str(value)[:40] for value in cells.drop_nulls().head(200).unique(maintain_order=True).head(3))


def _how(place: int, text: str, header: Header, spec: ListSpec, said: Mapping[str, str]) -> How:
    plain = plain_header(text)
    key = next((key for key, at in header.found.items() if at == place), None)
    if key is None:
        if said.get(plain) == LEFT_OUT:
            return "left_out"
        return "twice" if text in header.twice else "none"
    if key in header.mapped:
        return "mapping"
    if key in header.close:
        return "close"
    column = next(column for column in spec.columns if column.key == key)
    return "name" if plain == plain_header(column.header) else "alias"


def _needed(spec: ListSpec, column: Column) -> bool:
    return column.required or column.holds in ("own_id", "other_id", "relation") or column.key in starts(spec)[:1]


def _likeliest(sheets: Sequence[Sheet], spec: ListSpec, mapping: Mapping[str, str], name: str) -> SheetMatches:
    """Return the sheet and row with most columns of the list; where none has any, the first row of the most headers."""
    rows = [(sheet, index) for sheet in sheets for index in range(len(sheet.top))]
    if not rows:
        raise UnusableFile(f"{name} is empty.")
    known = known_headers(spec).keys() | of_list(mapping, spec).keys()

    def likeness(row: tuple[Sheet, int]) -> tuple[int, int]:
        cells = [cell for cell in row[0].top[row[1]] if cell]
        named = sum(plain_header(cell) in known for cell in cells)
        return named, len({cell for cell in cells if not any(letter.isdigit() for letter in cell)})

    sheet, index = max(rows, key=likeness)
    header = find_header(sheet, spec, mapping) or read_header(sheet, index, spec, mapping)
    return _matches(sheet, header, spec, mapping)
