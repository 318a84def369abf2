"""The timetable read at an agency's door, where it may say which child is met when: logged.

An agency reads of a slot what was done while it was asked, and of the staff asked its own: never what was meant for another agency.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from joinedup.areas.models import Agency
from joinedup.audit.actions import record_read
from joinedup.inspections.core.clashes import clashes
from joinedup.inspections.core.slot_history import Difference
from joinedup.inspections.core.timetable import Clash, ClashKind
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for
from joinedup.inspections.timetable.enums import WAITS_FOR_ANSWERS
from joinedup.inspections.timetable.models import Place, Slot, SlotEntry
from joinedup.inspections.timetable.queries import (
    as_core,
    days_of,
    entries_by_slot,
    entries_of,
    places_as_core,
    slots_asking,
    unseen_at,
)
from joinedup.method.fieldwork import fieldwork_of
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


@dataclass(frozen=True)
class EntryRead:
    """One thing done to a slot as an agency may read it. `asks`: with it the agency was asked, so there is nothing before it."""

    entry: SlotEntry
    words: str
    differences: tuple[Difference, ...]
    asks: bool

    @property
    def said(self) -> str:
        """Return what was done, in a word."""
        return "Asked of you" if self.asks else self.entry.said

    @property
    def by(self) -> Person:
        """Return who did it."""
        return self.entry.by

    @property
    def agency(self) -> Agency | None:
        """Return for which agency it was done; null: an inspector did it."""
        return self.entry.agency

    @property
    def at(self) -> datetime:
        """Return when."""
        return self.entry.at


def history_at(slot: Slot, agencies: Iterable[Agency]) -> list[EntryRead]:
    """Return what was done to a slot as people of some agencies may read it, the earliest first."""
    return _as_read(entries_of(slot), agencies)


def changes_at(agencies: Iterable[Agency], inspection: Inspection) -> list[tuple[Slot, list[EntryRead]]]:
    """Return what agencies were told of and nobody of them has seen, by slot, the latest changed first.

    That a slot is asked of them is no change: it waits for their answer, or they gave it.
    """
    asked = list(agencies)
    wanted = {one.entry_id for one in unseen_at(asked, inspection)}
    found = []
    for slot, entries in entries_by_slot(wanted):
        read = [one for one in _as_read(entries, asked) if one.entry.pk in wanted]
        if read and not all(one.asks for one in read):
            found.append((slot, read))
    return sorted(found, key=lambda one: one[1][-1].at, reverse=True)


def _as_read(entries: Iterable[tuple[SlotEntry, tuple[Difference, ...]]], agencies: Iterable[Agency]) -> list[EntryRead]:
    """Leave out what was done while none of the agencies was asked, and what was said of others and by others."""
    found, own, before = [], {agency.key: agency.pk for agency in agencies}, False
    for entry, changed in entries:
        now = bool(own.keys() & entry.stood["agencies"].keys())
        if now and before:
            found.append(EntryRead(entry, _words(entry, own), _own(changed, own), asks=False))
        elif now:  # what stood before was not theirs to know, nor why it was changed
            found.append(EntryRead(entry, "", (), asks=True))
        elif before:  # asked no more: what became of the slot is not theirs to know
            staff = tuple(one for one in changed if one.field == "agencies")
            found.append(EntryRead(entry, _words(entry, own), _own(staff, own), asks=False))
        before = now
    return found


def _words(entry: SlotEntry, own: Mapping[str, UUID]) -> str:
    """Return what was said with an entry; "" where another agency said it, to the inspectors."""
    return entry.words if entry.agency_id is None or entry.agency_id in own.values() else ""


def _own(changed: Sequence[Difference], own: Mapping[str, UUID]) -> tuple[Difference, ...]:
    """Return what changed, of the staff asked that of the agencies' own alone."""
    told = [
        replace(one, before=_of(own, one.before), after=_of(own, one.after)) if one.field == "agencies" else one for one in changed
    ]
    return tuple(one for one in told if one.before != one.after)


def _of(own: Mapping[str, UUID], staff: Mapping[str, list[str]] | None) -> dict[str, list[str]]:
    return {key: roles for key, roles in (staff or {}).items() if key in own}


def waits_for(slot: Slot, agencies: Iterable[Agency]) -> bool:
    """Return whether a slot waits for the answer of one of some agencies."""
    asked = {agency.pk for agency in agencies}
    return slot.state in WAITS_FOR_ANSWERS and any(
        one.agency_id in asked and one.answered_at is None for one in slot.agencies.all()
    )


def clashes_at(slots: Iterable[Slot], agencies: Iterable[Agency]) -> list[Clash]:
    """Return what clashes among slots an agency is asked for, as far as it is the agency's to know.

    Its own people alone are told to be asked for twice; how much is right for one inspector is the team's affair.
    """
    found, own = list(slots), {agency.key for agency in agencies}
    if not found:
        return []
    team = {str(person.pk): None for slot in found for person in slot.inspectors.all()}
    places = places_as_core([slot.place for slot in found if slot.place])
    inspection = found[0].inspection
    told = clashes([as_core(slot) for slot in found], places, team, fieldwork_of(inspection.framework), days_of(inspection))
    told = [one for one in told if one.kind != ClashKind.TOO_MANY]
    return [one for one in told if one.kind != ClashKind.STAFF_TWICE or one.who[0] in own]


def places_seen_by(person: Person, inspection: Inspection) -> list[Place]:
    """Return an inspection's places as far as a person may see them, in order of name."""
    seen = Place.objects.visible_to(person).filter(inspection=inspection).select_related("agency", "inspection")
    return sorted(seen, key=lambda place: place.title.casefold())
