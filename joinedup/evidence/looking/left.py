"""What is left to one inspector of what is to be seen: their gaps, notes to finish or to join, and what nobody noted yet."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from joinedup.cases.consent.enums import MeetingState
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Meeting
from joinedup.cases.slots.noting import Begun, begun_by, hours, is_over
from joinedup.cases.slots.queries import children_of
from joinedup.evidence.aside.enums import AsideState
from joinedup.evidence.core.grid import Grid, Mark
from joinedup.evidence.core.noted import Held, Noted, without_note
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.looking.queries import branched_of, gaps_left_to, grid_for, incomplete_of
from joinedup.evidence.models import KeptAside, Note, NoteRevision
from joinedup.inspections.core.timetable import minutes
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import inspectorate_of
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.queries import slots_seen_by
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.method.framework import Inspectorate
from joinedup.people.models import Person


@dataclass(frozen=True)
class Left:
    """What is left to one person. `unheard` are slots of theirs that are over: interviews without a note."""

    gaps: tuple[Gap, ...]
    branched: tuple[Note, ...]
    incomplete: tuple[Note, ...]
    aside: int
    meetings: tuple[Meeting, ...]  # held by them, without a note
    answers: tuple[NotKnownQuestion, ...]  # to questions they asked, with no note that rests on them
    empty: tuple[str, ...]  # criteria without a note in a sector their inspectorate assesses
    unheard: tuple[Slot, ...]


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
        unheard=tuple(_unheard(person, inspection)),
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


def _unheard(person: Person, inspection: Inspection) -> list[Slot]:
    """Return the interviews the person held, by the timetable, from which no note of anybody comes."""
    kinds, now = {kind.id for kind in inspection.framework.sources if kind.interview}, timezone.now()
    own = slots_seen_by(person, inspection).filter(pk__in=person.slots.values("pk"), day__lte=timezone.localdate())
    held = [slot for slot in own.exclude(state=SlotState.CALLED_OFF) if is_over(slot, now)]
    children = children_of(held)
    begun = {slot.pk: begun_by(slot, children.get(slot.pk)) for slot in held}
    interviews = {slot.pk: slot for slot in held if begun[slot.pk].source in kinds}
    left = without_note([_held(slot, begun[slot.pk]) for slot in interviews.values()], _noted(person, inspection, kinds))
    return [slot for slot in interviews.values() if slot.pk in set(left)]


def _held(slot: Slot, begun: Begun) -> Held:
    return Held(slot.pk, slot.day, *hours(slot), begun.source, begun.sector, begun.tracked.pk if begun.tracked else None)


def _noted(person: Person, inspection: Inspection, kinds: set[str]) -> list[Noted]:
    """Return what the usable notes of some kinds of source, as far as the person may read them, say of where they come from."""
    notes = Note.objects.visible_to(person).filter(usable=True, inspection=inspection, current__source__in=kinds)
    said = notes.values_list("current__seen_on", "current__source", "current__sector", "current__tracked", "current__seen_at")
    return [Noted(day, source, sector, child, _minute(at)) for day, source, sector, child, at in said if day]


def _minute(at: datetime | None) -> int | None:
    return minutes(timezone.localtime(at).time()) if at else None
