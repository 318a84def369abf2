"""Who may plan the week, and when. Each check raises InspectionRefused with a sentence; its twin answers yes or no."""

from typing import Final

from joinedup.areas.models import Agency
from joinedup.inspections import seeing
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import is_to_come
from joinedup.inspections.rules import InspectionRefused, answers_for, check_may_write
from joinedup.inspections.sides import sides_of
from joinedup.inspections.timetable.enums import SLOT_MOVES, STILL_PLANNED, Side, SlotState, after_a_change
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: Stages in which the week is planned and changed. The agencies' door opens with the notification.
PLANNING: Final = (Stage.PLANNED, Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)
AT_THE_AGENCIES: Final = PLANNING[1:]


def check_can_plan(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and stages after the fieldwork."""
    check_may_write(person, inspection)
    if inspection.stage not in PLANNING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"The timetable is kept until the judging is over. This inspection is {stage}.")


def can_plan(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_plan` would pass."""
    return passes(check_can_plan, person, inspection)


def check_can_answer(person: Person, inspection: Inspection, agency: Agency) -> None:
    """Refuse everyone but the agency's coordinators, and stages in which nobody is asked. All its people read."""
    if seeing.Side.AGENCY not in sides_of(person, inspection, agency):
        raise InspectionRefused(f"Only a coordinator of {agency} can do this.")
    if inspection.stage not in AT_THE_AGENCIES:
        raise InspectionRefused("The fieldwork is over: nothing of the timetable is asked any more.")


def can_answer(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_can_answer` would pass."""
    return passes(check_can_answer, person, inspection, agency)


def check_can_move_slot(person: Person, slot: Slot, to: SlotState, agency: Agency | None = None) -> None:
    """Refuse a move the table does not hold, and whoever is not on a side that makes it; an agency the slot does not ask.

    With `agency` the person moves it as one of its people, else as an inspector.
    """
    sides = SLOT_MOVES.get((SlotState(slot.state), to))
    if sides is None:
        raise InspectionRefused(f"A slot that is {slot.get_state_display().lower()} cannot become {to.label.lower()}.")
    side = Side.TEAM if agency is None else Side.AGENCY
    if side not in sides:
        raise InspectionRefused(f"Only {' or '.join(sorted(one.label for one in sides))} can do this.")
    if agency is None:
        check_can_plan(person, slot.inspection)
        return
    check_can_answer(person, slot.inspection, agency)
    if not slot.agencies.filter(agency=agency).exists():
        raise InspectionRefused(f"{slot} asks nothing of {agency}.")


def can_move_slot(person: Person, slot: Slot, to: SlotState, agency: Agency | None = None) -> bool:
    """Return whether `check_can_move_slot` would pass."""
    return passes(check_can_move_slot, person, slot, to, agency)


def check_can_change(person: Person, slot: Slot, asks: bool = True) -> None:
    """Refuse everyone but the team's inspectors, and a slot that took place or was called off. `asks`: an agency is asked then."""
    if slot.state not in STILL_PLANNED:
        said = slot.get_state_display().lower()
        raise InspectionRefused(f"{slot} is {said}: nothing about it is changed any more.")
    check_can_move_slot(person, slot, after_a_change(slot.state, asks=asks))


def can_change(person: Person, slot: Slot, asks: bool = True) -> bool:
    """Return whether `check_can_change` would pass."""
    return passes(check_can_change, person, slot, asks)


def check_can_offer(person: Person, slot: Slot, agency: Agency) -> None:
    """Refuse everyone but people of an agency the slot asks, and a slot that waits for no offer."""
    check_can_move_slot(person, slot, SlotState.OFFERED, agency)


def can_offer(person: Person, slot: Slot, agency: Agency) -> bool:
    """Return whether `check_can_offer` would pass."""
    return passes(check_can_offer, person, slot, agency)


def check_can_agree(person: Person, slot: Slot, agency: Agency | None = None) -> None:
    """Refuse whoever may not agree to a slot as it stands; an agency that has answered what is asked now.

    A slot that says neither where nor online is agreed to by no agency: it offers a place instead.
    """
    if agency is None and slot.state == SlotState.AGREED:
        raise InspectionRefused(f"{slot} is agreed already.")
    offered = agency is not None and slot.state == SlotState.OFFERED  # by another: theirs to agree to, the team's to settle
    check_can_move_slot(person, slot, SlotState.OFFERED if offered else SlotState.AGREED, agency)
    if agency is not None and not slot.agencies.filter(agency=agency, answered_at=None).exists():
        raise InspectionRefused(f"{agency} has answered what is asked now.")
    if slot.state in (SlotState.CALLED_OFF, SlotState.DONE):
        raise InspectionRefused(f"{slot} is {slot.get_state_display().lower()}: there is nothing to agree to.")
    if agency is not None and slot.place_id is None and not slot.online:
        raise InspectionRefused("Nobody has said where it is yet. Offer a place.")


def can_agree(person: Person, slot: Slot, agency: Agency | None = None) -> bool:
    """Return whether `check_can_agree` would pass."""
    return passes(check_can_agree, person, slot, agency)


def check_can_mark_done(person: Person, slot: Slot) -> None:
    """Refuse everyone but the team's inspectors, and a slot of a day that has not come."""
    check_can_move_slot(person, slot, SlotState.DONE)
    if is_to_come(slot.inspection, slot.day):
        raise InspectionRefused("It cannot have taken place on a day that has not come yet.")


def can_mark_done(person: Person, slot: Slot) -> bool:
    """Return whether `check_can_mark_done` would pass."""
    return passes(check_can_mark_done, person, slot)


def check_can_call_off(person: Person, slot: Slot) -> None:
    """Refuse everyone but the team's inspectors, and a slot that took place or was called off."""
    check_can_move_slot(person, slot, SlotState.CALLED_OFF)


def can_call_off(person: Person, slot: Slot) -> bool:
    """Return whether `check_can_call_off` would pass."""
    return passes(check_can_call_off, person, slot)


def check_can_take_up(person: Person, slot: Slot) -> None:
    """Refuse everyone but the team's inspectors, and a slot that is neither called off nor done."""
    if slot.state not in (SlotState.CALLED_OFF, SlotState.DONE):
        raise InspectionRefused(f"{slot} is {slot.get_state_display().lower()}: there is nothing to take up again.")
    check_can_move_slot(person, slot, SlotState.AGREED)


def can_take_up(person: Person, slot: Slot) -> bool:
    """Return whether `check_can_take_up` would pass."""
    return passes(check_can_take_up, person, slot)


def check_can_add_place(person: Person, inspection: Inspection, agency: Agency | None = None) -> None:
    """Refuse everyone but the team's inspectors, or people of the agency that gives the place."""
    if agency is None:
        check_can_plan(person, inspection)
    else:
        check_can_answer(person, inspection, agency)


def can_add_place(person: Person, inspection: Inspection, agency: Agency | None = None) -> bool:
    """Return whether `check_can_add_place` would pass."""
    return passes(check_can_add_place, person, inspection, agency)


def check_can_change_place(person: Person, place: Place) -> None:
    """Refuse everyone but the team's inspectors and people of the agency that gave the place."""
    if (agency := gives_place(person, place)) is not None:
        check_can_answer(person, place.inspection, agency)
    else:
        check_can_plan(person, place.inspection)


def gives_place(person: Person, place: Place) -> Agency | None:
    """Return the agency that gave a place where the person is of its people; null for anybody else, and for the team's places."""
    if place.agency is not None and answers_for(person, place.inspection, place.agency):
        return place.agency
    return None


def can_change_place(person: Person, place: Place) -> bool:
    """Return whether `check_can_change_place` would pass."""
    return passes(check_can_change_place, person, place)
