"""Half-fills a statement from its letter: every point numbered, and weaknesses told in prose pulled out beside the bullets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from joinedup.improvement.core.content import IMPROVE, PRIORITY, PROSE, Agency, Point
from joinedup.publication.document import Box, Document, Heading, Passage, Section

_LETTERS = {IMPROVE: "", PRIORITY: "P", PROSE: "M"}
_WEAK = ("improve", "priority")
_WEAK_BOXES = ("improvement", "priority_action")


@dataclass(frozen=True)
class _Found:
    kind: str
    section: str
    heading: str
    text: str
    passages: tuple[Passage, ...]


def points_of(document: Document) -> tuple[Point, ...]:
    """Return the letter's points: priority action first, then the bullets, then what the prose and the boxes add.

    A summary that comes before the bullets is left out: it says shortly what they say. Where a stretch of prose rests on a finding
    that a bullet rests on too, `likely_same` names that bullet; a person decides.
    """
    found = sorted(_found(document), key=lambda one: (PRIORITY, IMPROVE, PROSE).index(one.kind))
    numbers: Counter[str] = Counter()
    points: list[Point] = []
    rests_on: list[tuple[str, frozenset[str]]] = []  # number of a point beside the prose → its findings
    for one in found:
        numbers[one.kind] += 1
        findings = frozenset(finding for passage in one.passages for finding in passage.findings)
        point = _point(f"{_LETTERS[one.kind]}{numbers[one.kind]}", one)
        if one.kind == PROSE:
            point = replace(point, likely_same=next((number for number, under in rests_on if under & findings), ""))
        else:
            rests_on.append((point.number, findings))
        points.append(point)
    return tuple(points)


def suggested(point: Point, agencies: Iterable[Agency]) -> tuple[Agency, ...]:
    """Return the agencies of the sectors a point is about: who may have to contribute. None named means nobody is suggested."""
    return tuple(agency for agency in agencies if agency.sector in point.sectors)


def _found(document: Document) -> list[_Found]:
    bullets_seen, found = False, []
    for section in document.sections:
        told = [passage for passage in section.blocks if isinstance(passage, Passage)]
        if told and all(passage.direction == "priority" for passage in told):
            found += _passages(section, PRIORITY)
        elif section.kind == "bullets":
            improving = _passages(section, IMPROVE)
            bullets_seen = bullets_seen or bool(improving)
            found += improving
        elif bullets_seen:
            found += _passages(section, PROSE)
        found += _boxes(section)
    return found


def _passages(section: Section, kind: str) -> list[_Found]:
    heading, found = "", []
    for block in section.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Passage) and block.direction in _WEAK:
            found.append(_Found(kind, section.title, heading, block.text, (block,)))
    return found


def _boxes(section: Section) -> list[_Found]:
    boxes = [block for block in section.blocks if isinstance(block, Box) and block.kind in _WEAK_BOXES and block.passages]
    return [_Found(PROSE, section.title, box.title, "\n".join(_texts(box.passages)), box.passages) for box in boxes]


def _texts(passages: Sequence[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def _point(number: str, one: _Found) -> Point:
    return Point(
        id=str(uuid4()),
        number=number,
        kind=one.kind,
        section=one.section,
        heading=one.heading,
        text=one.text,
        passage=one.passages[0].id,
        sectors=tuple(sorted({sector for passage in one.passages for sector in passage.sectors})),
        criteria=tuple(sorted({criterion for passage in one.passages for criterion in passage.criteria})),
    )
