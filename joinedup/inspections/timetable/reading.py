"""The timetable read at an agency's door, where it may say which child is met when: logged."""

from collections.abc import Iterable

from joinedup.areas.models import Agency
from joinedup.audit.actions import record_read
from joinedup.inspections.core.clashes import clashes
from joinedup.inspections.core.timetable import Clash, ClashKind
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.inspections.timetable.queries import as_core, places_as_core, slots_asking
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person

#: States in which an agency that has not answered is waited for.
_WAITS = (SlotState.WANTED, SlotState.OFFERED, SlotState.CHANGED)


def open_timetable_at(*, by: Person, inspection: Inspection, agencies: Iterable[Agency]) -> list[Slot]:
    """Return the slots that ask something of some agencies, and log who read them and of which children (codes) they told.

    Raises InspectionRefused for somebody not of these agencies.
    """
    asked = list(agencies)
    if not asked or not all(answers_for(by, inspection, agency) for agency in asked):
        raise InspectionRefused("Only people of the agencies asked can do this.")
    slots, chain = list(slots_asking(asked, inspection)), str(inspection.pk)
    told = {"agencies": sorted(agency.key for agency in asked), "children": sorted({slot.child for slot in slots} - {""})}
    record_read(by=by, chain=chain, action="timetable read at an agency", object_kind="inspection", object_id=chain, detail=told)
    return slots


def waits_for(slot: Slot, agencies: Iterable[Agency]) -> bool:
    """Return whether a slot waits for the answer of one of some agencies."""
    asked = {agency.pk for agency in agencies}
    return slot.state in _WAITS and any(one.agency_id in asked and one.answered_at is None for one in slot.agencies.all())


def clashes_at(slots: Iterable[Slot], agencies: Iterable[Agency]) -> list[Clash]:
    """Return what clashes among slots an agency is asked for, as far as it is the agency's to know.

    Its own people alone are told to be asked for twice; how much is right for one inspector is the team's affair.
    """
    found, own = list(slots), {agency.key for agency in agencies}
    if not found:
        return []
    team = {str(person.pk): None for slot in found for person in slot.inspectors.all()}
    places = places_as_core([slot.place for slot in found if slot.place])
    told = clashes([as_core(slot) for slot in found], places, team, fieldwork_of(found[0].inspection.framework))
    told = [one for one in told if one.kind != ClashKind.TOO_MANY]
    return [one for one in told if one.kind != ClashKind.STAFF_TWICE or one.who[0] in own]


def places_seen_by(person: Person, inspection: Inspection) -> list[Place]:
    """Return an inspection's places as far as a person may see them, in order of name."""
    seen = Place.objects.visible_to(person).filter(inspection=inspection).select_related("agency", "inspection")
    return sorted(seen, key=lambda place: place.title.casefold())
