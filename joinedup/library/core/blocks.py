"""Lines → blocks: a heading, a bullet, a paragraph, each whole across line ends and page breaks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from joinedup.library.core.lines import Line, Text
from joinedup.library.core.phrases import Phrases

_LEADING = 1.5  # lines further apart than so many type sizes are not one heading or paragraph
_SLACK = 4.0
_ENDS = (".", ":", "?", "!", ";", ".’", ".”", ".'", '."')


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    BULLET = "bullet"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, bullet or paragraph: its text, where it begins, and the last line of it so far."""

    kind: Kind
    text: str
    page: int
    size: float
    x0: float
    bullet: float | None
    frame: int | None
    last: Line


def read_blocks(text: Text, lines: Iterable[Line], phrases: Phrases) -> list[Block]:
    """Return the blocks of some of a letter's lines."""
    blocks: list[Block] = []
    for line in lines:
        kind = _kind(line, phrases)
        last = blocks[-1] if blocks else None
        if last is not None and _goes_on(last, line, kind, text.size):
            blocks[-1] = replace(last, text=join(last.text, line.text), last=line)
        else:
            blocks.append(Block(kind, line.text, line.page, line.size, line.x0, line.bullet, line.frame, line))
    return blocks


def join(text: str, more: str) -> str:
    """Return two printed lines as one: a hyphen at the end of the first stays, without a space after it, as in multi-agency.

    Before "and" and "or" a space stays, as in "joint- or single-agency".
    """
    hyphen = text.endswith("-") and text[-2:-1].isalnum() and more.split(" ", 1)[0] not in ("and", "or", "to")
    return text + more if hyphen else f"{text} {more}"


def _kind(line: Line, phrases: Phrases) -> Kind:
    if line.bullet is not None:
        return Kind.BULLET
    known = line.text[:1].isupper() and (phrases.section_of(line.text) is not None or phrases.is_box_heading(line.text))
    return Kind.HEADING if line.bold or known else Kind.TEXT


def _goes_on(block: Block, line: Line, kind: Kind, size: float) -> bool:
    """Return whether a line goes on with the block before it."""
    if (block.frame is None) != (line.frame is None):
        return False
    if block.kind is Kind.BULLET:
        return _in_bullet(block, line, kind)
    if kind is not block.kind:
        return False
    near = line.page == block.last.page and block.last.y - line.y <= _LEADING * max(size, line.size)
    if kind is Kind.HEADING:
        return near and abs(line.size - block.size) < 0.5
    over_page = line.page == block.last.page + 1 and not block.text.endswith(_ENDS)
    return near or over_page


def _in_bullet(block: Block, line: Line, kind: Kind) -> bool:
    """A bullet holds what stands under its text, on this page or the next, and the bullets set further in than its own."""
    if kind is Kind.BULLET:
        return (
            line.bullet is not None
            and block.bullet is not None
            and line.bullet > block.bullet + 2 * _SLACK
            and line.page == block.page
        )
    under = line.x0 >= block.x0 - _SLACK
    goes_on_bold = block.last.bold and block.last.page == line.page and block.last.y - line.y <= _LEADING * line.size
    return under and (kind is Kind.TEXT or goes_on_bold)
