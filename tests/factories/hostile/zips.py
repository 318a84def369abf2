"""Workbooks whose packing is a trap: bombs, lies about sizes, two directories, parts that are missing or not what they seem."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.factories.hostile.kinds import BOOK, HEAD, SHEET, TAIL, Kind, Kinds, book, part, whole

MEGABYTE = 1 << 20
STRINGS = "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"


def bombs() -> Kinds:
    """Small files that grow: `scale` megabytes tenfold."""
    for name, path in {
        "a sheet": SHEET,
        "shared texts": STRINGS,
        "styles": "xl/styles.xml",
        "the workbook": "xl/workbook.xml",
    }.items():
        yield Kind(f"{name} of spaces", "bomb.xlsx", _grown(path, lambda size: b"<a>" + b" " * size))
    yield Kind("a picture of zeros", "bomb.xlsx", lambda scale: book(add={"xl/media/a.bin": bytes(30 * MEGABYTE * scale)}))
    yield Kind(
        "many shared texts", "bomb.xlsx", _grown(STRINGS, lambda size: b"<sst>" + b"<si><t/></si>" * (size // 13) + b"</sst>")
    )
    yield Kind("bare shared texts", "bomb.xlsx", _grown(STRINGS, lambda size: b"<sst>" + b"<si/>" * (size // 5) + b"</sst>"))
    yield Kind(
        "one long shared text", "bomb.xlsx", _grown(STRINGS, lambda size: b"<sst><si><t>" + b"x" * size + b"</t></si></sst>")
    )
    yield Kind("a long text in every cell", "bomb.xlsx", _repeated)
    yield Kind("a bomb inside a bomb", "bomb.xlsx", lambda scale: book(add={"xl/media/b.zip": _nested(scale)}), "either")
    yield Kind("thousands of parts", "bomb.xlsx", lambda _: book(add={f"xl/media/{place}.bin": b"" for place in range(2_500)}))
    yield Kind(
        "many bombs", "bomb.xlsx", lambda scale: book(add={f"xl/media/{place}": bytes(3 * MEGABYTE * scale) for place in range(10)})
    )
    yield Kind("rows without end", "bomb.xlsx", _grown(SHEET, lambda size: HEAD + b"<row/>" * (size // 6) + TAIL), "either")
    yield Kind(
        "cells without end", "bomb.xlsx", _grown(SHEET, lambda size: HEAD + b"<row>" + b"<c><v>1</v></c>" * (size // 15) + TAIL)
    )
    yield Kind("merged areas without end", "bomb.xlsx", _merged, "either")
    yield Kind(
        "one tag without end",
        "bomb.xlsx",
        _grown(SHEET, lambda size: HEAD + b'<row><c r="A1" x="' + b"y" * size + b'"/></row>' + TAIL),
    )


def _grown(path: str, make: Callable[[int], bytes]) -> Callable[[int], bytes]:
    return lambda scale: book({path: make(30 * MEGABYTE * scale)})


def _nested(scale: int) -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a", bytes(30 * MEGABYTE * scale))
    return inner.getvalue() * (300 * scale)


def _repeated(scale: int) -> bytes:
    """A text of a few megabytes, shown by a hundred thousand cells: copied for each it would take all memory there is."""
    text = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * (3 * MEGABYTE)
        + b"</t></si></sst>"
    )
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 2_000 * scale))
    return book({STRINGS: text, SHEET: HEAD + rows + TAIL})


def _merged(scale: int) -> bytes:
    areas = b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (row, row + 1) for row in range(1, 60_000 * scale, 2))
    return book({SHEET: part(SHEET).replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>")})


def lies() -> Kinds:
    """What the zip says of itself is not so."""
    for name, field, value in (
        ("unpacked size too small", 24, 10),
        ("unpacked size too large", 24, 1 << 30),
        ("packed size too small", 20, 5),
        ("packed size too large", 20, 1 << 30),
        ("another checksum", 16, 1234),
        ("another packing", 10, 12),
        ("an unknown packing", 10, 99),
        ("a password", 8, 1),
        ("a start beyond the end", 42, 1 << 30),
        ("a start inside another part", 42, 100),
    ):
        yield Kind(f"the directory says {name}", "lie.xlsx", whole(_directory(field, value)))
    yield Kind("a part shorter than it says, checksum and all", "lie.xlsx", _truth_in_part)
    yield Kind(
        "the part calls itself otherwise",
        "lie.xlsx",
        whole(BOOK.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml", 1)),
    )
    yield Kind("a comment at the end", "lie.xlsx", whole(BOOK[:-2] + struct.pack("<H", 8) + b"comment!"), "read")
    yield Kind("a longer comment than said", "lie.xlsx", whole(BOOK + b"comment!"))
    yield Kind("a second directory in the comment", "lie.xlsx", whole(BOOK[:-2] + struct.pack("<H", len(BOOK)) + BOOK))
    yield Kind("another file in front", "lie.xlsx", whole(BOOK + BOOK))
    yield Kind("an end and nothing else", "lie.xlsx", whole(b"PK\x05\x06" + bytes(18)))
    yield Kind("a beginning and an end", "lie.xlsx", whole(b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)))
    yield Kind("sixty-four bits", "lie.xlsx", whole(_sixty_four()), "either")
    yield Kind("sizes after the parts", "lie.xlsx", whole(_streamed()), "read")


def _directory(field: int, value: int) -> bytes:
    """Return the workbook with one field of its first sheet's directory entry changed."""
    place = BOOK.rindex(SHEET.encode()) - 46
    size = 2 if field in (8, 10) else 4
    return BOOK[: place + field] + value.to_bytes(size, "little") + BOOK[place + field + size :]


