"""Damage that any file can suffer on its way: cut short, bits turned, zeros, doubled, packed, and under a wrong name."""

import base64
import gzip
import io
import random
import zipfile

from tests.factories.hostile.kinds import BOOK, CENSUS, CHILD, LIST, SOUND, Kind, Kinds, whole

FLIPS = 10


def damaged() -> Kinds:
    """Every sound container with every damage."""
    for file, data in SOUND.items():
        yield from _cut(file, data)
        yield from _turned(file, data)
        yield from _changed(file, data)


def _cut(file: str, data: bytes) -> Kinds:
    # text can be cut between two rows and be whole; a workbook and XML cannot
    outcome = "either" if file.endswith(".csv") else "refused"
    for tenth in range(10):
        cut = len(data) * tenth // 10
        yield Kind(f"{file} cut at {tenth} tenths", file, whole(data[:cut]), outcome if cut else "refused")


def _turned(file: str, data: bytes) -> Kinds:
    for seed in range(FLIPS):
        draw = random.Random(f"{file} {seed}")
        turned = bytearray(data)
        for _ in range(1 + 3 * seed):
            turned[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        yield Kind(f"{file} with {1 + 3 * seed} bits turned", file, whole(bytes(turned)), "either")


def _changed(file: str, data: bytes) -> Kinds:
    middle = len(data) // 2
    for name, changed in {
        "zeros in front": bytes(64) + data,
        "zeros in the middle": data[:middle] + bytes(64) + data[middle:],
        "zeros at the end": data + bytes(64),
        "a zero after every letter": b"".join(bytes((byte, 0)) for byte in data),
        "zeros alone": bytes(5_000),
        "itself twice": data + data,
        "backwards": data[::-1],
        "rubbish in front": b"rubbish " * 9 + data,
        "rubbish at the end": data + b" rubbish" * 9,
        "packed with gzip": gzip.compress(data),
        "written in base64": base64.b64encode(data),
        "in high letters": bytes(byte | 0x80 for byte in data),
        "one letter": data[:1],
        "line ends changed": data.replace(b"\n", b"\r\n\n"),
        "bytes no encoding has": data[:middle] + b"\x81\x8d\x8f\x90\x9d\xff\xfe" + data[middle:],
        "controls": data[:middle] + bytes(range(1, 9)) * 40 + data[middle:],
    }.items():
        yield Kind(f"{file} with {name}", file, whole(changed), "either")


def _packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


OTHERS: dict[str, bytes] = {
    "a PDF": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(200),
    "a PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 4,
    "a Word document": _packed(word__document_dot_xml=b"<w:document/>", _rels__x=b""),
    "an old Excel workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1_000),
    "a locked workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    "a binary workbook": _packed(xl__workbook_dot_bin=bytes(100), xl__worksheets__sheet1_dot_bin=bytes(100)),
    "an OpenDocument sheet": _packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=b"<a/>"),
    "a zip of lists": _packed(list_dot_csv=LIST, book_dot_xlsx=BOOK),
    "a web page": b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Session expired</p></body></html>",
    "a rich text": b"{\\rtf1\\ansi Force ID}",
    "JSON": b'[{"Force ID": "7", "Reported missing": "2023-05-01"}]',
    "a database": b"SQLite format 3\0" + bytes(2_000),
    "a program": b"MZ\x90\0" + bytes(range(256)) * 8,
    "a Unix program": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    "a 7z archive": b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 4,
    "a rar archive": b"Rar!\x1a\x07\x01\0" + bytes(range(256)) * 4,
    "an e-mail": b"From: a@example.org\r\nTo: b@example.org\r\nSubject: list\r\n\r\nPlease find attached.",
    "another XML": b'<?xml version="1.0"?><note><to>you</to></note>',
    "a census as text": CENSUS % CHILD,
    "a workbook": BOOK,
    "a list as text": LIST,
}
_RIGHT = {("a workbook", ".xlsx"), ("a list as text", ".csv"), ("a census as text", ".xml")}


def misnamed() -> Kinds:
    """Every other kind of file under the names of those that are read, and sound files under names of those that are not."""
    for what, data in OTHERS.items():
        for ending in (".csv", ".xlsx", ".xml"):
            if (what, ending) not in _RIGHT:
                yield Kind(f"{what} named {ending}", f"list{ending}", whole(data))
    for ending in (".xlsm", ".xls", ".xlsb", ".ods", ".pdf", ".docx", ".zip", ".exe", ""):
        yield Kind(f"a sound workbook named {ending or 'without an ending'}", f"list{ending}", whole(BOOK))
