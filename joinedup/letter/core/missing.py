"""What a letter leaves out. Nothing here blocks: the writers may have reasons, and see what they decided against."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.version import DraftPassage

#: A finding is strong where it rests on so many notes, of two kinds of source or by two inspectorates.
STRONG_NOTES: Final = 3


@dataclass(frozen=True)
class Standing:
    """How a finding stands: its number, the notes beneath it, the kinds of source they are of and who wrote them."""

    id: str
    number: int
    notes: int
    sources: int
    inspectorates: int
    priority: bool = False
    fed_back: bool = False

    @property
    def strong(self) -> bool:
        """Whether it rests on much, seen in more than one way; a priority action always counts as such."""
        return self.priority or (self.notes >= STRONG_NOTES and max(self.sources, self.inspectorates) > 1)


@dataclass(frozen=True)
class Body:
    """An agency taking part, with its key, sector and name."""

    key: str
    sector: str
    name: str


def unused(findings: Iterable[Standing], passages: Iterable[DraftPassage]) -> list[Gap]:
    """Return the findings no passage rests on, the strong ones first, each saying why it is held to be so."""
    used = {finding for passage in passages for finding in passage.findings}
    left = sorted((one for one in findings if one.id not in used), key=lambda one: (not one.strong, one.number))
    return [Gap(_unused(one), blocks=False) for one in left]


def unspoken(bodies: Iterable[Body], passages: Collection[DraftPassage], named: Collection[str]) -> list[Gap]:
    """Return the agencies no passage speaks of: neither by name, nor by a finding that names them or their sector.

    `named` are the keys of agencies that findings beneath passages name. A passage on the partnership as a whole speaks of none.
    """
    texts = [passage.text.casefold() for passage in passages]
    sectors = {sector for passage in passages for sector in passage.sectors}
    silent = [
        body
        for body in bodies
        if body.sector not in sectors and body.key not in named and not any(body.name.casefold() in text for text in texts)
    ]
    return [Gap(f"No passage speaks of {body.name}.", blocks=False) for body in silent]


def unreflected(concerns: Iterable[int]) -> list[Gap]:
    """Return the urgent concerns (by number) nothing in the letter goes back to."""
    return [Gap(f"Nothing in the letter goes back to urgent concern {number}.", blocks=False) for number in concerns]


def _unused(one: Standing) -> str:
    said = "was fed back and is in no passage" if one.fed_back else "is in no passage"
    if one.priority:
        return f"Finding {one.number}, a priority action, {said}."
    if not one.strong:
        return f"Finding {one.number} {said}."
    ways = f"{one.sources} kinds of source" if one.sources > 1 else f"{one.inspectorates} inspectorates"
    return f"Finding {one.number} rests on {one.notes} notes from {ways}, and {said}."
