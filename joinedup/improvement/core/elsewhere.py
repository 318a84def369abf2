"""What worked elsewhere: strengths and practice of other published letters on what a point asks about."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.improvement.core.content import Point
from joinedup.publication.document import Box, Document, Passage

_MOST = 6


@dataclass(frozen=True)
class Practice:
    """One passage or box of another letter. `same_criterion`: it answers the same criterion of the same framework."""

    area: str
    address: str
    title: str
    text: str
    sectors: tuple[str, ...]
    same_criterion: bool


def worked_elsewhere(point: Point, framework: str, letters: Iterable[tuple[str, Document]], most: int = _MOST) -> list[Practice]:
    """Return what other letters (public address, document) tell that worked: on the same criterion first, then in the same sectors.

    Boxes come before passages. Nothing is ranked by area: where all else is alike, the order is that of the letters.
    """
    rows = [row for address, document in letters for row in _practice(point, framework, address, document)]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])][:most]


def _practice(point: Point, framework: str, address: str, document: Document) -> list[tuple[tuple[bool, bool], Practice]]:
    found = []
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Box) and block.kind == "effective_practice" and block.passages:
                told, title, box = block.passages, block.title, True
            elif isinstance(block, Passage) and block.direction == "strength":
                told, title, box = (block,), "", False
            else:
                continue
            same = document.framework.id == framework and _meet(point.criteria, [passage.criteria for passage in told])
            if same or _meet(point.sectors, [passage.sectors for passage in told]):
                text = "\n".join(passage.text for passage in told)
                sectors = tuple(sorted({sector for passage in told for sector in passage.sectors}))
                found.append(((not same, not box), Practice(document.area, address, title, text, sectors, same)))
    return found


def _meet(wanted: Iterable[str], given: Iterable[Iterable[str]]) -> bool:
    return bool(set(wanted) & {value for values in given for value in values})