def _truth_in_part(scale: int) -> bytes:
    """A bomb whose directory gives the size and checksum of its beginning, so that a reader who stops there sees nothing wrong."""
    import zlib

    data = bytearray(book({STRINGS: b"<sst>" + b"<si><t>a</t></si>" * (2 * MEGABYTE * scale) + b"</sst>"}))
    place = data.rindex(STRINGS.encode()) - 46
    start = b"<sst>"
    data[place + 16 : place + 20] = struct.pack("<I", zlib.crc32(start))
    data[place + 24 : place + 28] = struct.pack("<I", len(start))
    return bytes(data)


def _sixty_four() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as stream:
                stream.write(old.read(name))
    return out.getvalue()


def _streamed() -> bytes:
    class Forward(io.RawIOBase):
        """A file that cannot be gone back in, so that sizes are written after each part."""

        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that is written here
            self.held += data
            return len(data)

    out = Forward()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return bytes(out.held)


def parts() -> Kinds:
    """Parts that are missing, twice there, elsewhere, or programs."""
    for path, outcome in {
        "[Content_Types].xml": "either",
        "_rels/.rels": "either",
        "xl/workbook.xml": "refused",
        RELATIONS: "refused",
        SHEET: "refused",
        STRINGS: "refused",
        "xl/styles.xml": "either",
        "xl/theme/theme1.xml": "read",
    }.items():
        yield Kind(f"without {path}", "parts.xlsx", whole(book({path: None})), outcome)  # type: ignore[arg-type]  # one of the outcomes
        yield Kind(f"{path} empty", "parts.xlsx", whole(book({path: b""})), "either")
        yield Kind(f"{path} rubbish", "parts.xlsx", whole(book({path: bytes(range(256))})), "either")
    for path in ("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "VBAPROJECT.BIN", "xl/other/vbaProject.bin"):
        yield Kind(f"a program at {path}", "parts.xlsx", whole(book(add={path: b"x"})))
    types = part("[Content_Types].xml").replace(
        b"</Types>", b'<Override PartName="/xl/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    yield Kind("a program under another name", "parts.xlsx", whole(book({"[Content_Types].xml": types}, {"xl/a.bin": b"x"})))
    for path in ("../../../../tmp/evil.xml", "/etc/passwd", "C:\\evil.xml", "xl/../../evil", "a\0b", "x" * 5_000):
        yield Kind(f"a part called {path[:24]!r}", "parts.xlsx", whole(book(add={path: b"x"})), "either")
    yield Kind("a part that is a link", "parts.xlsx", whole(_link()), "either")
    yield Kind("a part twice", "parts.xlsx", whole(_twice()))
    yield Kind("a part twice, in capitals", "parts.xlsx", whole(book(add={SHEET.upper(): part(SHEET)})))
    for name, old, new in (
        ("to themselves", b"worksheets/sheet1.xml", b"workbook.xml"),
        ("to the relations", b"worksheets/sheet1.xml", b"_rels/workbook.xml.rels"),
        ("to nowhere", b"worksheets/sheet1.xml", b"worksheets/none.xml"),
        ("out of the file", b"worksheets/sheet1.xml", b"../../../../etc/passwd"),
        ("to another machine", b'Target="worksheets/sheet1.xml"', b'TargetMode="External" Target="http://127.0.0.1:9/x"'),
        ("all to one sheet", b"worksheets/sheet2.xml", b"worksheets/sheet1.xml"),
        ("to shared texts", b"worksheets/sheet1.xml", b"sharedStrings.xml"),
    ):
        yield Kind(f"relations {name}", "parts.xlsx", whole(book({RELATIONS: part(RELATIONS).replace(old, new)})), "either")
    many = book(
        {
            "xl/workbook.xml": part("xl/workbook.xml").replace(
                b"<sheets>", b"<sheets>" + b'<sheet name="a" sheetId="9" r:id="rId1"/>' * 70
            )
        }
    )
    yield Kind("one sheet under seventy names", "parts.xlsx", whole(many), "either")
    for name in ("a/b\\c", "=1+1", "x" * 500, "\n", "&amp;lt;script&amp;gt;", "", "Missing episodes"):
        titled = part("xl/workbook.xml").replace(b'name="Police people"', b'name="' + name.encode() + b'"')
        yield Kind(f"a sheet called {name[:16]!r}", "parts.xlsx", whole(book({"xl/workbook.xml": titled})), "either")


def _link() -> bytes:
    out = io.BytesIO(BOOK)
    with zipfile.ZipFile(out, "a") as packed:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    return out.getvalue()


def _twice() -> bytes:
    import warnings

    out = io.BytesIO(BOOK)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as packed:
        warnings.simplefilter("ignore")
        packed.writestr(SHEET, part("xl/worksheets/sheet2.xml"))
    return out.getvalue()
