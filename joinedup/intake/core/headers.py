"""Finding each column by its header: as the sender mapped it, its name, an alias, or a close spelling; never by its place."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from joinedup.intake.core.sheets import Sheet
from joinedup.method.framework import ListSpec

#: How alike a misspelt header must be to one of the list's (1.0: the same letters in the same order).
CLOSE: Final = 0.86
#: In a mapping, in place of a column's key: the sender says that the header is none of the list's columns.
LEFT_OUT: Final = ""
#: The mapping of a sender who has said nothing.
AS_WRITTEN: Final[Mapping[str, str]] = MappingProxyType({})
#: The same for every list: list id → mapping.
NOTHING_SAID: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({})

_ASIDE: Final = re.compile(r"\((?:y ?/ ?n|yes/no|mandatory|required|optional|dd/mm/yyyy)\)", re.IGNORECASE)
_QUOTES: Final = str.maketrans("", "", "'’‘`\"“”")
#: No header is longer; what is compared of a longer cell.
_LONGEST: Final = 200


@dataclass(frozen=True)
class Header:
    """Where a sheet's header stands and which columns of the list it names."""

    index: int  # place among the sheet's rows that are not blank
    row: int  # row number in the file
    found: Mapping[str, int]  # column key → place of the sheet's column
    texts: Mapping[int, str]  # place → header as written
    close: Mapping[str, str] = field(default_factory=dict)  # column key → header read as it, though spelt otherwise
    mapped: Mapping[str, str] = field(default_factory=dict)  # column key → header the sender says is it
    twice: tuple[str, ...] = ()  # headers that stand more than once; the first is read
    unread: tuple[str, ...] = ()  # headers the list does not ask for
    left_out: frozenset[str] = frozenset()  # of these, plain, those the sender says are none of its columns

    def fit(self, spec: ListSpec) -> float:
        """Return how well sheet and list fit, 0 to 1: columns found among the list's and among the sheet's."""
        return 2 * len(self.found) / (len(spec.columns) + len(self.texts))


@lru_cache(maxsize=1 << 12)  # cells of top rows pass through here too: what people wrote is not kept for long
def plain_header(text: str) -> str:
    """Return a header without case, asides, stars, quotes and punctuation, for comparing."""
    spoken = _ASIDE.sub(" ", text[:_LONGEST].casefold()).translate(_QUOTES)
    return " ".join(re.findall(r"[^\W_]+", spoken.replace("&", " and ")))


@cache
def known_headers(spec: ListSpec) -> dict[str, str]:
    """Return every plain header a list's columns are met under, with the column's key. A header comes before an alias."""
    names: dict[str, str] = {}
    for column in spec.columns:
        names.setdefault(plain_header(column.header), column.key)
    for column in spec.columns:
        for alias in (*column.aliases, column.key):
            names.setdefault(plain_header(alias), column.key)
    return names


def of_list(mapping: Mapping[str, str], spec: ListSpec) -> dict[str, str]:
    """Return the part of a sender's mapping that is about columns of this list, its headers made plain."""
    keys = {column.key for column in spec.columns} | {LEFT_OUT}
    return {plain_header(header): key for header, key in mapping.items() if key in keys}


def find_header(sheet: Sheet, spec: ListSpec, mapping: Mapping[str, str] = AS_WRITTEN) -> Header | None:
    """Return the row that names most of the list's columns, None where no row names two of them (or its only one).

    `mapping` says of headers, as written or plain, which column's key each is; it comes before every name and alias.
    """
    said = of_list(mapping, spec)
    known = {**known_headers(spec), **said}
    rows = sheet.top
    counts = [_named(row, known) for row in rows]
    best = max(range(len(rows)), key=lambda index: counts[index], default=None)
    if best is None:
        return None
    cells: Sequence[str | None] = rows[best]
    # where a row names several columns by itself it is the header or one half of it; else any two rows may be
    beside = range(max(best, 1), min(best + 2, len(rows))) if counts[best] > 1 else range(1, len(rows))
    for index in beside:
        both = _two_rows(rows[index - 1], rows[index], known)
        if _named(both, known) > max(counts[best], _named(cells, known)):
            best, cells = index, both
    header = _read(cells, best, sheet.row_number(best), spec, said)
    return header if len(header.found) >= min(2, len(spec.columns)) else None


def _named(cells: Sequence[str | None], known: Mapping[str, str]) -> int:
    return len({key for cell in cells if cell and (key := known.get(plain_header(cell)))})


def _two_rows(upper: Sequence[str | None], lower: Sequence[str | None], known: Mapping[str, str]) -> list[str | None]:
    """Return a header written over two rows as one: a group and a column below it, or a cell that reaches over both rows.

    A group stands over its first column and goes on to the right as far as the next. It is told with the column's own words
    only where the two together name a column and the words alone do not.
    """
    cells: list[str | None] = []
    group = None
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        both = f"{group} {below}"
        if not below:
            cells.append(above)
        elif group and plain_header(below) not in known and plain_header(both) in known:
            cells.append(both)
        else:
            cells.append(below)
    return cells


def read_header(sheet: Sheet, index: int, spec: ListSpec, mapping: Mapping[str, str] = AS_WRITTEN) -> Header:
    """Return the row at this place read as the header, whatever it names."""
    return _read(sheet.top[index], index, sheet.row_number(index), spec, of_list(mapping, spec))


def _read(cells: Sequence[str | None], index: int, row: int, spec: ListSpec, said: Mapping[str, str]) -> Header:
    texts = {place: text for place, text in enumerate(cells) if text}
    plain = {place: plain_header(text) for place, text in texts.items()}
    known = known_headers(spec)
    found: dict[str, int] = {}
    twice, left = [], []
    for place in sorted(texts, key=lambda place: plain[place] not in said):  # what the sender said comes first
        key = said.get(plain[place], known.get(plain[place]))
        if key is None:
            left.append(place)
        elif key and key in found:
            twice.append(texts[place])
        elif key:
            found[key] = place
    mapped = {key: texts[place] for key, place in found.items() if plain[place] in said}
    close = _close(left, plain, spec, found)
    found |= close
    unread = tuple(text for place, text in texts.items() if place not in found.values() and text not in twice)
    close_texts = {key: texts[place] for key, place in close.items()}
    left_out = frozenset(header for header, key in said.items() if key == LEFT_OUT)
    return Header(index, row, found, texts, close_texts, mapped, tuple(twice), unread, left_out)


def _close(left: list[int], plain: Mapping[int, str], spec: ListSpec, found: Mapping[str, int]) -> dict[str, int]:
    """Pair the headers left with the columns left, the closest first; each once, and none where two are equally close."""
    wanted = {name: key for name, key in known_headers(spec).items() if key not in found}
    pairs = sorted(
        ((_alike(plain[place], name), key, place) for place in left for name, key in wanted.items()),
        key=lambda pair: -pair[0],
    )
    taken: dict[str, int] = {}
    for alike, key, place in pairs:
        if alike < CLOSE:
            break
        if key not in taken and place not in taken.values():
            taken[key] = place
    return taken


@lru_cache(maxsize=1 << 14)
def _alike(one: str, other: str) -> float:
    if not one or min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 0.3 * max(len(one), len(other)):
        return 0.0
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    # the letters they share bound how alike they are, and spare comparing most pairs
    if 2 * (_letters(one) & _letters(other)).total() < CLOSE * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=1 << 14)
def _letters(text: str) -> Counter[str]:
    return Counter(text)
