"""Reads of which child a slot is about, and of the consent to meet that a slot needs."""

from collections.abc import Iterable
from uuid import UUID

from joinedup.cases.consent.enums import ConsentState, Purpose
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Consent, SlotChild, TrackedChild
from joinedup.cases.slots.enums import ToMeet
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Slot
from joinedup.method.fieldwork import fieldwork_of


def children_of(slots: Iterable[Slot]) -> dict[UUID, TrackedChild]:
    """Return the child of each slot that is about one, by the slot's id."""
    rows = SlotChild.objects.filter(slot__in=[slot.pk for slot in slots]).select_related("tracked")
    return {row.slot_id: row.tracked for row in rows}


def child_of(slot: Slot) -> TrackedChild | None:
    """Return the child a slot is about; none where it is about no child."""
    return children_of([slot]).get(slot.pk)


def slots_about(tracked: TrackedChild) -> list[UUID]:
    """Return the ids of the slots about a child, whatever their state."""
    return list(SlotChild.objects.filter(tracked=tracked).values_list("slot", flat=True))


def meets_child(slot: Slot) -> bool:
    """Return whether a child or family is met in a slot."""
    activities = fieldwork_of(slot.inspection.framework).activities
    return any(activity.meets_child for activity in activities if activity.id == slot.activity)


def consent_to_meet(slots: Iterable[Slot], children: dict[UUID, TrackedChild]) -> dict[UUID, ToMeet]:
    """Return how consent stands for each slot still to come in which a tracked child or family is met, by the slot's id."""
    wanted = {
        slot.pk: children[slot.pk]
        for slot in slots
        if slot.pk in children and slot.state not in (SlotState.CALLED_OFF, SlotState.DONE) and meets_child(slot)
    }
    by_child: dict[UUID, list[Consent]] = {}
    for consent in Consent.objects.filter(tracked__in=list(wanted.values())):
        by_child.setdefault(consent.tracked_id, []).append(consent)
    return {slot: _stands(child, by_child.get(child.pk, [])) for slot, child in wanted.items()}


def without_consent(inspection: Inspection, slots: Iterable[Slot]) -> dict[UUID, ToMeet]:
    """Return the slots in which a child or family is to be met without anybody's standing consent, and how it stands."""
    slots = [slot for slot in slots if slot.inspection_id == inspection.pk]
    return {slot: stands for slot, stands in consent_to_meet(slots, children_of(slots)).items() if stands != ToMeet.STANDS}


def _stands(child: TrackedChild, consents: list[Consent]) -> ToMeet:
    if child.state != TrackedState.TRACKED:
        return ToMeet.LEFT_OUT
    if any(one.state == ConsentState.GIVEN and Purpose.MEET in one.purposes for one in consents):
        return ToMeet.STANDS
    if any(one.state == ConsentState.ASKED for one in consents):
        return ToMeet.ASKED
    return ToMeet.AGAINST if consents else ToMeet.NOBODY
