"""One kind of hostile file: what it is called, what it is made of, and whether it may be read at all."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tests.factories.lists import AS_OF, csv_bytes, workbook_bytes

#: refused: no part of it may be read · read: it must be · either: read or refused, but never anything else.
Outcome = Literal["refused", "read", "either"]
#: Makes the file; `scale` 1 for a quick form, more for one as large as somebody would send.
Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Kind:
    """A row of the table: a name for the test, the file's name, its maker, and what may come of it."""

    name: str
    file: str
    make: Make
    outcome: Outcome = "refused"


Kinds = Iterator[Kind]

MISSING = [
    ["Force ID", "Reported missing", "Returned", "Risk level"],
    *(["7", f"{day:02}/05/2023", "", "High"] for day in range(1, 16)),
]
PEOPLE = [["Force ID", "Forename", "Surname", "DOB"], ["7", "Ann", "Lee", AS_OF]]
LIST = csv_bytes(MISSING)
BOOK = workbook_bytes({"Missing episodes": MISSING, "Police people": PEOPLE})
CENSUS = b"""<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header><Children>%s</Children>
</Message>"""
CHILD = b"""<Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2012-05-01</PersonBirthDate></ChildIdentifiers>
<CINdetails><CINreferralDate>2023-04-02</CINreferralDate><ReferralSource>6</ReferralSource></CINdetails></Child>"""
RETURN = csv_bytes(
    [["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"], *(["7", "1/5/2012", "M", f"{day}/4/2023", ""] for day in range(1, 9))]
)

#: One sound file of each container that is read.
SOUND: dict[str, bytes] = {"list.csv": LIST, "list.xlsx": BOOK, "census.xml": CENSUS % CHILD, "missing.csv": RETURN}

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def whole(data: bytes) -> Make:
    """Return a maker of these bytes at any scale."""
    return lambda _: data


def book(replace: Mapping[str, bytes | None] | None = None, add: Mapping[str, bytes] | None = None, source: bytes = BOOK) -> bytes:
    """Return the sound workbook with some parts exchanged (None: left out) or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = (replace or {}).get(part, old.read(part))
            if data is not None:
                new.writestr(part, data)
        for part, data in (add or {}).items():
            new.writestr(part, data)
    return out.getvalue()


def part(path: str) -> bytes:
    """Return one part of the sound workbook."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as packed:
        return packed.read(path)


def sheet(rows: bytes, after: bytes = b"") -> bytes:
    """Return the sound workbook with its first sheet's rows exchanged."""
    return book({SHEET: HEAD + rows + TAIL.replace(b"</worksheet>", after + b"</worksheet>")})


def cells(*values: bytes, row: int = 2) -> bytes:
    """Return a header and one row of cells as the sheet's XML; each value is a whole `<c …>` without its place."""
    head = b"".join(
        b'<c r="%c1" t="inlineStr"><is><t>%s</t></is></c>' % (65 + place, str(text).encode())
        for place, text in enumerate(MISSING[0])
    )
    body = b"".join(b'<c r="%c%d" ' % (65 + place, row) + value for place, value in enumerate(values))
    return b'<row r="1">%s</row><row r="%d">%s</row>' % (head, row, body)
