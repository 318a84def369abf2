"""A draft letter as its reader will meet it: the framework's sections in order, each with its headings, boxes and passages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from joinedup.letter.models import Box, Passage
from joinedup.method.framework import Framework, LetterSection
from joinedup.web.inspectorate.labels import section_name


@dataclass
class Part:
    """Passages that stand together: under one heading, or in one box."""

    heading: str
    passages: list[Passage] = field(default_factory=list)
    box: Box | None = None


@dataclass(frozen=True)
class Section:
    """One section of the outline. `written_here` is false where the letter fills it in itself (addressees, signatures)."""

    title: str
    kind: str
    parts: list[Part]
    written_here: bool


def sections(framework: Framework, passages: Sequence[Passage], boxes: Sequence[Box]) -> list[Section]:
    """Return the outline's sections with what has been written for each."""
    headings = {area.id: area.title for area in framework.areas}
    return [_section(section, passages, boxes, headings) for section in framework.letter]


def _section(outline: LetterSection, passages: Sequence[Passage], boxes: Sequence[Box], headings: dict[str, str]) -> Section:
    titles = {box.pk: box for box in boxes}
    parts: list[Part] = []
    for passage in (row for row in passages if row.section == outline.id):
        box = titles.get(passage.box_id)
        heading = box.title if box else headings.get(passage.heading, "")
        if not parts or parts[-1].heading != heading or parts[-1].box != box:
            parts.append(Part(heading, box=box))
        parts[-1].passages.append(passage)
    return Section(section_name(outline), outline.kind, parts, outline.kind in WRITTEN)


WRITTEN = ("bullets", "prose", "boxes")
