"""Blocks → title, scope, the letter's sections in the order printed, and the boxes that stand between them."""

from dataclasses import dataclass, field
from itertools import takewhile

from joinedup.library.core.blocks import Block, Kind
from joinedup.library.core.letter import Section
from joinedup.library.core.phrases import Phrases

_LISTED = ("improve", "strengths")


@dataclass(slots=True)
class Part:
    """One section and the blocks under it, subheads among them."""

    section: Section
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """A letter's body: the title, what stands before the first section, the sections, the boxes."""

    title: list[Block] = field(default_factory=list)
    scope: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    boxes: list[list[Block]] = field(default_factory=list)

    def of(self, kind: str) -> list[Part]:
        """Return the sections of a kind."""
        return [part for part in self.parts if part.section.kind == kind]

    def later(self, phrases: Phrases) -> bool:
        """Return whether the letter is of the generation that begins in 2022."""
        return any(part.section.kind in phrases.later for part in self.parts)


def read_body(blocks: list[Block], size: float, phrases: Phrases) -> Body:
    """Sort the blocks of a letter's body into title, scope, sections and boxes."""
    body = Body()
    open_box: list[Block] | None = None
    for at, block in enumerate(blocks):
        if _opens_box(block, open_box, phrases):
            open_box = [block]
            body.boxes.append(open_box)
        elif open_box is not None and _in_box(block, open_box, phrases):
            open_box.append(block)
        else:
            open_box = None
            _place(body, block, blocks[at + 1 :], size, phrases)
    return body


def _opens_box(block: Block, box: list[Block] | None, phrases: Phrases) -> bool:
    if block.kind is Kind.BULLET:
        return False
    if phrases.is_box(block.text) and (block.kind is Kind.HEADING or block.frame is not None):
        return True
    goes_on = box is not None and box[0].frame is not None
    return block.kind is Kind.HEADING and block.frame is not None and not goes_on and phrases.section_of(block.text) is None


def _in_box(block: Block, box: list[Block], phrases: Phrases) -> bool:
    """Return whether a block goes on with the box: within a frame on its page or the next, or set in as its heading is."""
    first, last = box[0], box[-1]
    if first.frame is not None:
        return block.frame is not None and block.page - last.last.page <= 1
    return block.kind is Kind.TEXT and block.x0 >= first.x0 - 1


def _place(body: Body, block: Block, after: list[Block], size: float, phrases: Phrases) -> None:
    if block.kind is not Kind.HEADING:
        _under(body).append(block)
    elif not body.parts and phrases.title.match(block.text):
        body.title.append(block)
    elif (kind := _section_kind(body, block, after, size, phrases)) is not None:
        body.parts.append(Part(Section(kind, block.text.rstrip(), block.page)))
    else:
        _under(body).append(block)


def _under(body: Body) -> list[Block]:
    return body.parts[-1].blocks if body.parts else body.scope


def _section_kind(body: Body, block: Block, after: list[Block], size: float, phrases: Phrases) -> str | None:
    """Return the kind of section a heading opens; None where it is a subhead of the section it stands in."""
    current = body.parts[-1].section.kind if body.parts else None
    known = phrases.section_of(block.text)
    if known is not None:
        return known if known != current else None
    if current is None:
        return None
    larger = block.size > 1.08 * size
    # Under a list of findings a heading over more bullets divides the list; one over running text alone begins something else.
    begins = current in _LISTED and body.later(phrases) and _only_text(after)
    return "other" if larger or begins else None


def _only_text(after: list[Block]) -> bool:
    under = [block.kind for block in takewhile(lambda block: block.kind is not Kind.HEADING, after)]
    return bool(under) and Kind.BULLET not in under
