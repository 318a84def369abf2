"""The published letter as one frozen tree: whatever form it is read in, it is made from this and nothing else.

Times are dates; ids are text. A passage carries the ids of the findings and notes it rests on: that is what lets a reader
with the right to see them follow every sentence back to what inspectors saw.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal


class PassageWithoutEvidence(ValueError):
    """A passage rests on no finding or no note, so the document cannot be published."""

    def __init__(self, section: str, text: str):
        words = " ".join(text.split()[:10])
        super().__init__(f"In “{section}”, the passage “{words}…” rests on no evidence. Link it to a finding that rests on notes.")


@dataclass(frozen=True)
class Passage:
    """A stretch of the letter that says one thing. `item` marks a bullet of a list."""

    id: str
    text: str
    findings: tuple[str, ...]
    notes: tuple[str, ...]
    direction: str = ""  # strength | improve | priority
    sectors: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    item: bool = False
    type: Literal["passage"] = "passage"


@dataclass(frozen=True)
class Heading:
    """A subheading within a section."""

    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Standard:
    """A standard sentence of the framework: it states the method, not what was seen, and needs no evidence."""

    id: str
    text: str
    type: Literal["standard"] = "standard"


@dataclass(frozen=True)
class Box:
    """A practice study or case study set apart from the text."""

    id: str
    kind: str  # effective_practice | improvement
    label: str  # as printed: “Case study: highly effective practice”
    title: str
    passages: tuple[Passage, ...]
    type: Literal["box"] = "box"


Block = Passage | Heading | Standard | Box


@dataclass(frozen=True)
class Section:
    """One section of the outline. A section without a title prints no heading."""

    id: str
    title: str
    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Addressee:
    """Whom the letter is addressed to: a post in an organisation, never a name."""

    role: str
    organisation: str


@dataclass(frozen=True)
class Signature:
    """An inspectorate that signed this exact text, and the post that signed for it."""

    inspectorate: str
    post: str


@dataclass(frozen=True)
class FrameworkReference:
    """The framework the inspection kept: its canonical JSON has this sha256."""

    id: str
    title: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Statement:
    """The written statement of proposed action: whether it is needed, from whom and by when (SI 2015/1792)."""

    needed: bool
    principal_authority: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Document:
    """One letter as published."""

    id: str
    title: str
    area: str
    made_up: bool
    framework: FrameworkReference
    theme: str
    inspectorates: tuple[str, ...]
    legal_basis: str
    fieldwork_from: date
    fieldwork_to: date
    published_on: date
    addressees: tuple[Addressee, ...]
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    statement: Statement
    kind: Literal["letter"] = "letter"
    language: Literal["en-GB"] = "en-GB"


def passages_of(section: Section) -> Iterator[Passage]:
    """Return every passage of a section in reading order, those in boxes included."""
    for block in section.blocks:
        if isinstance(block, Passage):
            yield block
        elif isinstance(block, Box):
            yield from block.passages


def check_document(document: Document) -> None:
    """Raise PassageWithoutEvidence for the first passage that rests on no finding or no note."""
    for section in document.sections:
        for passage in passages_of(section):
            if not passage.findings or not passage.notes:
                raise PassageWithoutEvidence(section.title or section.id, passage.text)
