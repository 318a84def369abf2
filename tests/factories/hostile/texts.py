"""Text files and XML that are a trap: quotation marks left open, cells without end, entities, elements without end."""

from tests.factories.hostile.kinds import CENSUS, CHILD, LIST, MISSING, RETURN, Kind, Kinds, whole
from tests.factories.lists import csv_bytes

MEGABYTE = 1 << 20
HEADER = ",".join(MISSING[0]).encode() + b"\r\n"
ROW = b"7,01/05/2023,,High\r\n"


def tables() -> Kinds:
    """CSV files no system writes, or only a broken one."""
    yield Kind("rows without end", "list.csv", lambda scale: HEADER + ROW * (60_000 * scale))
    yield Kind("blank lines without end", "list.csv", lambda scale: LIST + b"\n" * (250_000 * scale))
    yield Kind("commas without end", "list.csv", lambda scale: HEADER + b"," * (300_000 * scale))
    yield Kind(
        "wide and long",
        "list.csv",
        lambda scale: b",".join(b"h%d" % place for place in range(150)) + b"\n" + b"\n" * (200_000 * scale),
    )
    for columns in (500, 16_384):
        yield Kind(
            f"{columns:,} columns", "list.csv", whole(csv_bytes([[f"h{place}" for place in range(columns)], ["1"] * columns]))
        )
        yield Kind(f"a row of {columns:,} cells", "list.csv", whole(LIST + b"1," * columns + b"\n"), "either")
    yield Kind("one cell without end", "list.csv", lambda scale: HEADER + b"7," + b"x" * (5 * MEGABYTE * scale) + b"\r\n")
    yield Kind("a header without end", "list.csv", lambda scale: b"x" * (5 * MEGABYTE * scale) + b",Force ID\r\n1,2\r\n")
    yield Kind("a line without an end", "list.csv", lambda scale: b"x" * (5 * MEGABYTE * scale))
    yield Kind("a quoted cell of lines", "list.csv", lambda scale: HEADER + b'7,"' + b"x\n" * (50_000 * scale) + b'",,High\r\n')
    for name, text in {
        "open at the first cell": b'"' + LIST,
        "open in the header": LIST.replace(b"Returned", b'"Returned'),
        "open in a row": LIST.replace(b"07/05/2023", b'"07/05/2023'),
        "at the very end": LIST + b'"',
        "in the middle of a word": LIST.replace(b"High", b'Hi"gh'),
        "alone": b'"' * 1_001,
        "around everything": b'"' + LIST + b'"',
        "doubled": LIST.replace(b"High", b'""High""'),
        "typographic": LIST.replace(b"High", "“High”".encode()),
    }.items():
        yield Kind(f"quotation marks {name}", "list.csv", whole(text), "either")
    yield Kind(
        "a quotation mark left open above a long list",
        "list.csv",
        lambda scale: HEADER + b'7,"01/05/2023,,High\r\n' + ROW * (5_000 * scale),
    )
    for value in (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://127.0.0.1")',
        "=DDE(1)",
        "%00",
        "${7*7}",
        "<script>",
    ):
        rows = [MISSING[0], [value] * 4, *MISSING[1:]]
        yield Kind(f"a formula {value!r}", "list.csv", whole(csv_bytes(rows)), "read")
        yield Kind(f"a header {value!r}", "list.csv", whole(csv_bytes([[*MISSING[0], value], *MISSING[1:]])), "read")
    yield Kind("every header twice", "list.csv", whole(csv_bytes([row * 2 for row in MISSING])), "read")
    yield Kind(
        "one header a hundred times", "list.csv", whole(csv_bytes([[*MISSING[0], *["Risk level"] * 100], *MISSING[1:]])), "either"
    )
    yield Kind(
        "every header almost",
        "list.csv",
        whole(csv_bytes([[*MISSING[0], *[f"Risk levl {place}" for place in range(190)]], *MISSING[1:]])),
        "either",
    )
    yield Kind("headers alone", "list.csv", whole(HEADER), "read")
    yield Kind("a header and nothing else", "list.csv", whole(b"Force ID"), "either")
    for day in (
        "00/00/0000",
        "29/02/1900",
        "31/12/9999",
        "01/01/0000",
        "99/99/9999",
        "1/1/1",
        "2023-05-01T25:61:61Z",
        "1e400",
        "-1",
        "٣/٤/٢٠٢٣",
        "1 Smarch 2023",
    ):
        yield Kind(f"the date {day}", "list.csv", whole(csv_bytes([MISSING[0], ["7", day, day, "High"], *MISSING[1:]])), "read")
    for value in (
        "9" * 400,
        "1e308",
        "-0",
        "NaN",
        "inf",
        "1_000",
        "０",
        "1.7976931348623157e309",
        "\u202e7",
        "7\u0000",
        "\ufeff7",
        "\ud7ff",
        "é" * 300,
        "👩‍👧" * 50,
    ):
        yield Kind(
            f"an id {ascii(value)[:20]}",
            "list.csv",
            whole(csv_bytes([MISSING[0], [value, "01/05/2023", "", "High"], *MISSING[1:]])),
            "either",
        )


