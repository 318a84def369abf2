"""The only writers of gaps, and the logged opening of the grid."""

from datetime import date

from django.db import transaction

from joinedup.audit.actions import record, record_read
from joinedup.cases.models import TrackedChild
from joinedup.evidence.core.grid import Grid
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.looking.enums import SAID_AS, GapEntryKind, GapState
from joinedup.evidence.looking.models import Gap, GapEntry
from joinedup.evidence.looking.queries import grid_for
from joinedup.evidence.looking.rules import check_about, check_can_give, check_can_move_gap, check_can_pass_on, check_looks
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.people.models import Person


def open_grid(*, by: Person, inspection: Inspection) -> Grid:
    """Return the grid to somebody of the team, and log that they read it. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    grid = grid_for(by, inspection)
    counted = {note for row in grid.rows for note in row.whole.notes}
    record_read(
        by=by,
        chain=str(inspection.pk),
        action="grid read",
        object_kind="inspection",
        object_id=str(inspection.pk),
        detail={"notes": len(counted)},
    )
    return grid


@transaction.atomic
def give(
    *,
    by: Person,
    inspection: Inspection,
    person: Person,
    day: date,
    criterion: str = "",
    sector: str = "",
    tracked: TrackedChild | None = None,
    words: str = "",
) -> Gap:
    """Give a gap to an inspector for a day. Raises InspectionRefused, also where they are to look at the same already."""
    check_can_give(by, inspection)
    check_about(inspection, criterion, sector, tracked)
    check_looks(inspection, person)
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    about = {"inspection": inspection, "criterion": criterion, "sector": sector, "tracked": tracked}
    if Gap.objects.filter(**about, person=person, state=GapState.GIVEN).exists():
        raise InspectionRefused(f"{person.name} is to look at this already.")
    gap = Gap.objects.create(**about, person=person, day=day, given_by=by)
    _enter(by, gap, GapEntryKind.GIVEN, words)
    return gap


@transaction.atomic
def pass_on(*, by: Person, gap: Gap, person: Person, day: date, words: str = "") -> Gap:
    """Give a gap to another inspector, or for another day; the earlier stays in its history. Raises InspectionRefused."""
    gap = Gap.objects.select_for_update().get(pk=gap.pk)
    check_can_pass_on(by, gap)
    check_looks(gap.inspection, person)
    gap.person, gap.day = person, day
    gap.save(update_fields=["person", "day"])
    _enter(by, gap, GapEntryKind.PASSED_ON, words)
    return gap


@transaction.atomic
def move_gap(*, by: Person, gap: Gap, to: GapState, words: str = "") -> Gap:
    """Say that a gap was looked at, is not to be, or is to be again. Raises InspectionRefused; EvidenceError without a reason."""
    gap = Gap.objects.select_for_update().get(pk=gap.pk)
    check_can_move_gap(by, gap, to)
    if to == GapState.DROPPED and not words.strip():
        raise EvidenceError("Say why nobody is to look at it.")
    gap.state = GapState(to)
    gap.save(update_fields=["state"])
    _enter(by, gap, SAID_AS[GapState(to)], words)
    return gap


def _enter(by: Person, gap: Gap, kind: GapEntryKind, words: str) -> None:
    """Add a line to a gap's history, and one to the log."""
    GapEntry.objects.create(
        inspection=gap.inspection, gap=gap, kind=kind, person=gap.person, day=gap.day, words=words.strip(), by=by
    )
    record(
        by=by,
        chain=str(gap.inspection_id),
        action=f"gap {kind.label.lower()}",
        object_kind="gap",
        object_id=str(gap.pk),
        detail={"criterion": gap.criterion, "sector": gap.sector, "person": str(gap.person_id), "day": gap.day.isoformat()},
    )
