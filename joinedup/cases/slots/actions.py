"""Planning a slot about a tracked child, and the logged reading of the timetable, which says who is met when."""

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from joinedup.audit.actions import record_read
from joinedup.cases.models import SlotChild, TrackedChild
from joinedup.cases.slots.queries import child_of
from joinedup.cases.slots.rules import check_can_be_about
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.inspections.timetable.actions import add_slot, change_slot
from joinedup.inspections.timetable.details import SlotDetails
from joinedup.inspections.timetable.models import Slot
from joinedup.people.models import Person


@transaction.atomic
def plan_slot(*, by: Person, inspection: Inspection, details: SlotDetails, tracked: TrackedChild | None = None) -> Slot:
    """Plan a slot, about a tracked child or none. Raises InspectionRefused, TimetableError."""
    check_can_be_about(inspection, tracked)
    slot = add_slot(by=by, inspection=inspection, details=_about(details, tracked))
    _link(slot, tracked)
    return slot


@transaction.atomic
def replan_slot(
    *, by: Person, slot: Slot, version: int, details: SlotDetails, tracked: TrackedChild | None = None, words: str = ""
) -> Slot:
    """Plan a slot otherwise. A child left out since may stay in it. Raises InspectionRefused, TimetableError, ChangedMeanwhile."""
    if tracked != child_of(slot):
        check_can_be_about(slot.inspection, tracked)
    slot = change_slot(by=by, slot=slot, version=version, details=_about(details, tracked), words=words)
    _link(slot, tracked)
    return slot


def open_timetable(*, by: Person, inspection: Inspection, children: Iterable[str]) -> None:
    """Log that somebody of the team read the timetable, and of which children (codes) it told. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    chain = str(inspection.pk)
    record_read(
        by=by,
        chain=chain,
        action="timetable read",
        object_kind="inspection",
        object_id=chain,
        detail={"children": sorted(set(children) - {""})},
    )


def _about(details: SlotDetails, tracked: TrackedChild | None) -> SlotDetails:
    return replace(details, child=tracked.code if tracked else "")


def _link(slot: Slot, tracked: TrackedChild | None) -> None:
    """Keep which child it is. The slot's own action has logged it."""
    if tracked is None:
        SlotChild.objects.filter(slot=slot).delete()
    else:
        SlotChild.objects.update_or_create(slot=slot, defaults={"inspection": slot.inspection, "tracked": tracked})