def letters() -> Kinds:
    """Encodings that are mixed, broken, or not what the file says."""
    text = LIST.decode() + "8,02/05/2023,,Zoë\r\n"
    for encoding in (
        "utf-7",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "utf-16-be",
        "cp437",
        "cp037",
        "mac_roman",
        "shift_jis",
        "iso2022_jp",
        "gb18030",
    ):
        yield Kind(f"text in {encoding}", "list.csv", whole(text.encode(encoding, "replace")), "either")
    for name, data in {
        "a lone surrogate in UTF-16": b"\xff\xfe" + LIST.decode().encode("utf-16-le") + b"\x00\xd8a\x00",
        "half a letter in UTF-16": b"\xff\xfe" + LIST.decode().encode("utf-16-le") + b"a",
        "a surrogate in UTF-8": LIST + b"\xed\xa0\x80,1,,High\r\n",
        "an overlong letter": LIST + b"\xc0\xaf,1,,High\r\n",
        "half a letter in UTF-8": LIST + b"\xe2\x82",
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + LIST,
        "two encodings": LIST + "ë,1,,High\r\n".encode() + "ë,1,,High\r\n".encode("cp1252"),
        "the other mark": b"\xfe\xff" + LIST,
        "a mark in the middle": LIST + b"\xef\xbb\xbf" + LIST,
        "no letters": b"\xff" * 900,
        "separators alone": b",;\t|" * 500,
        "line ends alone": b"\r\r\n\n\r" * 500,
        "a letter without end": "e\u0301".encode() + "\u0301".encode() * 30_000,
        "the other way": "\u202e".encode() + LIST,
        "sep and nothing": b"sep=",
        "a separator of its own": b"sep=\x00\r\n" + LIST,
        "a quotation mark for separator": b'sep="\r\n' + LIST,
        "a line end for separator": b"sep=\r\r\n" + LIST,
    }.items():
        yield Kind(f"letters: {name}", "list.csv", whole(data), "either")


