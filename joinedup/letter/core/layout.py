"""Lays a draft out along the framework's outline: sections, subheadings, standard sentences, boxes, in print order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from joinedup.letter.core.standard import printed_where, standard_sentence
from joinedup.letter.core.version import DraftBox, DraftPassage
from joinedup.method.framework import Framework, LetterSection
from joinedup.publication.document import Block, Box, Heading, Passage, Section, Standard

#: Sections whose content is printed from the letter's own facts and must stand even where they hold no block.
FIXED = ("addressees", "salutation", "standard", "signatures")


@dataclass(frozen=True)
class Draft:
    """A draft as it is laid out: its passages and boxes, the day whose wordings are printed, and the facts they ask for."""

    passages: Sequence[DraftPassage]
    boxes: Sequence[DraftBox]
    day: date
    facts: Mapping[str, str]
    statement: bool = True  # whether a written statement is asked for
    lessons: Mapping[str, str] = field(default_factory=dict)  # id of a box → id of its passage that says what others can learn


def lay_out(framework: Framework, draft: Draft) -> tuple[Section, ...]:
    """Return the letter's sections in print order; a section without anything to say is left out.

    Raise StandardSentenceError where a standard sentence cannot be filled.
    """
    sections = (_section(framework, outline, draft) for outline in framework.letter)
    return tuple(section for section in sections if section.blocks or section.kind in FIXED)


def _section(framework: Framework, outline: LetterSection, draft: Draft) -> Section:
    mine = sorted((row for row in draft.passages if row.section == outline.id and not row.box), key=_position)
    said = printed_where(framework, outline.standard, draft.day, statement=draft.statement)
    standard = [Standard(name, standard_sentence(framework, name, draft.day, draft.facts)) for name in said]
    told = _by_area(framework, outline, mine) if outline.by_area else [_passage(row, outline) for row in mine]
    framed = [_box(outline, box, draft) for box in sorted(draft.boxes, key=_position) if box.section == outline.id]
    blocks = (*standard, *told, *framed) or _nothing(framework, outline, draft)
    return Section(id=outline.id, title=outline.title, kind=outline.kind, blocks=blocks)


def _nothing(framework: Framework, outline: LetterSection, draft: Draft) -> tuple[Block, ...]:
    """Return what a section says that holds nothing, as “There are no areas for priority action”; no block where it is left out."""
    if not outline.none:
        return ()
    return (Standard(outline.none, standard_sentence(framework, outline.none, draft.day, draft.facts)),)


def _by_area(framework: Framework, outline: LetterSection, passages: list[DraftPassage]) -> list[Block]:
    """Return the passages under one subheading for each criterion area that has any, in the framework's order."""
    blocks: list[Block] = []
    for area in framework.areas:
        under = [row for row in passages if row.heading == area.id]
        blocks += [Heading(area.title), *(_passage(row, outline) for row in under)] if under else []
    return blocks + [_passage(row, outline) for row in passages if not row.heading]


def _passage(row: DraftPassage, outline: LetterSection) -> Passage:
    return Passage(
        id=row.id,
        text=row.text,
        findings=row.findings,
        notes=row.notes,
        direction=row.direction,
        sectors=row.sectors,
        criteria=row.criteria,
        item=outline.kind == "bullets",
    )


def _box(outline: LetterSection, box: DraftBox, draft: Draft) -> Box:
    inside = sorted((row for row in draft.passages if row.box == box.id), key=_position)
    return Box(
        id=box.id,
        kind=box.kind,
        label=outline.title,
        title=box.title,
        passages=tuple(_passage(row, outline) for row in inside),
        lesson=draft.lessons.get(box.id, ""),
    )


def _position(row: DraftPassage | DraftBox) -> int:
    return row.position
