"""Words → the lines of a letter's text: what stands on every page, page numbers, footnotes and their marks are left out."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from joinedup.library.core.words import Frame, Page, Word

BULLETS = frozenset("•●▪■◼◾□◻▫▶►‣◦○➢➤❑❖✓§")
DASHES = frozenset("⁃∙·‒–—−-*o")  # a bullet only where the text stands well off, as these stand in running text too
_NUMBER = re.compile(r"^(page\s*)?\d{1,3}(\s*(of|/)\s*\d{1,3})?$", re.I)
_EDGE = 0.12  # share of the page's height, at head and foot, where page furniture stands
_OFTEN = 3  # on so many pages the same line is furniture
_COLUMN = 5.0  # words on one baseline further apart than so many type sizes stand in two columns


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: page, baseline, words left to right without a bullet, and what is known of its place."""

    page: int
    y: float
    words: tuple[Word, ...]
    bullet: float | None  # left edge of the bullet before it
    frame: int | None  # number of the frame on its page that holds it

    @property
    def x0(self) -> float:
        """Left edge of the first word."""
        return self.words[0].x0

    @property
    def size(self) -> float:
        """Type size of the first word."""
        return self.words[0].size

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) >= 0.9 * letters


@dataclass(frozen=True, slots=True)
class Text:
    """All lines of a letter in reading order, with the size of its running text."""

    lines: tuple[Line, ...]
    size: float


def read_lines(pages: Sequence[Page]) -> Text:
    """Return the letter's lines without page furniture, footnotes and footnote marks."""
    size = _commonest_size(pages)
    rows = [(page, row) for page in pages for row in _rows(page, size)]
    furniture = _furniture(rows)
    lines = [_line(page, row) for page, row in rows if _plain(row) not in furniture and not _page_number(page, row)]
    kept = tuple(line for line in lines if line is not None and line.size > 0.9 * size)
    return Text(kept, size)


def _commonest_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[word.size] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _rows(page: Page, size: float) -> list[list[Word]]:
    """Return a page's words as rows from the head down; marks set small and high, and words printed twice, are left out."""
    words = [word for word in page.words if not _footnote_mark(word, size)]
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        near = rows and abs(rows[-1][0].y - word.y) <= 0.25 * size
        if near and not any(_same(word, other) for other in rows[-1]):
            rows[-1].append(word)
        elif not near:
            rows.append([word])
    return [column for row in rows for column in _columns(sorted(row, key=lambda word: word.x0), size)]


def _columns(row: list[Word], size: float) -> list[list[Word]]:
    """Return a row as one, or cut where columns stand side by side, as signatures and a letterhead do."""
    columns = [[row[0]]]
    for last, word in pairwise(row):
        if word.x0 - last.x1 > _COLUMN * size and not _is_bullet([last, word]):
            columns.append([])
        columns[-1].append(word)
    return columns


def _footnote_mark(word: Word, size: float) -> bool:
    return word.size < 0.75 * size and not any(character.isalpha() for character in word.text)


def _same(one: Word, other: Word) -> bool:
    return one.text == other.text and abs(one.x0 - other.x0) < 2


def _plain(row: list[Word]) -> tuple[str, int]:
    return " ".join(word.text for word in row), round(row[0].y / 4)


def _furniture(rows: list[tuple[Page, list[Word]]]) -> set[tuple[str, int]]:
    """Return the rows that stand at one place near the head or foot of several pages."""
    edge = [_plain(row) for page, row in rows if not _EDGE < row[0].y / page.height < 1 - _EDGE]
    return {row for row, times in Counter(edge).items() if times >= _OFTEN}


def _page_number(page: Page, row: list[Word]) -> bool:
    at_edge = not _EDGE < row[0].y / page.height < 1 - _EDGE
    return at_edge and bool(_NUMBER.match(" ".join(word.text for word in row)))


def _line(page: Page, row: list[Word]) -> Line | None:
    marked = _is_bullet(row)
    words = tuple(row[1:] if marked else row)
    if not words:
        return None
    y = row[0].y
    frame = next((at for at, frame in enumerate(page.frames) if _held(frame, words[0], y)), None)
    return Line(page.number, y, words, row[0].x0 if marked else None, frame)


def _is_bullet(row: list[Word]) -> bool:
    first = row[0]
    if len(row) < 2 or row[1].x0 - first.x1 > 60:
        return False
    if len(first.text) != 1:
        return False
    if first.text in DASHES and not first.symbol:
        return row[1].x0 - first.x1 > 0.5 * first.size
    return first.symbol or first.text in BULLETS or "\ue000" <= first.text <= "\uf8ff"


def _held(frame: Frame, word: Word, y: float) -> bool:
    return frame.holds(word.x0, y) and frame.holds(word.x0, y + 0.5 * word.size)
