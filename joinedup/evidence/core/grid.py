"""Seeing together: which criterion is seen in which sector, by whom, from what kinds of source; and what is thin.

No mark is a grade, and nothing is counted towards a hundred: a mark says what there is to look at, never how an agency does.

*Notes for restricted eyes* that the reader may not read stand in no cell: a cell says criterion, sector, direction and child, and
one note there would tell what a live enquiry is about. They are told of as "other" (kind of source "other", inspectorate "other"):
once for the whole grid, and at a criterion only where at least `FEWEST_TOLD` of them stand and as many stand elsewhere or none
does, so that no sum of counts gives away where a single one is. Marks are made from what the reader may read; a colleague may thus
be sent to look at what another has seen already, which costs an hour and tells nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from joinedup.method.framework import Criterion, Framework

FEWEST_TOLD: Final = 3
OTHER: Final = "other"


class Mark(StrEnum):
    """What a criterion, or a cell of it, looks like to whoever plans tomorrow."""

    EMPTY = "empty"
    THIN = "thin"
    TRIANGULATED = "triangulated"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class NoteFacts:
    """One note without its words. `hidden`: for restricted eyes, and not for this reader's. `heads`: branches not joined yet."""

    id: UUID
    number: int
    criteria: tuple[str, ...]
    sector: str
    source: str
    direction: str
    inspectorate: str
    tracked: UUID | None = None
    usable: bool = True
    heads: int = 1
    aside: bool = False  # since consent was withdrawn: not to be used
    hidden: bool = False

    @property
    def counts(self) -> bool:
        """Whether a finding could rest on it as it stands."""
        return self.usable and self.heads == 1 and not self.aside


@dataclass(frozen=True)
class Cell:
    """What is seen of one criterion in one sector, or in all of them. Lists are sorted; `children` are ids of tracked children."""

    criterion: str
    sector: str  # "": the whole criterion
    mark: Mark
    why_thin: tuple[str, ...] = ()
    strengths: int = 0
    concerns: int = 0
    context: int = 0
    sources: tuple[str, ...] = ()
    inspectorates: tuple[str, ...] = ()
    children: tuple[UUID, ...] = ()
    strengths_by: tuple[str, ...] = ()  # inspectorates that saw strengths
    concerns_by: tuple[str, ...] = ()
    notes: tuple[UUID, ...] = ()

    @property
    def differing(self) -> bool:
        """Whether strengths and concerns both are seen here."""
        return bool(self.strengths and self.concerns)

    @property
    def inspectorates_differ(self) -> bool:
        """Whether one inspectorate saw strengths alone and another concerns alone."""
        strong, worried = set(self.strengths_by), set(self.concerns_by)
        return bool(strong - worried and worried - strong)


@dataclass(frozen=True)
class Row:
    """One criterion: how it stands as a whole, and its cells by sector in the framework's order."""

    criterion: Criterion
    whole: Cell
    cells: tuple[Cell, ...]
    other: int  # notes for restricted eyes told of here

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """The sectors the criterion asks about that are empty, then those that are thin."""
        asked = [cell for cell in self.cells if cell.sector in self.criterion.sectors]
        return tuple(cell for mark in (Mark.EMPTY, Mark.THIN) for cell in asked if cell.mark == mark)


@dataclass(frozen=True)
class Grid:
    """Every criterion of the framework; apart from it the notes not counted, by number, and how many are for other eyes."""

    rows: tuple[Row, ...]
    incomplete: tuple[UUID, ...]
    unjoined: tuple[UUID, ...]
    aside: tuple[UUID, ...]
    other: int

    def cell(self, criterion: str, sector: str) -> Cell | None:
        """Return one cell; none where the framework has no such criterion or sector."""
        cells = (cell for row in self.rows if row.criterion.id == criterion for cell in row.cells)
        return next((cell for cell in cells if cell.sector == sector), None)


