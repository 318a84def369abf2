"""Which list a sheet is: by the file's name, the sheet's title and its headers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import polars as pl

from joinedup.intake.core.headers import AS_WRITTEN, NOTHING_SAID, Header, find_header, plain_header
from joinedup.intake.core.sheets import ROW, Sheet
from joinedup.intake.core.unusable import CHOOSE_LIST, UnusableFile
from joinedup.method.framework import ListSpec

#: A sheet whose headers fit a list less than this, and whose name says nothing, is not taken for the list.
ENOUGH: Final = 0.5
#: With the list named (by the sender, the file or the sheet), this much is enough to read it.
ENOUGH_NAMED: Final = 0.2
#: A sheet's title that only begins with a list's name counts for it where the name has so many letters.
_NAME_LETTERS: Final = len("list 1")
#: A sheet with a row of this many cells filled looks like a list rather than a title page or notes; its rows fill two or more.
_LIST_CELLS: Final = 3
_NUMBER: Final = re.compile(r"list \d+\b")


@dataclass(frozen=True)
class Recognised:
    """A sheet and the list it is."""

    sheet: Sheet
    spec: ListSpec
    header: Header


def recognise(
    sheets: Sequence[Sheet],
    specs: Sequence[ListSpec],
    filename: str,
    list_id: str | None = None,
    mappings: Mapping[str, Mapping[str, str]] = NOTHING_SAID,
) -> list[Recognised]:
    """Return the sheets that are lists, in the file's order. Hidden sheets are left out.

    `list_id` is the list the sender says the file is: it wins where the sheet has the columns that make that list what it is.
    `mappings` says of each list, by its id, which column a header is (`headers.find_header`): one header may be another column
    on another list.
    Raises UnusableFile where two lists fit a sheet alike and nothing in the names tells them apart.
    """
    shown = [sheet for sheet in sheets if not sheet.hidden and sheet.frame.height]
    said = [(spec, mappings.get(spec.id, AS_WRITTEN)) for spec in specs]
    found = (_recognise_one(sheet, said, filename, list_id, alone=len(shown) == 1) for sheet in shown)
    return [one for one in found if one is not None]


def _recognise_one(
    sheet: Sheet, said: Sequence[tuple[ListSpec, Mapping[str, str]]], filename: str, list_id: str | None, *, alone: bool
) -> Recognised | None:
    headers = ((spec, find_header(sheet, spec, mapping)) for spec, mapping in said)
    fits = [_Fit(Recognised(sheet, spec, header), filename, list_id, alone) for spec, header in headers if header is not None]
    ranked = sorted((fit for fit in fits if fit.enough), key=lambda fit: -fit.score)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < 0.01:
        first, second = ranked[0].found.spec, ranked[1].found.spec
        where = f"The sheet {sheet.name!r} of {filename}" if sheet.name else filename
        raise UnusableFile(f"{where} could be the list “{first.title}” or “{second.title}”. {CHOOSE_LIST} and check again.")
    return ranked[0].found


def list_rows(sheet: Sheet) -> int:
    """Return how many rows a sheet has below a header if it looks like a list, 0 for a title page, notes and the like."""
    if sheet.width < _LIST_CELLS:
        return 0
    filled = sheet.frame.select(pl.sum_horizontal(pl.exclude(ROW).is_not_null().cast(pl.UInt32)).alias("filled"))["filled"]
    return int((filled > 1).sum()) - 1 if (filled >= _LIST_CELLS).any() else 0


def not_asked_for(sheet: Sheet, specs: Sequence[ListSpec]) -> bool:
    """Whether a sheet's title numbers it as a list ("List 9") that is none of the numbered ones asked for."""
    number = _NUMBER.match(plain_header(sheet.name or ""))
    asked = {found[0] for spec in specs if (found := _NUMBER.match(plain_header(spec.title)))}
    return number is not None and bool(asked) and number[0] not in asked


class _Fit:
    """How well a sheet fits one list: by its headers, its title, the file's name, and what the sender says."""

    def __init__(self, found: Recognised, filename: str, list_id: str | None, alone: bool) -> None:
        self.found = found
        spec = found.spec
        fit, title, file = found.header.fit(spec), _names(found.sheet.name, spec), _file_names(PurePath(filename).stem, spec)
        said, own = spec.id == list_id, _own_columns(spec, found.header)
        named = bool(title or said or file)
        # among several sheets the file's name and the sender's word are about one of them, so each must show its own columns
        self.enough = fit >= (ENOUGH_NAMED if named else ENOUGH) and (own or bool(title) or (named and alone))
        self.score = fit + title + file + ((2.0 if alone else 0.15) if said and own else 0.0)


def _own_columns(spec: ListSpec, header: Header) -> bool:
    """Whether the columns that make the list what it is are there. Many lists share the columns that say who a row is about."""
    if spec.events:
        return any(mapping.start in header.found for mapping in spec.events)
    needed = ("given_names", "family_name") if spec.kind == "people" else ("own_id", "other_id")
    return all(column.key in header.found for column in spec.columns if column.holds in needed)


def _names(title: str | None, spec: ListSpec) -> float:
    """Return 1 where a sheet's title is the list's, less where it only begins or ends with it, 0 otherwise."""
    if not title:
        return 0.0
    plain = plain_header(title)
    known = {plain_header(text) for text in (spec.id, spec.title, *spec.aliases)}
    if plain in known:
        return 1.0
    # workbooks cut titles at 31 characters
    if any(len(plain) >= 20 and name.startswith(plain) for name in known):
        return 0.9
    # "List 7 CP" is List 7 where its headers fit partly too; initials alone ("CP reviews") say too little
    return 0.6 if any(len(name) >= _NAME_LETTERS and plain.startswith(f"{name} ") for name in known) else 0.0


def _file_names(stem: str, spec: ListSpec) -> float:
    """Return up to 0.5 where the file's name holds the list's id or title; a longer name says more."""
    plain = f" {plain_header(stem)} "
    held = [name for text in (spec.id, spec.title) if f" {(name := plain_header(text))} " in plain]
    return min(0.5, 0.2 + 0.01 * max(map(len, held))) if held else 0.0