def elements() -> Kinds:
    """XML that says it is a return."""
    sound = CENSUS % CHILD
    for name, declared in {
        "laughs": b'<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "quadratic": b'<!DOCTYPE m [<!ENTITY a "' + b"a" * 50_000 + b'">]>',
        "a file": b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        "a machine": b'<!DOCTYPE Message SYSTEM "http://127.0.0.1:9/x.dtd">',
        "a parameter": b"<!DOCTYPE m [<!ENTITY % p \"<!ENTITY a 'x'>\"> %p;]>",
        "nothing": b"<!DOCTYPE Message>",
        "an attribute": b'<!DOCTYPE m [<!ATTLIST Child id CDATA "x">]>',
    }.items():
        yield Kind(
            f"a document type with {name}",
            "census.xml",
            whole(declared + sound.replace(b"A1", b"A1&a;" if b"ENTITY a" in declared else b"A1")),
        )
    yield Kind("children without end", "census.xml", lambda scale: CENSUS % (CHILD * (25_000 * scale)))
    yield Kind("elements without end", "census.xml", lambda scale: CENSUS % (b"<a/>" * (110_000 * scale)))
    yield Kind("elements inside elements", "census.xml", lambda scale: CENSUS % (b"<a>" * (10_000 * scale)))
    yield Kind("text without end", "census.xml", lambda scale: CENSUS % CHILD.replace(b"A1", b"A" * (3 * MEGABYTE * scale)), "read")
    yield Kind(
        "attributes without end",
        "census.xml",
        lambda scale: CENSUS % (b"<a " + b" ".join(b'a%d="1"' % n for n in range(20_000 * scale)) + b"/>" + CHILD),
        "either",
    )
    yield Kind(
        "an attribute without end",
        "census.xml",
        lambda scale: CENSUS % (b'<a b="' + b"x" * (3 * MEGABYTE * scale) + b'"/>' + CHILD),
        "either",
    )
    yield Kind(
        "a name without end", "census.xml", lambda scale: CENSUS % (b"<" + b"a" * (MEGABYTE * scale) + b"/>" + CHILD), "either"
    )
    yield Kind(
        "a comment without end",
        "census.xml",
        lambda scale: CENSUS % (b"<!--" + b"x" * (3 * MEGABYTE * scale) + b"-->" + CHILD),
        "read",
    )
    yield Kind("instructions without end", "census.xml", lambda scale: CENSUS % (b"<?x y?>" * (100_000 * scale) + CHILD), "either")
    for name, data in {
        "no child": CENSUS % b"",
        "another collection": sound.replace(b"CIN<", b"SC<"),
        "another root": sound.replace(b"Message", b"Post"),
        "no collection": sound.replace(b"<Collection>CIN</Collection>", b""),
        "two roots": sound + sound,
        "a letter alone": b"<",
        "spaces": b" " * 999,
        "a wrong end": sound.replace(b"</Child>", b"</Kid>"),
        "no encoding": b'<?xml version="1.0" encoding="klingon"?>' + sound,
        "an encoding that lies": b'<?xml version="1.0" encoding="utf-16"?>' + sound,
        "an unknown entity": sound.replace(b"A1", b"&nbsp;"),
        "a zero": sound.replace(b"A1", b"&#0;"),
        "a raw zero": sound.replace(b"A1", b"A\0"),
        "half a letter": sound.replace(b"A1", b"\xe2\x82"),
        "a lone surrogate": sound.replace(b"A1", b"&#xD800;"),
    }.items():
        yield Kind(f"XML with {name}", "census.xml", whole(data))
    for name, data in {
        "a later version": b'<?xml version="9.9"?>' + sound,
        "text between": sound.replace(b"<ChildIdentifiers>", b"text<ChildIdentifiers>"),
        "CDATA": sound.replace(b"A1", b"<![CDATA[<A1>]]>"),
        "a prefix": sound.replace(b"<Message>", b'<c:Message xmlns:c="u">').replace(b"</Message>", b"</c:Message>"),
        "nobody": sound.replace(b"<LAchildID>A1</LAchildID>", b""),
        "two ids": sound.replace(b"</LAchildID>", b"</LAchildID><LAchildID>B</LAchildID>"),
        "dates of another world": sound.replace(b"2023-04-02", b"0000-13-45"),
        "UTF-16": sound.decode().encode("utf-16"),
        "a stylesheet": b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>' + sound,
        "an include": sound.replace(b"A1", b'<xi:include href="file:///etc/passwd" xmlns:xi="u"/>'),
    }.items():
        yield Kind(f"XML with {name}", "census.xml", whole(data), "either")


def returns() -> Kinds:
    """The looked-after return with rows no authority has."""
    for name, old, new in (
        ("a day that never was", b"1/4/2023", b"31/02/2023"),
        ("no child", b"7,", b","),
        ("a code nobody knows", b",M,", b",Q,"),
        ("an end before its start", b"1/4/2023,", b"1/4/2023,1/1/1990"),
        ("a header twice", b"MIS_END", b"MIS_START"),
        ("a header less", b"MIS_END", b""),
    ):
        yield Kind(f"a return with {name}", "missing.csv", whole(RETURN.replace(old, new)), "either")
    yield Kind(
        "a return of one child a thousand times",
        "missing.csv",
        lambda scale: RETURN + b"7,1/5/2012,M,1/4/2023,\r\n" * (1_000 * scale),
        "read",
    )
