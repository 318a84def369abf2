"""What the letter lacks of priority actions: decided on by nobody, decided and not said, said and asked for by nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.version import DraftPassage
from joinedup.method.framework import LetterSection

PRIORITY = "priority"
PROPOSED, DECIDED = "proposed", "decided"


@dataclass(frozen=True)
class Standing:
    """One priority action that is proposed or decided on. `due` is its own day as letters print it, "" before it is decided."""

    number: int
    finding: str  # id
    state: str  # proposed | decided
    due: str = ""
    unread: tuple[str, ...] = ()  # names of agencies told where nobody has read it


def priority_gaps(
    outline: Iterable[LetterSection],
    passages: Iterable[DraftPassage],
    standing: Iterable[Standing],
    findings: Iterable[tuple[str, int]],
) -> list[Gap]:
    """Return what is to be done about priority action, given every finding (id, number) that asks for one."""
    sections = {part.id: part for part in outline if part.directions == (PRIORITY,)}
    rows, actions = list(passages), list(standing)
    here = [row for row in rows if row.section in sections and not row.box]
    used = {finding for row in rows for finding in row.findings}
    alive = {one.finding for one in actions}
    gaps = [
        Gap(f"Finding {number} asks for priority action, a passage rests on it, and nobody has proposed one.")
        for id, number in findings
        if id in used and id not in alive
    ]
    gaps += [Gap(f"Priority action {one.number} is proposed. Decide on it.") for one in actions if one.state == PROPOSED]
    decided = [one for one in actions if one.state == DECIDED]
    gaps += _said(here, decided, next((part.title or part.id for part in sections.values()), ""))
    gaps += _asked(here, {one.finding for one in decided})
    gaps += [
        Gap(f"Nobody at {agency} has read priority action {one.number} yet.", blocks=False)
        for one in decided
        for agency in one.unread
    ]
    return gaps


def _said(here: Sequence[DraftPassage], decided: Iterable[Standing], title: str) -> list[Gap]:
    """Return what was decided on and is not said in its section, or not with its day."""
    gaps = []
    for one in decided if title else ():
        mine = [row for row in here if one.finding in row.findings]
        if not mine:
            gaps.append(Gap(f"Priority action {one.number} is decided on, and no passage of “{title}” says it."))
        elif not any(one.due in " ".join(row.text.split()) for row in here):
            said = f"Priority action {one.number} is to be answered by {one.due}, before the written statement."
            gaps.append(Gap(f"{said} “{title}” does not say so.", mine[0].id, blocks=False))
    return gaps


def _asked(here: Iterable[DraftPassage], decided: set[str]) -> list[Gap]:
    """Return the passages of the section that rest on nothing that was decided on."""
    return [
        Gap(f"The passage “{' '.join(row.text.split()[:8])}…” asks for priority action, and none was decided on.", row.id)
        for row in here
        if not decided & set(row.findings)
    ]
