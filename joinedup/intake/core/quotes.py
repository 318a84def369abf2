"""Quotation marks of a CSV that are not closed where they should be, so that a cell takes the rows below it for its own lines."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import NamedTuple

from joinedup.intake.core.unusable import UnusableFile

#: Up to so many columns a line of prose has as many separators as a row by chance.
_NARROW = 3
#: In so narrow a list, the least lines of a cell that show it to be rows.
_LINES_OF_NARROW = 4
_END = "end of file"
#: Letters looked back over for the two rows a file ends with; a cell of several lines may be among them.
_TAIL = 20_000
_MOST_LINES = 200


class Record(NamedTuple):
    """One row as the forgiving reader has it. `raw` are its lines in the file, kept where there are several."""

    cells: list[str]
    raw: tuple[str, ...] = ()
    closed: bool = True


def records(text: str, separator: str) -> Iterator[Record]:
    """Yield the rows of a text; the last is not `closed` where the text ends within quotation marks."""
    csv.field_size_limit(max(len(text) + len(_END), 131072))
    held: list[str] = []
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        for line in StringIO(text, newline=""):
            held.append(line)
            yield line
        ended = True
        yield _END  # a row of its own, unless a quotation mark is open

    for cells in csv.reader(lines(), delimiter=separator):
        if ended and not held:
            return
        yield Record(cells, tuple(held) if len(held) > 1 or ended else (), closed=not ended)
        held.clear()


def check_closed(found: Iterable[Record], separator: str, name: str) -> None:
    """Raise UnusableFile with the row in which a quotation mark is opened that is not closed, or only rows further down.

    Notes of several lines in quotation marks are sound, whatever separators they hold, unless their lines look like rows.
    """
    singles: Counter[int] = Counter()
    several: list[tuple[int, Record]] = []
    for number, record in enumerate(found, 1):
        if record.raw:
            several.append((number, record))
        elif len(record.cells) > 1:
            singles[len(record.cells)] += 1
    for number, record in several:
        width = singles.most_common(1)[0][0] if singles else record.raw[0].count(separator) + 1
        if not record.closed or _takes_rows(record, separator, width):
            raise UnusableFile(
                f"Row {number:,} of {name} has a quotation mark that is not closed, so rows below it would be read as one cell. "
                "Close it or take it out."
            )


def cells_of_cut_row(text: str, separator: str) -> int | None:
    """Return how many cells the last row has where it has fewer than the row above it, as in a file that was cut off; else None.

    Systems that leave out empty cells at the end of a row do so in other rows too, so the row above says what is usual.
    """
    lines = text[-_TAIL:].rstrip("\r\n").split("\n")[1 if len(text) > _TAIL else 0 :]
    for begins in range(len(lines) - 2, max(len(lines) - _MOST_LINES, 0) - 1, -1):
        tail = "\n".join(lines[begins:])
        if tail.count('"') % 2:
            continue  # within a cell of several lines
        found = [cells for cells in csv.reader(StringIO(tail, newline=""), delimiter=separator) if any(map(str.strip, cells))]
        if len(found) > 1:
            *_, above, last = found
            return len(last) if len(last) < len(above) else None
    return None


def _takes_rows(record: Record, separator: str, width: int) -> bool:
    return any("\n" in cell and _is_rows(record, place, separator, width) for place, cell in enumerate(record.cells))


def _is_rows(record: Record, place: int, separator: str, width: int) -> bool:
    """Return whether the lines of a cell are rows: each has, with what stands before and behind the cell, a row's separators."""
    counts = [line.count(separator) for line in record.cells[place].split("\n")]
    if not _is_sound(record.raw, separator):
        return 2 * sum(map(bool, counts)) > len(counts) or _like_rows(counts, record, place, width) == len(counts)
    alike = _like_rows(counts, record, place, width)
    if width <= _NARROW:
        return len(counts) >= _LINES_OF_NARROW and alike == len(counts)
    return alike >= 2 and 2 * alike > len(counts)


def _like_rows(counts: list[int], record: Record, place: int, width: int) -> int:
    """Return how many lines of a cell have just the separators of a row of this width."""
    whole = list(counts)
    whole[0] += place
    whole[-1] += len(record.cells) - place - 1
    return whole.count(width - 1)


def _is_sound(raw: tuple[str, ...], separator: str) -> bool:
    """Return whether the quotation marks of a row stand where a system would write them: round whole cells, doubled within."""
    try:
        list(csv.reader(raw, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True
