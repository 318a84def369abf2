"""The grid as its page tells it: names for ids, a sentence for each cell, and for each gap who could look."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from joinedup.cases.enquiries.queries import open_enquiries
from joinedup.cases.models import Enquiry
from joinedup.cases.queries import every_tracked_child
from joinedup.evidence.core.grid import Cell, Grid, Mark, Row
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.looking.queries import gaps_left, lines_on, who_could_look
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.people.models import Person
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.labels import Labels

MARKS = {Mark.EMPTY: "Empty", Mark.THIN: "Thin", Mark.TRIANGULATED: "Triangulated", Mark.NOT_ASKED: "Not asked about"}


@dataclass(frozen=True)
class CellWords:
    """One cell in words. `seen` is "2 strengths, 1 concern"; `by` who saw it and in what; empty for an empty cell."""

    sector: str
    mark: Mark
    mark_word: str
    why: str
    seen: str = ""
    differing: str = ""
    by: str = ""
    children: str = ""
    wanted: bool = True  # whether the criterion asks about the sector


@dataclass(frozen=True)
class RowWords:
    """One criterion with its cells; `whole` is how it stands over all sectors."""

    id: str
    text: str
    joint: bool
    whole: CellWords
    cells: list[CellWords]
    other: int


@dataclass(frozen=True)
class GapWords:
    """One gap: the sector, what is missing, who could look, what already follows it, and to whom it is given."""

    criterion: str
    sector: str
    missing: str
    people: list[Person]
    lines: list[Enquiry]
    given: list[Gap]


class GridWords:
    """Turns a grid into words for one inspection."""

    def __init__(self, inspection: Inspection, grid: Grid) -> None:
        self.inspection, self.grid = inspection, grid
        self.labels = Labels(inspection.framework)
        self.bodies = {member.inspectorate.code: member.inspectorate.name for member in team(inspection)}
        self.codes: dict[UUID, str] = {child.pk: child.code for child in every_tracked_child(inspection)}

    def areas(self) -> list[tuple[str, list[RowWords]]]:
        """Return the rows under the headings of the framework."""
        rows = [(row.criterion.area, self.row(row)) for row in self.grid.rows]
        found = [(area.title, [told for key, told in rows if key == area.id]) for area in self.inspection.framework.areas]
        return [(title, told) for title, told in found if told]

    def row(self, row: Row) -> RowWords:
        """Return one criterion in words."""
        cells = [self.cell(cell, wanted=cell.sector in row.criterion.sectors) for cell in row.cells]
        return RowWords(row.criterion.id, row.criterion.text, row.criterion.joint, self.cell(row.whole), cells, row.other)

    def cell(self, cell: Cell, *, wanted: bool = True) -> CellWords:
        """Return one cell in words."""
        parts = [(cell.strengths, "strength", ""), (cell.concerns, "concern", ""), (cell.context, "context", "context")]
        seen = ", ".join(count(number, one, many) for number, one, many in parts if number)
        sources = listed(self.labels.source(key).lower() for key in cell.sources)
        return CellWords(
            sector=cell.sector,
            mark=cell.mark,
            mark_word=MARKS[cell.mark],
            why=listed(cell.why_thin) if cell.why_thin else "",
            seen=seen,
            differing=self._differing(cell),
            by=f"{self._names(cell.inspectorates)}; {sources}" if cell.notes else "",
            children=listed(sorted((self.codes[child] for child in cell.children), key=_by_number)) if cell.children else "",
            wanted=wanted,
        )

    def gaps(self, *, places: set[tuple[str, str]] | None = None) -> list[tuple[RowWords, list[GapWords]]]:
        """Return each criterion that has gaps with them, in the framework's order; only those in `places` where given."""
        lines, given = list(open_enquiries(self.inspection)), list(gaps_left(self.inspection))
        people = {sector.id: who_could_look(self.inspection, sector.id) for sector in self.inspection.framework.sectors}
        found = []
        for row in self.grid.rows:
            gaps = [
                GapWords(
                    cell.criterion,
                    cell.sector,
                    self.missing(cell),
                    people[cell.sector],
                    lines_on(lines, cell.criterion, cell.sector),
                    _given(given, cell),
                )
                for cell in row.gaps
                if places is None or (cell.criterion, cell.sector) in places
            ]
            if gaps:
                found.append((self.row(row), gaps))
        return found

    def missing(self, cell: Cell) -> str:
        """Return what a gap lacks: "empty", or "thin: one kind of source"."""
        return f"thin: {listed(cell.why_thin)}" if cell.why_thin else MARKS[cell.mark].lower()

    def _differing(self, cell: Cell) -> str:
        if cell.inspectorates_differ:
            strong = set(cell.strengths_by) - set(cell.concerns_by)
            worried = set(cell.concerns_by) - set(cell.strengths_by)
            return f"Differing: {self._names(strong)} saw strengths, {self._names(worried)} concerns"
        return "Differing: strengths and concerns" if cell.differing else ""

    def _names(self, codes: Iterable[str]) -> str:
        return listed(sorted(self.bodies.get(code, code) for code in codes))


def about(gap: Gap, labels: Labels) -> str:
    """Return what a gap is about: "Children are seen. (Police)", or a child's code."""
    said = [gap.tracked.code] if gap.tracked else []
    if gap.criterion:
        said.append(labels.criterion(gap.criterion) + (f" ({labels.sector(gap.sector)})" if gap.sector else ""))
    return ": ".join(said)


def _given(given: list[Gap], cell: Cell) -> list[Gap]:
    return [gap for gap in given if gap.criterion == cell.criterion and gap.sector in ("", cell.sector)]


def _by_number(code: str) -> tuple[int, str]:
    """Return what codes are sorted by: Child 10 comes after Child 9."""
    digits = "".join(filter(str.isdigit, code))
    return (int(digits or 0), code)
