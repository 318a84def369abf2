"""Files that are not lists, or mean harm: one clear sentence each, quickly."""

import io
import zipfile
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.reading import read_file
from joinedup.intake.core.unusable import Limits, UnusableFile
from tests.factories.lists import AS_OF, csv_bytes, framework_of_lists, workbook_bytes

GOOD = workbook_bytes({"One": [["a", "b"], [1, 2]]})
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def changed(replace: dict[str, bytes] | None = None, add: dict[str, bytes] | None = None) -> bytes:
    """Return the good workbook with some of its parts exchanged or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, (replace or {}).get(part, old.read(part)))
        for part, data in (add or {}).items():
            new.writestr(part, data)
    return out.getvalue()


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("readme.txt", "hello")
    return out.getvalue()


def sheet_with(cell: bytes) -> bytes:
    body = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2">' + cell + b"</row>"
    return changed({"xl/worksheets/sheet1.xml": HEAD + body + TAIL})


HOSTILE = [
    ("empty.csv", b"", "empty"),
    ("spaces.csv", b" \r\n \r\n", "empty"),
    ("commas.csv", b",,,\n,,,\n", "empty"),
    ("bom.csv", b"\xef\xbb\xbf", "empty"),
    ("empty.xlsx", b"", "empty"),
    ("nothing.xlsx", workbook_bytes({"One": []}), "empty"),
    ("nul.csv", b"a,b\n1,\x00\x01\x02\x03\n" * 50, "not a text file"),
    ("random.csv", bytes(range(256)) * 40, "not a text file"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(200), "a picture"),
    ("letter.csv", b"%PDF-1.7 ...", "a PDF"),
    ("letter.pdf", b"%PDF-1.7 ...", "not a list"),
    ("list.docx", plain_zip(), "not a list"),
    ("list", b"a,b\n", "not a list"),
    ("list.xlsm", GOOD, "macros"),
    ("list.XLSM", GOOD, "macros"),
    ("macros.xlsx", changed(add={"xl/vbaProject.bin": b"x"}), "macros"),
    ("list.xls", b"\xd0\xcf\x11\xe0" + bytes(100), "old Excel"),
    ("locked.xlsx", b"\xd0\xcf\x11\xe0" + bytes(100), "password"),
    ("list.ods", b"PK\x03\x04", "OpenDocument"),
    ("text.xlsx", b"a,b\n1,2\n", "not an Excel workbook"),
    ("book.csv", GOOD, "ends in .csv but"),
    ("plain.xlsx", plain_zip(), "not an Excel workbook"),
    ("half.xlsx", GOOD[: len(GOOD) // 2], "cut short"),
    ("head.xlsx", GOOD[:4], "cut short"),
    ("tail.xlsx", GOOD[:-30], "cut short"),
    ("flipped.xlsx", GOOD[:60] + b"\xff\xff\xff\xff" + GOOD[64:], "damaged"),
    ("broken.xlsx", changed({"xl/worksheets/sheet1.xml": HEAD + b"<row r='1'><c r='A1'"}), "damaged"),
    ("bookless.xlsx", changed({"xl/workbook.xml": b"<nothing/>"}), "damaged"),
    ("bomb.xlsx", changed({"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000}), "unpacks to more than"),
    ("bomb_aside.xlsx", changed(add={"xl/media/a.bin": bytes(30_000_000)}), "unpacks to more than"),
    ("far_down.xlsx", sheet_with(b'<c r="A1048576"><v>1</v></c>'), "rows"),
    ("far_right.xlsx", sheet_with(b'<c r="XFD2"><v>1</v></c>'), "columns"),
    ("far_off.xlsx", sheet_with(b'<c r="ZZZZZZ9999999999"><v>1</v></c>'), "columns"),
    ("wide.xlsx", workbook_bytes({"One": [[f"h{place}" for place in range(500)]] * 2}), "columns"),
    ("wide.csv", csv_bytes([[f"h{place}" for place in range(500)]] * 2), "500 columns"),
    ("many.xlsx", workbook_bytes({f"s{place}": [["a"]] for place in range(70)}), "sheets"),
    ("long.csv", b"a,b\n" + b"1,2\n" * 60_000, "rows"),
]


@pytest.mark.parametrize(("name", "data", "says"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_an_unusable_file_gets_one_sentence(name: str, data: bytes, says: str) -> None:
    began = perf_counter()
    with pytest.raises(UnusableFile) as refusal:
        open_sheets(data, name, Limits(unpacked=20_000_000, rows=50_000))
    sentence = str(refusal.value)
    assert says in sentence
    assert sentence.startswith(name)
    assert "\n" not in sentence
    assert perf_counter() - began < 5


def test_a_cell_that_is_only_formatted_far_out_does_no_harm() -> None:
    data = sheet_with(b'<c r="A2"><v>2</v></c><c r="XFD2" s="1"/>')
    assert open_sheets(data, "list.xlsx")[0].width == 1


def test_entities_in_the_xml_are_not_followed() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;&c;</t></si><si><t>b</t></si></sst>'
    )
    try:
        sheets = open_sheets(changed({"xl/sharedStrings.xml": bomb}), "list.xlsx")
    except UnusableFile:
        return
    assert not any(
        "root:" in str(cell) or "aaaaaaaaaa" in str(cell) for sheet in sheets for row in sheet.frame.rows() for cell in row
    )


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def damage(data: bytes, draw: DataObject) -> bytes:
    """Return the bytes with a few exchanged, cut out, put in or copied elsewhere."""
    out = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 5))):
        place = draw.draw(st.integers(0, max(0, len(out) - 1)))
        match draw.draw(st.sampled_from(["exchange", "cut", "put", "copy"])):
            case "exchange":
                out[place : place + 1] = draw.draw(st.binary(min_size=1, max_size=1))
            case "cut":
                del out[place : place + draw.draw(st.integers(1, 30))]
            case "put":
                out[place:place] = draw.draw(st.binary(min_size=1, max_size=8))
            case "copy":
                start = draw.draw(st.integers(0, max(0, len(out) - 1)))
                out[place:place] = out[start : start + draw.draw(st.integers(1, 60))]
    return bytes(out)


LISTS = workbook_bytes(
    {
        "Missing episodes": [["Force ID", "Reported missing", "Risk level"], ["1", AS_OF, "high"]],
        "Police people": [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", AS_OF]],
    }
)
PARTS = parts_of(LISTS)


@settings(max_examples=120, deadline=5000)
@given(st.data())
def test_a_damaged_file_is_refused_in_a_sentence_or_read(draw: DataObject) -> None:
    kind = draw.draw(st.sampled_from(["whole", "part", "csv"]))
    if kind == "csv":
        name, data = (
            "police-missing.csv",
            damage(csv_bytes([["Force ID", "Reported missing", "Risk level"], ["1", "1/5/23", "high"]]), draw),
        )
    elif kind == "whole":
        name, data = "list.xlsx", damage(LISTS, draw)
    else:
        part = draw.draw(st.sampled_from(sorted(PARTS)))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for one, content in PARTS.items():
                packed.writestr(one, damage(content, draw) if one == part else content)
        name, data = "list.xlsx", out.getvalue()
    try:
        read_file(data, filename=name, framework=framework_of_lists(), agency="force", as_of=AS_OF)
    except UnusableFile as refusal:
        assert str(refusal).endswith(".")