def grid_of(framework: Framework, notes: Iterable[NoteFacts]) -> Grid:
    """Return the grid of an inspection's notes as one reader may see it. Each note is counted once in each of its criteria."""
    found = sorted(notes, key=lambda note: note.number)
    read = [note for note in found if not note.hidden]
    counted = [note for note in read if note.counts]
    by_criterion: dict[str, list[NoteFacts]] = defaultdict(list)
    for note in counted:
        for criterion in dict.fromkeys(note.criteria):
            by_criterion[criterion].append(note)
    elsewhere = [note for note in found if note.hidden and note.counts]
    told = _told(framework, elsewhere)
    return Grid(
        rows=tuple(_row(framework, one, by_criterion[one.id], told.get(one.id, 0)) for one in framework.criteria),
        incomplete=tuple(note.id for note in read if note.heads == 1 and not note.usable and not note.aside),
        unjoined=tuple(note.id for note in read if note.heads > 1 and not note.aside),
        aside=tuple(note.id for note in read if note.aside),
        other=len(elsewhere),
    )


def _row(framework: Framework, criterion: Criterion, notes: list[NoteFacts], other: int) -> Row:
    by_sector: dict[str, list[NoteFacts]] = defaultdict(list)
    for note in notes:
        by_sector[note.sector].append(note)
    lacking = _sectors_lacking(framework, criterion, notes)
    cells = tuple(_cell(framework, criterion, sector.id, by_sector[sector.id], lacking) for sector in framework.sectors)
    return Row(criterion, _cell(framework, criterion, "", notes, lacking), cells, other)


def _cell(framework: Framework, criterion: Criterion, sector: str, notes: list[NoteFacts], lacking: str) -> Cell:
    if not notes:
        asked = not sector or sector in criterion.sectors
        return Cell(criterion.id, sector, Mark.EMPTY if asked else Mark.NOT_ASKED)
    ways: Mapping[str, list[NoteFacts]] = {
        way: [note for note in notes if note.direction == way] for way in ("strength", "concern", "context")
    }
    why = _why_thin(framework, [*ways["strength"], *ways["concern"]], lacking)
    return Cell(
        criterion.id,
        sector,
        Mark.THIN if why else Mark.TRIANGULATED,
        why,
        len(ways["strength"]),
        len(ways["concern"]),
        len(ways["context"]),
        _distinct(note.source for note in notes),
        _distinct(note.inspectorate for note in notes),
        tuple(sorted({note.tracked for note in notes if note.tracked})),
        _distinct(note.inspectorate for note in ways["strength"]),
        _distinct(note.inspectorate for note in ways["concern"]),
        tuple(note.id for note in notes),
    )


def _why_thin(framework: Framework, pointing: list[NoteFacts], lacking: str) -> tuple[str, ...]:
    """Return why what is seen does not stand from several sides yet; nothing where it does. Context points nowhere: not counted."""
    if not pointing:
        return ("context only",)
    sources = len({note.source for note in pointing})
    few = _only(sources, "kind of source", "kinds of source") if sources < framework.triangulated.sources else ""
    return tuple(filter(None, (few, lacking)))


def _sectors_lacking(framework: Framework, criterion: Criterion, notes: list[NoteFacts]) -> str:
    """Return why a joint criterion is seen in too few of the sectors it asks about; "" where it is not. Others make up for none."""
    wanted = min(framework.triangulated.sectors, len(criterion.sectors)) if criterion.joint else 0
    seen = len({note.sector for note in notes if note.direction != "context" and note.sector in criterion.sectors})
    return _only(seen, "sector", "sectors") if seen < wanted else ""


def _only(number: int, one: str, many: str) -> str:
    return f"one {one}" if number == 1 else f"only {number} {many}"


def _told(framework: Framework, hidden: list[NoteFacts]) -> dict[str, int]:
    """Return at which criteria hidden notes are told of: nowhere, unless no count given nor what is left is small."""
    at: dict[str, set[UUID]] = {one.id: set() for one in framework.criteria}
    for note in hidden:
        for criterion in note.criteria:
            if criterion in at:
                at[criterion].add(note.id)
    told = {criterion: ids for criterion, ids in at.items() if len(ids) >= FEWEST_TOLD}
    left = {note.id for note in hidden}.difference(*told.values())
    return {} if 0 < len(left) < FEWEST_TOLD else {criterion: len(ids) for criterion, ids in told.items()}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
