"""The shape of a page as it was printed: words with place, size and weight, and the frames drawn around some of them.

Lengths are in points (1/72 inch); y runs upward from the foot of the page, as PDF has it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its text, left and right edge, baseline, type size, and whether it is bold or set in a font of symbols."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    symbol: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame drawn on a page, as boxes have: left, foot, right, head."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies within."""
        return self.x0 - 1 <= x <= self.x1 + 1 and self.y0 - 1 <= y <= self.y1 + 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size, its words in the order of the file, its frames."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    frames: tuple[Frame, ...]
