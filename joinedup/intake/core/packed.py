"""Looking inside a packed workbook before anything reads it: what it unpacks to, what its parts are, how far its cells reach.

Sizes a file states of itself are not believed: every part is unpacked here, piece by piece, up to a bound. A file that two readers
could take for two different ones (two directories, a part that is longer than stated) is refused as damaged.
"""

import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from joinedup.intake.core.unusable import Limits, UnusableFile

_CHUNK: Final = 1 << 20
#: What is kept of a piece that is no sheet, for words cut in two; the longest tag of a sheet.
_OVERLAP: Final = 32
_LONGEST_TAG: Final = 1 << 20
#: Of so many cells each sheet's reach is measured; of more it is bounded by how many digits and letters their places have.
_MEASURED: Final = 20_000
#: All texts together, each as often as cells show it: the reader copies a shared text for every cell.
_MOST_TEXT: Final = 2 << 30
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LOCAL: Final = b"PK\x03\x04"
_LOCAL_SIZE: Final = 30
_ENCRYPTED: Final = 0x1
_UTF_8_NAME: Final = 0x800
#: Parts that are neither sheets nor shared texts are small: styles, names of sheets, which part is which.
_SMALL: Final = 64 << 20
_UTF_8: Final = (b"", b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252")
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_CELL_STARTS: Final = (b"<c ", b"<c>", b"<c/", b"<c\n", b"<c\r", b"<c\t")
_PREFIXED: Final = (b":c ", b":c>", b":c/", b":c\n", b":c\r", b":c\t")
_FILLED: Final = rb"""(?!(?:\s+[\w:.-]+="[^"<>]*")*\s*/>)"""
#: A filled cell; one beyond column Z; one beyond row 99,999. A cell that is only formatted takes no room.
_CELL: Final = re.compile(rb"""<c r="([A-Za-z]+)([0-9]+)\"""" + _FILLED)
_FAR: Final = re.compile(rb"""<c r="[A-Za-z](?:[A-Za-z]|[0-9]{6})""")
_FAR_COLUMN: Final = re.compile(rb"""<c r="([A-Za-z]{2,})[0-9]+\"""" + _FILLED)
_FAR_ROW: Final = re.compile(rb"""<c r="[A-Za-z]+([0-9]{6,})\"""" + _FILLED)
_TAG: Final = re.compile(rb"""<(/?)(?:[\w.-]+:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""")
_VALUE: Final = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*([0-9]+)\s*<")
_REFERENCE: Final = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")
_NO_RESULT: Final = re.compile(rb"(?:</f>|<f[^<>]*/>)\s*(?:<v\s*/>|<v></v>)?\s*</c>")


@dataclass(frozen=True)
class SheetPart:
    """What was seen of one sheet on the way: its filled cells and how many of them are formulas, with and without a result."""

    cells: int
    rows: int  # no filled cell lies below; at most this
    columns: int  # nor to the right
    formulas: int
    unanswered: int
    merged: int


def look_inside(data: bytes, name: str, limits: Limits) -> dict[str, SheetPart]:
    """Return the sheets' parts by their names in small letters; raise UnusableFile with a sentence where it is not safe to read."""
    looks: list[tuple[zipfile.ZipInfo, _Look]] = []
    left = limits.unpacked
    for part in _directory(data, name, limits):
        look = _Look(part.filename, name, limits)
        for piece in _ahead(_pieces(data, part, name)):
            left -= len(piece)
            if left < 0:
                raise UnusableFile(
                    f"{name} unpacks to more than {limits.unpacked >> 20:,} MB, which no list does. Send only the lists."
                )
            look.take(piece)
        look.finish()
        if look.is_sheet and look.irregular:
            look.walk(b"".join(_pieces(data, part, name)))
        looks.append((part, look))
    sheets = [(part, look) for part, look in looks if look.is_sheet]
    if sum(look.rows * look.columns for _, look in sheets) > limits.reach:
        raise UnusableFile(f"{name} has sheets that are empty but for cells far apart. Delete those and send the lists alone.")
    longest = max((look.longest for _, look in looks), default=0)
    if longest * sum(look.cells for _, look in sheets) > _MOST_TEXT:
        _check_texts(data, looks, name)
    return {
        part.filename.lower(): SheetPart(look.cells, look.rows, look.columns, look.formulas, look.unanswered, look.merged)
        for part, look in sheets
    }


def _check_texts(data: bytes, looks: list[tuple[zipfile.ZipInfo, "_Look"]], name: str) -> None:
    """Refuse a workbook whose cells show long shared texts so often that no memory would hold them all."""
    lengths: list[int] = []
    for part, look in looks:
        if look.is_texts:
            lengths += map(len, b"".join(_pieces(data, part, name)).split(b"<si")[1:])
    shown: Counter[bytes] = Counter()
    for part, look in looks:
        if look.is_sheet:
            text = b"".join(_pieces(data, part, name))
            if b"<![CDATA[" in text:
                raise damaged(name)
            shown.update(_VALUE.findall(text))
    size = sum(lengths[place] * count for text, count in shown.items() if (place := int(text)) < len(lengths))
    if size > _MOST_TEXT:
        raise UnusableFile(f"{name} repeats long texts in more cells than can be read. Send only the lists.")


def part_text(data: bytes, path: str) -> str:
    """Return one small part as text, "" where there is none. The file was looked into before."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        found = next((part for part in packed.infolist() if part.filename.lower() == path), None)
        return "" if found is None else packed.read(found).decode("utf-8", "replace")


def damaged(name: str) -> UnusableFile:
    """Return the refusal of a workbook that is not whole."""
    return UnusableFile(f"{name} is cut short or damaged. Save it again as an Excel workbook (.xlsx) and send that.")


def _directory(data: bytes, name: str, limits: Limits) -> list[zipfile.ZipInfo]:
    """Return the parts, having made sure that the file has one directory, at its end, that every reader finds."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, ValueError, struct.error, OSError) as error:
        raise damaged(name) from error
    _check_end(data, name)
    _check_parts(parts, name, limits)
    return parts


def _check_end(data: bytes, name: str) -> None:
    place = data.rfind(_END)
    another = data.rfind(_END, 0, max(place, 0))
    if place < 0 or len(data) - place < _END_SIZE or another > max(-1, len(data) - _END_SIZE - 0xFFFF):
        raise damaged(name)
    size, offset, comment = struct.unpack("<IIH", data[place + 12 : place + _END_SIZE])
    if offset + size != place or place + _END_SIZE + comment != len(data):
        raise damaged(name)


def _check_parts(parts: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    names = [part.filename.lower() for part in parts]
    if len(parts) > limits.parts:
        raise UnusableFile(f"{name} has {len(parts):,} parts inside, which no list needs. Send only the lists.")
    if any("vbaproject" in part or part.startswith("xl/macrosheets/") for part in names):
        raise _macros(name)
    if "xl/workbook.bin" in names:
        raise UnusableFile(f"{name} is a binary Excel workbook. Save it as .xlsx and send that.")
    if "xl/workbook.xml" not in names:
        raise UnusableFile(f"{name} is not an Excel workbook. Save the list as .xlsx or .csv and send that.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnusableFile(f"{name} is locked with a password. Save a copy without one and send that.")
    if len(set(names)) < len(names) or any(part.compress_type not in (0, 8) for part in parts):
        raise damaged(name)
    if sum(part.startswith("xl/worksheets/") and part.endswith(".xml") for part in names) > limits.sheets:
        raise UnusableFile(f"{name} has more than {limits.sheets} sheets. Send only the sheets that hold the lists.")


def _macros(name: str) -> UnusableFile:
    return UnusableFile(f"{name} holds macros. Save it as an Excel workbook without macros (.xlsx) and send that.")


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces, the next being unpacked while one is looked at: unpacking leaves the interpreter free."""
    with ThreadPoolExecutor(1) as unpacking:
        coming = unpacking.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = unpacking.submit(next, pieces, None)
            yield piece


def _pieces(data: bytes, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield what a part really holds. Raises UnusableFile where it is not what the directory says of it."""
    start = _start(data, part, name)
    packed = memoryview(data)[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise damaged(name)
    size = crc = 0
    try:
        for piece in _inflated(packed) if part.compress_type else _stored(packed):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            yield piece
    except zlib.error as error:
        raise damaged(name) from error
    if size != part.file_size or crc != part.CRC:
        raise damaged(name)


def _start(data: bytes, part: zipfile.ZipInfo, name: str) -> int:
    """Return where a part's bytes begin: behind a header of its own, which must call it by the same name."""
    head = data[part.header_offset : part.header_offset + _LOCAL_SIZE]
    if len(head) < _LOCAL_SIZE or not head.startswith(_LOCAL):
        raise damaged(name)
    name_size, more_size = struct.unpack("<HH", head[26:30])
    first = part.header_offset + _LOCAL_SIZE
    encoding = "utf-8" if part.flag_bits & _UTF_8_NAME else "cp437"
    if data[first : first + name_size] != part.orig_filename.encode(encoding, "replace"):
        raise damaged(name)
    return first + int(name_size) + int(more_size)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for place in range(0, len(packed), _CHUNK):
        yield bytes(packed[place : place + _CHUNK])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for place in range(0, len(packed), _CHUNK):
        held = bytes(packed[place : place + _CHUNK])
        while held and not unpack.eof:
            yield unpack.decompress(held, _CHUNK)
            held = unpack.unconsumed_tail
    while not unpack.eof:
        piece = unpack.decompress(b"", _CHUNK)
        if not piece:
            break
        yield piece


class _Look:
    """One part, looked at piece by piece: how large it is, and where it is a sheet how far its filled cells reach.

    One stray cell far out would make the reader fill everything before it, so a file of a few hundred bytes could take all memory.
    """

    def __init__(self, part: str, name: str, limits: Limits) -> None:
        self.part, self.name, self.limits = part.lower(), name, limits
        self.is_texts = self.part.endswith("sharedstrings.xml")
        self.size = self.cells = self.formulas = self.unanswered = self.merged = self.texts = self.longest = self.running = 0
        self.rows = self.columns = 0
        self.is_sheet = self.irregular = False
        self.tail = b""

    def take(self, piece: bytes) -> None:
        """Look at the next piece of the part."""
        if not self.size:
            self._begins(piece)
        self.size += len(piece)
        self.is_sheet = self.is_sheet or b"sheetData" in self.tail + piece[:_OVERLAP] or b"sheetData" in piece
        if not self.is_sheet:
            self._look(self.tail + piece)
            self.tail = piece[-_OVERLAP:]
            return
        # a tag of a sheet may begin in one piece and end in the next
        first, last = piece.find(b"<"), piece.rfind(b"<")
        if first < 0:
            self.tail += piece
        else:
            self._look(self.tail + piece[:first])
            self._look(piece[first:last])
            self.tail = piece[last:]
        if len(self.tail) > _LONGEST_TAG:
            raise damaged(self.name)

    def finish(self) -> None:
        """Look at what is left, once the part is at its end."""
        if self.is_sheet:
            self._look(self.tail)
            self.tail = b""

    def _begins(self, piece: bytes) -> None:
        declared = _ENCODING.match(piece.removeprefix(b"\xef\xbb\xbf"))
        if self.part.endswith((".xml", ".rels")) and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:4]):
            raise damaged(self.name)
        if declared and declared[1].lower() not in _UTF_8:
            raise damaged(self.name)

    def _look(self, text: bytes) -> None:
        if b"!" in text and b"<!DOCTYPE" in text:
            raise UnusableFile(f"{self.name} holds a document type or entities, which no list needs, so it was not read.")
        if self.part == "[content_types].xml" and b"vbaproject" in text.lower():
            raise _macros(self.name)
        if self.is_texts:
            self._look_at_texts(text)
        elif not self.is_sheet and self.part.endswith((".xml", ".rels")) and self.size > _SMALL:
            raise UnusableFile(f"{self.name} has a part inside that is larger than any list needs. Send only the lists.")
        if self.is_sheet:
            self._look_at_cells(text)

    def _look_at_texts(self, text: bytes) -> None:
        each = text.split(b"<si")
        self.texts += len(each) - 1
        self.running += len(each[0])
        self.longest = max(self.longest, self.running, *map(len, each))
        self.running = len(each[-1]) if len(each) > 1 else self.running
        if self.size > self.limits.strings or self.texts > self.limits.cells:
            raise UnusableFile(
                f"{self.name} holds more than {self.limits.strings >> 20:,} MB of text, which no list does. Send only the lists."
            )

    def _look_at_cells(self, text: bytes) -> None:
        # letters that seldom stand in a sheet are looked for first, as that takes no time
        cells, regular = text.count(b"<c"), text.count(b'<c r="')
        if cells != regular:
            cells = sum(text.count(start) for start in _CELL_STARTS)
            self.irregular = self.irregular or cells != regular
        self.cells += cells
        if self.cells > self.limits.cells:
            raise UnusableFile(f"{self.name} has a sheet of more than {self.limits.cells:,} cells. Send it in parts.")
        if b":c" in text and any(start in text for start in _PREFIXED):
            self.irregular = True
        if b"g" in text:
            self.merged += text.count(b"<mergeCell ")
        if b"f" in text and (b"</f>" in text or b"<f" in text):
            self.formulas += text.count(b"<f>") + text.count(b"<f ") + text.count(b"<f/")
            self.unanswered += len(_NO_RESULT.findall(text))
        self._measure(text)
        self._check_reach()

    def _measure(self, text: bytes) -> None:
        if self.cells <= _MEASURED:
            for letters, digits in _CELL.findall(text):
                self.rows = max(self.rows, int(digits[:12]))
                self.columns = max(self.columns, _column_number(letters))
            return
        self.rows, self.columns = max(self.rows, 99_999), max(self.columns, 26)
        if not _FAR.search(text):
            return
        for letters in set(_FAR_COLUMN.findall(text)):
            self.columns = max(self.columns, _column_number(letters))
        if far := _FAR_ROW.findall(text):
            self.rows = max(self.rows, int(max(far, key=len)[:12]), int(max(far)[:12]))

    def walk(self, text: bytes) -> None:
        """Find out how far the cells reach where not each says where it is, tag by tag as the reader does."""
        if self.cells > self.limits.walked or len(text) > self.limits.strings or b"<!" in text:
            raise UnusableFile(
                f"{self.name} is written in a way that is not safe to read. Open it in Excel, save it and send that."
            )
        row, column, self.rows, self.columns = 1, 1, 0, 0
        for ends, tag, attributes in (found.groups() for found in _TAG.finditer(text)):
            at = _REFERENCE.search(attributes)
            if tag == b"row":
                row = row + 1 if ends else int(((at and at[2]) or b"%d" % row)[:12])
                # the reader goes back to the first column where a row ends, not where one begins
                column = 1 if ends else column
                self.rows = max(self.rows, row)
                row += not ends and attributes.endswith(b"/")
                continue
            if at and at[1] and not ends:
                self.rows = max(self.rows, int((at[2] or b"0")[:12]))
                column = _column_number(at[1])
            self.rows, self.columns = max(self.rows, row), max(self.columns, column)
            column += not ends
        self._check_reach()

    def _check_reach(self) -> None:
        if self.rows * self.columns > self.limits.cells and self.columns <= self.limits.columns and self.rows <= self.limits.rows:
            raise UnusableFile(
                f"{self.name} has a sheet that reaches over more than {self.limits.cells:,} cells. Send it in parts."
            )
        if self.columns > self.limits.columns:
            raise UnusableFile(
                f"{self.name} has a sheet with more than {self.limits.columns} columns. Send only the lists' own columns."
            )
        if self.rows > self.limits.rows:
            raise UnusableFile(f"{self.name} has a sheet with more than {self.limits.rows:,} rows. Send it in parts.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number
