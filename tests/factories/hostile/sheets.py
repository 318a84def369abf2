"""Sheets whose XML is a trap: entities, cells far away, values no spreadsheet writes."""

from tests.factories.hostile.kinds import HEAD, SHEET, TAIL, Kind, Kinds, book, cells, part, sheet, whole

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>'
PARTS = (SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")


def entities() -> Kinds:
    """A document type in every part that is read."""
    for path in PARTS:
        for name, declared in {"laughs": LAUGHS, "a file": OUTSIDE, "a machine": REMOTE, "a parameter": PARAMETER}.items():
            text = part(path)
            at = text.index(b"?>") + 2
            yield Kind(f"{name} in {path}", "entities.xlsx", whole(book({path: text[:at] + declared + text[at:]})))
    for name, text in {
        "an unknown entity": b"&c;",
        "a zero": b"&#0;",
        "a surrogate": b"&#xD800;",
        "beyond Unicode": b"&#x110000;",
        "no end": b"&amp",
    }.items():
        yield Kind(f"a cell with {name}", "entities.xlsx", whole(sheet(cells(b't="str"><v>' + text + b"</v></c>"))), "either")
    for encoding in ("UTF-16", "UTF-7", "UTF-32", "klingon", "IBM037"):
        text = part(SHEET).replace(b'encoding="UTF-8"', b'encoding="%s"' % encoding.encode())
        yield Kind(f"a sheet said to be {encoding}", "entities.xlsx", whole(book({SHEET: text})))
    sixteen = part(SHEET).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    yield Kind("a sheet in UTF-16", "entities.xlsx", whole(book({SHEET: sixteen})))


def far() -> Kinds:
    """One cell so far out that a reader makes room for a billion, written in every way a place can be."""
    one = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    for name, row in {
        "down": b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        "beyond any sheet": b'<row r="9"><c r="A99999999"><v>1</v></c></row>',
        "beyond any number": b'<row r="9"><c r="A99999999999999999999"><v>1</v></c></row>',
        "right": b'<row r="2"><c r="XFD2"><v>1</v></c></row>',
        "right of any sheet": b'<row r="2"><c r="ZZZZZZZ2"><v>1</v></c></row>',
        "in small letters": b'<row r="2"><c r="xfd2"><v>1</v></c></row>',
        "with spaces": b'<row r="2"><c  r = "XFD2" ><v>1</v></c></row>',
        "with other quotes": b"<row r='2'><c r='XFD2'><v>1</v></c></row>",
        "with a line end": b'<row r="2"><c\nr="XFD1048576"><v>1</v></c></row>',
        "after another attribute": b'<row r="2"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        "behind a sign": b'<row r="2"><c s=">" r="XFD1048576"><v>1</v></c></row>',
        "that looks empty": b'<row r="2"><c r="XFD1048576" x="/>"><v>1</v></c></row>',
        "with a prefix": b'<x:row r="2"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        "of a row alone": b'<row r="99999999"><c><v>1</v></c></row>',
        "of a row behind a comment": b'<row r="99999999"><!-- <row r="1"> --><c><v>1</v></c></row>',
    }.items():
        yield Kind(f"a cell far {name}", "far.xlsx", whole(sheet(one + row)))
    corners = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="GR1048576"><v>1</v></c></row>'
    yield Kind("two cells in opposite corners", "far.xlsx", whole(sheet(corners)))
    sparse = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="GR%d"><v>1</v></c></row>' % (row, row, row) for row in (1, 90_000, 190_000)
    )
    many = {f"xl/worksheets/sheet{place}.xml": HEAD + sparse + TAIL for place in (1, 2)}
    yield Kind("corners on every sheet", "far.xlsx", whole(book(many)))
    yield Kind(
        "cells without places",
        "far.xlsx",
        whole(sheet(b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>" + b"<row/>" * 30_000 + b"<row><c><v>1</v></c></row>")),
    )
    yield Kind(
        "only formatted, far out",
        "far.xlsx",
        whole(sheet(cells(b"><v>7</v></c>") + b'<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
        "either",
    )
    yield Kind(
        "a dimension without end",
        "far.xlsx",
        whole(book({SHEET: part(SHEET).replace(b'<dimension ref="', b'<dimension ref="A1:XFD1048576" x="')})),
        "read",
    )
    for columns in (500, 16_384):
        wide = b"".join(b'<c t="inlineStr"><is><t>h%d</t></is></c>' % place for place in range(columns))
        yield Kind(f"{columns:,} columns", "far.xlsx", whole(sheet(b"<row>" + wide + b"</row>")))


NUMBERS = (
    "-1",
    "-0.5",
    "0",
    "60",
    "61",
    "2958465",
    "2958466",
    "1e15",
    "1e308",
    "-1e308",
    "1e309",
    "NaN",
    "INF",
    "-INF",
    "1,5",
    "0x10",
    "",
    " ",
)


def values() -> Kinds:
    """Values of cells that no spreadsheet writes, as a date and as a number."""
    styles = part("xl/styles.xml")
    for number in NUMBERS:
        for style in (0, 1):
            cell = b's="%d"><v>%s</v></c>' % (style, number.encode())
            rows = HEAD + cells(b"><v>7</v></c>", cell, cell, cell) + TAIL
            yield Kind(
                f"the number {number!r} in style {style}",
                "values.xlsx",
                whole(book({SHEET: rows, "xl/styles.xml": styles})),
                "either",
            )
    for kind, value in (
        ("s", "99999999"),
        ("s", "-1"),
        ("s", "x"),
        ("s", ""),
        ("b", "7"),
        ("b", "x"),
        ("d", "2023-13-45"),
        ("d", "0000-00-00"),
        ("d", "9999-12-31T25:61:61"),
        ("e", "#FOO!"),
        ("e", "#N/A"),
        ("zz", "1"),
        ("inlineStr", "x"),
        ("n", "abc"),
        ("str", "x" * 50_000),
    ):
        cell = b't="%s"><v>%s</v></c>' % (kind.encode(), value.encode())
        yield Kind(f"a {kind} cell of {value[:12]!r}", "values.xlsx", whole(sheet(cells(cell, cell, cell, cell))), "either")
    for place in ("A0", "0", "A", "", "1A", "A-1", "A1:B2", "$A$1", "Ä1"):
        row = b'<row r="1"><c r="%s"><v>1</v></c></row>' % place.encode()
        yield Kind(f"a cell at {place!r}", "values.xlsx", whole(sheet(row)), "either")
    for name, xml in {
        "no rows": HEAD + TAIL,
        "no data": HEAD.replace(b"<sheetData>", b"") + b"</worksheet>",
        "not closed": HEAD + b"<row><c><v>1",
        "closed twice": HEAD + TAIL + TAIL,
        "rows inside rows": HEAD + b"<row>" * 5_000 + TAIL,
        "cells outside rows": HEAD + b'<c r="A1"><v>1</v></c>' + TAIL,
        "text alone": b"sheetData",
        "a million attributes": HEAD.replace(b"<sheetData>", b"<sheetData " + b'a="1" ' * 100_000 + b">") + TAIL,
    }.items():
        yield Kind(f"a sheet with {name}", "values.xlsx", whole(book({SHEET: xml})), "either")
