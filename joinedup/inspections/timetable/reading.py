"""The timetable read at an agency's door, where it may say which child is met when: logged."""

from collections.abc import Iterable

from joinedup.areas.models import Agency
from joinedup.audit.actions import record_read
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.queries import slots_asking
from joinedup.people.models import Person


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
