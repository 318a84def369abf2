"""A draft as it is sent out for factual accuracy: its words and nothing beneath them, so that no finding or note goes with it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from joinedup.publication.document import Box, Document, Heading, Passage, Section, Standard

Kind = Literal["heading", "standard", "paragraph", "item", "box"]


@dataclass(frozen=True)
class Piece:
    """One stretch of a section: a subheading, a standard sentence, a paragraph, a point of a list, or the title of a box.

    `passage` is the id of the passage whose words these are; "" for what no passage says. `boxed`: it stands in a box.
    """

    kind: Kind
    text: str
    passage: str = ""
    boxed: bool = False


@dataclass(frozen=True)
class Sheet:
    """One section with what it says."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class SentDraft:
    """One exact version of a draft, as it was sent."""

    title: str
    addressees: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def texts(self) -> dict[str, str]:
        """Return id of a passage → its words as sent."""
        return {piece.passage: piece.text for sheet in self.sheets for piece in sheet.pieces if piece.passage}

    def where(self) -> dict[str, str]:
        """Return id of a passage → the title of the section it stands in."""
        return {piece.passage: sheet.title for sheet in self.sheets for piece in sheet.pieces if piece.passage}


def sent_draft(document: Document) -> SentDraft:
    """Return what of a composed letter is sent: sections without words and signatures are left out."""
    sheets = [Sheet(section.title, tuple(_pieces(section))) for section in document.sections]
    addressees = tuple(f"{one.role}, {one.organisation}" for one in document.addressees)
    return SentDraft(document.title, addressees, tuple(sheet for sheet in sheets if sheet.pieces))


def to_plain(draft: SentDraft) -> dict[str, Any]:
    """Return the draft as JSON can hold it."""
    return asdict(draft)


def from_plain(held: dict[str, Any]) -> SentDraft:
    """Return the draft `to_plain` made."""
    sheets = (Sheet(sheet["title"], tuple(Piece(**piece) for piece in sheet["pieces"])) for sheet in held["sheets"])
    return SentDraft(held["title"], tuple(held["addressees"]), tuple(sheets))


def fingerprint(draft: SentDraft) -> str:
    """Return sha256 hex over every word of the draft: two people hold the same draft if, and only if, it is the same."""
    text = json.dumps(to_plain(draft), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _pieces(section: Section) -> Iterator[Piece]:
    for block in section.blocks:
        if isinstance(block, Box):
            yield Piece("box", block.title, boxed=True)
            yield from (Piece("paragraph", passage.text, passage.id, boxed=True) for passage in block.passages)
        else:
            yield _piece(block)


def _piece(block: Passage | Heading | Standard) -> Piece:
    """Return one block outside a box as a piece."""
    if isinstance(block, Passage):
        return Piece("item" if block.item else "paragraph", block.text, block.id)
    return Piece("heading" if isinstance(block, Heading) else "standard", block.text)
