"""What is left to one inspector of what is to be seen: their gaps, notes to finish or to join, and what nobody noted yet."""

from dataclasses import dataclass

from django.db.models import Q

from joinedup.cases.consent.enums import MeetingState
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Meeting
from joinedup.evidence.aside.enums import AsideState
from joinedup.evidence.core.grid import Grid, Mark
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.looking.queries import branched_of, gaps_left_to, grid_for, incomplete_of
from joinedup.evidence.models import KeptAside, Note, NoteRevision
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import inspectorate_of
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.method.framework import Inspectorate, SourceKind
from joinedup.people.models import Person


@dataclass(frozen=True)
class Left:
    """What is left to one person. `unheard` are kinds of interview, each with its sectors."""

    gaps: tuple[Gap, ...]
    branched: tuple[Note, ...]
    incomplete: tuple[Note, ...]
    aside: int
    meetings: tuple[Meeting, ...]  # held by them, without a note
    answers: tuple[NotKnownQuestion, ...]  # to questions they asked, with no note that rests on them
    empty: tuple[str, ...]  # criteria without a note in a sector their inspectorate assesses
    unheard: tuple[tuple[SourceKind, tuple[str, ...]], ...]


def left_to(person: Person, inspection: Inspection) -> Left:
    """Return what is left to a person in an inspection, as far as they may read its notes."""
    grid, sectors = grid_for(person, inspection), _sectors(person, inspection)
    return Left(
        gaps=tuple(gaps_left_to(person, inspection)),
        branched=tuple(branched_of(person, inspection)),
        incomplete=tuple(incomplete_of(person, inspection)),
        aside=KeptAside.objects.filter(inspection=inspection, by=person, state=AsideState.WAITING).count(),
        meetings=tuple(_meetings(person, inspection)),
        answers=tuple(_answers(person, inspection)),
        empty=tuple(_empty(grid, sectors)),
        unheard=tuple(_unheard(person, inspection, sectors)),
    )


def _sectors(person: Person, inspection: Inspection) -> tuple[str, ...]:
    """Return the sectors the person's inspectorate assesses."""
    own = inspectorate_of(person, inspection)
    found: list[Inspectorate] = [one for one in inspection.framework.inspectorates if own and one.id == own.code]
    return found[0].sectors if found else ()


def _meetings(person: Person, inspection: Inspection) -> list[Meeting]:
    held = Meeting.objects.filter(inspection=inspection, inspectors=person, state=MeetingState.HELD, note=None)
    return list(held.filter(tracked__state=TrackedState.TRACKED).select_related("tracked").order_by("on"))


def _answers(person: Person, inspection: Inspection) -> list[NotKnownQuestion]:
    cited = NoteRevision.objects.visible_to(person).filter(inspection=inspection, question__isnull=False).values("question")
    asked = NotKnownQuestion.objects.filter(inspection=inspection, asked_by=person, state=QuestionState.ANSWERED)
    return list(asked.exclude(pk__in=cited).order_by("number"))


def _empty(grid: Grid, sectors: tuple[str, ...]) -> list[str]:
    return [row.criterion.id for row in grid.rows if any(cell.mark == Mark.EMPTY and cell.sector in sectors for cell in row.cells)]


def _unheard(person: Person, inspection: Inspection, sectors: tuple[str, ...]) -> list[tuple[SourceKind, tuple[str, ...]]]:
    """Return each kind of interview with the sectors in which no note says that it took place."""
    said = Note.objects.visible_to(person).filter(Q(usable=True), inspection=inspection, current__sector__in=sectors)
    heard = set(said.values_list("current__source", "current__sector"))
    kinds = [kind for kind in inspection.framework.sources if kind.interview]
    found = [(kind, tuple(sector for sector in sectors if (kind.id, sector) not in heard)) for kind in kinds]
    return [(kind, left) for kind, left in found if left]
