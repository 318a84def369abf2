"""The published letter as one frozen tree: whatever form it is read in, it is made from this and nothing else.

Times are dates; ids are text. A passage carries the ids of the findings and notes it rests on: that is what lets a reader
with the right to see them follow every sentence back to what inspectors saw. What an annotation says of a field is what the
JSON Schema and its reference page say of it.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final, Literal

#: Marks a field that data may leave out: it came after letters of this form were published, and is left out where it is empty.
OPTIONAL: Final = {"optional": True}
#: Kinds of character no form prints alike: control characters, halves of characters, and those nobody has defined.
_LOST = frozenset({"Cc", "Cs", "Cn"})
#: Signs that turn the direction of reading: with them words are read in another order than they stand in.
_TURNING = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class CannotPublish(ValueError):
    """A document cannot be published as it stands; the sentence says where and what to do."""


class PassageWithoutEvidence(CannotPublish):
    """A passage rests on no finding or no note, so the document cannot be published."""

    def __init__(self, section: str, text: str):
        where = f"In “{section}”, the passage “{_opening(text)}” rests on no evidence."
        super().__init__(f"{where} Link it to a finding that rests on notes.")


class UnprintableText(CannotPublish):
    """A text holds a character that some form cannot hold."""

    def __init__(self, section: str, text: str):
        words = "".join(sign for sign in text if not _is_lost(sign))
        super().__init__(
            f"In “{section}”, “{_opening(words)}” holds a hidden control character. Delete the text and type it again."
        )


def _opening(text: str) -> str:
    """Return the first words of a text, enough to find it by."""
    words = text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")


@dataclass(frozen=True)
class Passage:
    """A stretch of the letter that says one thing."""

    id: Annotated[str, "stays with the passage from draft to publication"]
    text: str
    findings: Annotated[tuple[str, ...], "ids of the findings it rests on: never empty in a published letter"]
    notes: Annotated[tuple[str, ...], "ids of the notes those findings rest on: never empty either"]
    direction: Annotated[str, "strength, improve or priority; empty where it is none of these"] = ""
    sectors: Annotated[tuple[str, ...], "ids of the framework's sectors it is about"] = ()
    criteria: Annotated[tuple[str, ...], "ids of the framework's criteria it answers"] = ()
    item: Annotated[bool, "true: one point of a list; false: a paragraph"] = False
    type: Literal["passage"] = "passage"


@dataclass(frozen=True)
class Heading:
    """A subheading within a section."""

    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Standard:
    """A standard sentence of the framework: it states the method, not what was seen, and needs no evidence."""

    id: Annotated[str, "id of the sentence in the framework"]
    text: Annotated[str, "the wording in force on the day of publication, filled in"]
    type: Literal["standard"] = "standard"


@dataclass(frozen=True)
class Box:
    """A practice study or case study set apart from the text."""

    id: str
    kind: Annotated[str, "effective_practice, improvement or priority_action"]
    label: Annotated[str, "what such boxes are called in this letter, as in “Case study: highly effective practice”"]
    title: str
    passages: tuple[Passage, ...]
    type: Literal["box"] = "box"
    lesson: Annotated[str, "id of the passage that says what others can learn; left out where none does"] = field(
        default="", metadata=OPTIONAL
    )


Block = Passage | Heading | Standard | Box


@dataclass(frozen=True)
class Section:
    """One section of the outline."""

    id: Annotated[str, "id of the section in the framework's outline"]
    title: Annotated[str, "printed as its heading; an empty one prints none"]
    kind: Annotated[str, "addressees, salutation, standard, bullets, prose, boxes or signatures"]
    blocks: Annotated[tuple[Block, ...], "in reading order"]


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
    """The framework the inspection kept."""

    id: str
    title: str
    version: str
    sha256: Annotated[str, "of the framework's canonical JSON, as stored with the inspection"]


@dataclass(frozen=True)
class Statement:
    """The written statement of proposed action: whether it is needed, from whom and by when (SI 2015/1792)."""

    needed: bool
    principal_authority: Annotated[str, "empty where no statement is needed"] = ""
    due_on: Annotated[date | None, "as printed in the letter; nothing where no statement is needed"] = None
    prepared_by: Annotated[str, "who prepares it; empty where that is the principal authority itself"] = ""
    sent_by: Annotated[str, "who sends it; empty where that is the principal authority itself"] = ""
    received_on: Annotated[date | None, "the day the principal authority receives the letter: the time is counted from it"] = None


@dataclass(frozen=True)
class Recipient:
    """A body the letter is sent to (SI 2015/1792)."""

    name: str
    must_publish: Annotated[bool, "whether it must publish the letter too"]


@dataclass(frozen=True)
class ChildrensPage:
    """What the letter says, in plain words for children and young people of the area."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """One letter as published."""

    id: Annotated[str, "a random UUID; the same in every form"]
    title: str
    area: str
    made_up: Annotated[bool, "true: about an invented area; every form says so at its top"]
    framework: FrameworkReference
    theme: str
    inspectorates: Annotated[tuple[str, ...], "by the names they bore on the day of publication"]
    legal_basis: str
    fieldwork_from: date
    fieldwork_to: Annotated[date, "the last day of fieldwork itself"]
    published_on: date
    addressees: tuple[Addressee, ...]
    sections: Annotated[tuple[Section, ...], "in print order"]
    signatures: tuple[Signature, ...]
    statement: Statement
    recipients: Annotated[tuple[Recipient, ...], "whom it is sent to, in order; the principal authority among them"] = ()
    for_children: Annotated[ChildrensPage | None, "nothing where a letter of before 2026 has none"] = None
    kind: Literal["letter"] = "letter"
    language: Literal["en-GB"] = "en-GB"


def passages_of(section: Section) -> Iterator[Passage]:
    """Return every passage of a section in reading order, those in boxes included."""
    for block in section.blocks:
        if isinstance(block, Passage):
            yield block
        elif isinstance(block, Box):
            yield from block.passages


def runs(blocks: Iterable[Block]) -> list[Block | tuple[Passage, ...]]:
    """Return the blocks with bullets that follow each other gathered into one list, so that a reader is told how many there are."""
    gathered: list[Block | tuple[Passage, ...]] = []
    for block in blocks:
        if not (isinstance(block, Passage) and block.item):
            gathered.append(block)
        elif gathered and isinstance(gathered[-1], tuple):
            gathered[-1] = (*gathered[-1], block)
        else:
            gathered.append((block,))
    return gathered


def check_document(document: Document) -> None:
    """Raise PassageWithoutEvidence for the first passage that rests on no finding or no note.

    Raise UnprintableText where a character would be lost in one of the forms.
    """
    for where, text in _particulars(document):
        check_printable(where, text)
    for section in document.sections:
        for passage in passages_of(section):
            if not passage.findings or not passage.notes:
                raise PassageWithoutEvidence(section.title or section.id, passage.text)
        for text in _texts(section):
            check_printable(section.title or section.id, text)
    if document.for_children is not None:
        for text in (document.for_children.title, *document.for_children.paragraphs):
            check_printable("the page for children and young people", text)


def check_printable(where: str, text: str) -> None:
    """Raise UnprintableText where a text holds a character that some form would lose, or that turns the direction of reading."""
    if any(_is_lost(sign) for sign in text):
        raise UnprintableText(where, text)


def _is_lost(sign: str) -> bool:
    return sign in _TURNING or (unicodedata.category(sign) in _LOST and sign not in "\n\t")


def _particulars(document: Document) -> Iterator[tuple[str, str]]:
    """Return what is printed around the sections, each with where it stands."""
    yield "the title", document.title
    yield "the legal basis", document.legal_basis
    for addressee in document.addressees:
        yield "the addressees", f"{addressee.role}, {addressee.organisation}"
    for signature in document.signatures:
        yield "the signatures", f"{signature.inspectorate}, {signature.post}"
    for recipient in document.recipients:
        yield "the list of recipients", recipient.name
    asked = document.statement
    for name in (asked.principal_authority, asked.prepared_by, asked.sent_by):
        yield "what is asked for in a written statement", name


def _texts(section: Section) -> Iterator[str]:
    """Return every text of a section that is printed."""
    yield section.title
    for block in section.blocks:
        yield block.title if isinstance(block, Box) else block.text
        yield from (passage.text for passage in block.passages) if isinstance(block, Box) else ()
