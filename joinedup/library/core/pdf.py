"""Opens a PDF and takes its words and frames out. The only module that knows the PDF library (pypdfium2)."""

import ctypes
import math
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from joinedup.library.core.frames import join_edges
from joinedup.library.core.unusable import UnusableLetterError
from joinedup.library.core.words import Frame, Page, Word

MAX_PAGES = 200
MAX_BYTES = 50_000_000
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_INVISIBLE = frozenset("\u200b\u2060\ufeff\xad")
_LINE_END_HYPHEN = 2


def read_pages(path: Path) -> tuple[Page, ...]:
    """Return a PDF's pages; raise UnusableLetterError where it is none, is damaged, locked, too large or has no text."""
    document = _open(path)
    try:
        if len(document) > MAX_PAGES:
            raise UnusableLetterError(f"{path.name} has {len(document)} pages; a letter has at most {MAX_PAGES}.")
        pages = tuple(_page(document, index) for index in range(len(document)))
    except pdfium.PdfiumError as error:
        raise UnusableLetterError(
            f"{path.name} is damaged: a page cannot be read. Fetch it again from where it is published."
        ) from error
    finally:
        document.close()
    if not any(page.words for page in pages):
        raise UnusableLetterError(
            f"{path.name} holds pictures of pages and no text. Find the published file, or have the text recognised first."
        )
    return pages


def _open(path: Path) -> Any:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnusableLetterError(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB, too large for a letter.")
        data = path.read_bytes()
    except OSError as error:
        raise UnusableLetterError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if b"%PDF-" not in data[:1024]:
        raise UnusableLetterError(f"{path.name} is not a PDF. Letters are imported from the PDF that was published.")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        if locked:
            raise UnusableLetterError(f"{path.name} is locked with a password. Use the file as it was published.") from error
        raise UnusableLetterError(
            f"{path.name} is damaged and cannot be opened. Fetch it again from where it is published."
        ) from error


def _page(document: Any, index: int) -> Page:
    page = document[index]
    width, height = page.get_size()
    words = tuple(_Words(page.get_textpage()).read())
    return Page(index + 1, width, height, words, tuple(_frames(page)))


def _frames(page: Any) -> list[Frame]:
    kinds = [raw.FPDF_PAGEOBJ_PATH]
    edges = [Frame(*item.get_bounds()) for item in page.get_objects(filter=kinds, max_depth=3)]
    return join_edges(edges)


class _Words:
    """Walks the characters of one page and ends a word at each space, gap, or change of size."""

    def __init__(self, text_page: Any) -> None:
        self._keep, self._page = text_page, text_page.raw  # the handle itself: asking the helper for it took a tenth of the time
        self._matrix = raw.FS_MATRIX()
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(200), ctypes.c_int()
        self._found: list[Word] = []
        self._start: int | None = None
        self._text = ""
        self._left = self._right = self._foot = self._height = 0.0

    def read(self) -> list[Word]:
        """Return the page's words in the order of the file."""
        for index in range(self._keep.count_chars()):
            self._take(index)
        self._end()
        return self._found

    def _take(self, index: int) -> None:
        character = self._character(index)
        if not character:
            self._end()
            return
        box = self._box
        raw.FPDFText_GetLooseCharBox(self._page, index, box)
        left, foot, height = box.left, box.bottom, abs(box.top - box.bottom)
        if self._start is not None and self._apart(left, foot, height):
            self._end()
        if self._start is None:
            self._start, self._left, self._foot, self._height = index, left, foot, height
        self._text += _LIGATURES.get(character, character)
        self._right = box.right

    def _character(self, index: int) -> str:
        """Return a character; nothing for a space, a line end, or what no text has."""
        code = raw.FPDFText_GetUnicode(self._page, index)
        if 32 < code < 127:
            return chr(code)
        if code == _LINE_END_HYPHEN:
            return "-"
        character = chr(code) if 127 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        return "" if character.isspace() or character in _INVISIBLE else character

    def _apart(self, left: float, foot: float, height: float) -> bool:
        """Return whether a character stands off from the word so far, beside or above it, or is of another size."""
        gap, step = left - self._right, 0.2 * self._height
        beside = gap > step or gap < -2 * self._height
        alike = 0.85 * self._height <= height <= 1.18 * self._height
        return beside or abs(foot - self._foot) > step or not alike

    def _end(self) -> None:
        if self._start is not None:
            self._found.append(self._word(self._start))
        self._start, self._text = None, ""

    def _word(self, start: int) -> Word:
        raw.FPDFText_GetFontInfo(self._page, start, self._name, len(self._name), self._flags)
        font = self._name.value.decode("utf-8", "replace").lower()
        raw.FPDFText_GetMatrix(self._page, start, self._matrix)
        size = raw.FPDFText_GetFontSize(self._page, start) * math.hypot(self._matrix.b, self._matrix.d)
        bold = "bold" in font or "black" in font or raw.FPDFText_GetFontWeight(self._page, start) >= 600
        symbol = any(name in font for name in ("wingdings", "symbol", "dingbats", "webdings"))
        raw.FPDFText_GetCharOrigin(self._page, start, self._x, self._y)
        return Word(self._text, self._left, self._right, self._y.value, round(size, 1), bold, symbol)
