"""CSV → one sheet, whatever the encoding, separator and line ends."""

import codecs
import csv
from dataclasses import replace
from io import StringIO
from itertools import islice, zip_longest
from typing import Final

import polars as pl

from joinedup.intake.core.quotes import cells_of_cut_row, check_closed, records
from joinedup.intake.core.sheets import Sheet, make_sheet
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile

SEPARATORS: Final = (",", ";", "\t", "|")
_SAMPLE_ROWS: Final = 60
_SAMPLE_CHARS: Final = 200_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = {code: None for code in range(32) if code not in (9, 10, 13)}


def read_delimited(data: bytes, name: str, limits: Limits = LIMITS) -> Sheet:
    """Return the file as one sheet; raise UnusableFile where it is no text or too wide or long."""
    decoded, encoding = _decode(data, name)
    text, separator = _dialect(decoded)
    if len(text) > _SAMPLE_CHARS and "\n" not in text[:_SAMPLE_CHARS]:
        raise UnusableFile(f"{name} begins with a line of more than {_SAMPLE_CHARS:,} letters, which is no list's header.")
    rows = _sample(text, separator)
    width = max((len(row) for row in rows), default=0)
    if width > limits.columns:
        raise UnusableFile(f"{name} has {width:,} columns; a list has at most {limits.columns}.")
    if width == 0:
        raise UnusableFile(f"{name} is empty.")
    lines = text.count("\n") + 1
    if lines > 4 * limits.rows:
        raise UnusableFile(f"{name} has {lines:,} lines; send at most {limits.rows:,} rows in one file.")
    if lines * width > 2 * limits.cells:
        raise UnusableFile(f"{name} has {lines:,} lines of {width:,} columns, more than can be read at once. Send it in parts.")
    # a large file is not written out a second time where it can be read as it came
    as_it_came = encoding == "utf-8" and text is decoded
    raw = data if as_it_came else text.encode()
    frame = _read_fast(raw, separator, width + 1)
    if frame is None:
        frame = _read_long_rows(raw, text, separator, width + 1, limits)
    if frame is None:
        frame = _read_slowly(text, separator, name, limits)
    elif lines - frame.height > 1 and _many_lines(frame):
        check_closed(records(text, separator), separator, name)
    if lines - frame.height >= limits.lines:
        _check_lines(frame, name, limits)
    if frame.height > limits.rows:
        raise UnusableFile(f"{name} has {frame.height:,} rows; send at most {limits.rows:,} in one file.")
    sheet = make_sheet(None, _without_empty_end(frame, width).get_columns(), 1)
    return replace(sheet, last_cells=cells_of_cut_row(text, separator))


def _without_empty_end(frame: pl.DataFrame, width: int) -> pl.DataFrame:
    """Return the rows without the columns past `width` that are empty throughout: separators at the end of a line are no cells."""
    filled = [place for place in range(width, frame.width) if (frame[f"c{place}"].fill_null("").str.strip_chars() != "").any()]
    return frame.select(pl.nth(range(max([width - 1, *filled]) + 1)))


def _many_lines(frame: pl.DataFrame) -> bool:
    """Return whether any cell goes over several lines."""
    return any(frame.select(pl.all().str.contains("\n", literal=True).any()).row(0))


def _check_lines(frame: pl.DataFrame, name: str, limits: Limits) -> None:
    """Refuse a cell of many lines: a quotation mark that is not closed takes the rows below it for one cell."""
    many = frame.select((pl.all().str.count_matches("\n", literal=True) >= limits.lines).fill_null(False))
    rows = many.select(pl.any_horizontal(pl.all()).alias("many"))["many"].arg_true()
    if len(rows):
        raise UnusableFile(
            f"Row {rows[0] + 1:,} of {name} has a cell of {limits.lines} lines or more; is a quotation mark in it not closed?"
        )


def _decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding it was in; plain "utf-8" has no mark before the text."""
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None) or _guess_utf16(data[:4096])
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if _looks_binary(text[:_SAMPLE_CHARS]):
            break
        return text, candidate
    raise UnusableFile(
        f"{name} is not a text file we can read. Save it as .xlsx, or as CSV (comma separated, UTF-8), and send that."
    )


def _guess_utf16(head: bytes) -> str | None:
    """Return the UTF-16 form whose empty halves show, for files without a byte order mark."""
    if len(head) < 4 or 0 not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * len(head) / 2 and even <= odd / 4:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * len(head) / 2 and odd <= even / 4 else None


def _looks_binary(text: str) -> bool:
    return "\0" in text or len(text) - len(text.translate(_CONTROLS)) > len(text) / 100


def _dialect(text: str) -> tuple[str, str]:
    """Return the text with plain line ends and without Excel's own `sep=` line, and the separator."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    end = text.find("\n")
    first = text if end < 0 else text[:end]
    # an empty line stays in place of Excel's own, so that row numbers remain those of the file
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return "\n" + text[len(first) + 1 :], first.strip()[4]
    if first.rstrip("\r").lower() == "sep=\t":
        return "\n" + text[len(first) + 1 :], "\t"
    return text, max(SEPARATORS, key=lambda separator: _evenness(_sample(text, separator)))


def _evenness(rows: list[list[str]]) -> tuple[int, int]:
    """Rank a separator: how many rows have the commonest number of fields (more than one), then how many fields."""
    counts = [len(row) for row in rows if len(row) > 1]
    if not counts:
        return 0, 0
    common = max(set(counts), key=lambda count: (counts.count(count), count))
    return counts.count(common), common


def _sample(text: str, separator: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(StringIO(text[:_SAMPLE_CHARS]), delimiter=separator), _SAMPLE_ROWS))
    except csv.Error:
        return [line.split(separator) for line in text[:_SAMPLE_CHARS].splitlines()[:_SAMPLE_ROWS]]


def _read_fast(raw: bytes, separator: str, width: int, *, cut: bool = False) -> pl.DataFrame | None:
    """Return the rows by Polars, None where the quoting is not strict enough for it, or a row has more cells than `width`.

    With `cut` such a row is read as far as `width`.
    """
    try:
        return pl.read_csv(
            raw,
            has_header=False,
            separator=separator,
            schema={f"c{place}": pl.String for place in range(width)},
            infer_schema=False,
            truncate_ragged_lines=cut,
            missing_columns="insert",
        )
    except pl.exceptions.PolarsError:
        return None


def _read_long_rows(raw: bytes, text: str, separator: str, width: int, limits: Limits) -> pl.DataFrame | None:
    """Return the rows where one further down has more cells than `width`: as wide as the widest, within the limits."""
    if _read_fast(raw, separator, width, cut=True) is None:
        return None
    widest = max((len(record.cells) for record in records(text, separator)), default=width)
    most = min(limits.columns, 2 * limits.cells // (text.count("\n") + 1))
    return _read_fast(raw, separator, max(width, min(widest, most)), cut=True)


def _read_slowly(text: str, separator: str, name: str, limits: Limits) -> pl.DataFrame:
    """Return the rows by the forgiving reader; a blank line is a row, as it is in a spreadsheet."""
    found = list(islice(records(text, separator), limits.rows + 1))
    check_closed(found, separator, name)
    rows = [record.cells for record in found]
    width = min(max((len(row) for row in rows), default=1), limits.columns)
    columns = list(zip_longest(*(row[:width] for row in rows), fillvalue=""))
    return pl.DataFrame({f"c{place}": list(values) for place, values in enumerate(columns)}, schema_overrides=None)
