"""Reads of the timetable, as rows for pages and as `core.timetable` has them. However long the week, few queries."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.core import timetable as core
from joinedup.inspections.core.slot_history import Difference, differences_told
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.timetable.enums import WAITS_FOR_ANSWERS, SlotState
from joinedup.inspections.timetable.models import Place, Slot, SlotAgency, SlotEntry, SlotTold
from joinedup.people.models import Person


def places_of(inspection: Inspection) -> QuerySet[Place]:
    """Return an inspection's places in the order they were added, with whose they are."""
    return Place.objects.filter(inspection=inspection).select_related("agency", "inspection").order_by("added_at")


def slots_of(inspection: Inspection) -> QuerySet[Slot]:
    """Return an inspection's slots by day and hour, with place, inspectors and the agencies asked: four queries for any number."""
    agencies = SlotAgency.objects.select_related("agency").order_by("agency__sector", "agency__name")
    found = Slot.objects.filter(inspection=inspection).select_related("place", "inspection")
    found = found.prefetch_related("inspectors", Prefetch("agencies", agencies))
    return found.order_by("day", "-half", "begins", "number")  # "morning" stands before "afternoon"


def slots_seen_by(person: Person, inspection: Inspection) -> QuerySet[Slot]:
    """Return an inspection's slots as far as a person may see them."""
    return slots_of(inspection).filter(pk__in=Slot.objects.visible_to(person).values("pk"))


def slots_asking(agencies: Iterable[Agency], inspection: Inspection) -> QuerySet[Slot]:
    """Return the slots that ask something of one of some agencies."""
    asked = SlotAgency.objects.filter(agency__in=list(agencies)).values("slot")
    return slots_of(inspection).filter(pk__in=asked)


def states_of(inspection: Inspection) -> QuerySet[Slot, str]:
    """Return where each slot stands that was not called off."""
    held = Slot.objects.filter(inspection=inspection).exclude(state=SlotState.CALLED_OFF)
    return held.values_list("state", flat=True)


def mark_of(place: Place) -> str:
    """Return a mark of a place as it stands: another where anything about it is otherwise."""
    said = json.dumps([place.title, place.minutes, place.address])
    return sha256(said.encode()).hexdigest()


def inspectors_of(inspection: Inspection) -> list[Person]:
    """Return the team's inspectors, lead inspectors among them, by inspectorate and name."""
    members = TeamMember.objects.filter(inspection=inspection, role__in=(Role.LEAD, Role.INSPECTOR), person__is_active=True)
    rows = members.select_related("person", "inspectorate").order_by("inspectorate__name", "person__name", "person__pk")
    return list({member.person_id: member.person for member in rows}.values())


def days_of(inspection: Inspection) -> tuple[date, date] | None:
    """Return the first and the last day of fieldwork; null where they are not set."""
    first, last = inspection.fieldwork_from, inspection.fieldwork_to
    return (first, last) if first and last else None


def team_of(inspectors: Iterable[Person]) -> dict[str, None]:
    """Return the inspectors as the core's `Team`: in the team every day."""
    return {str(person.pk): None for person in inspectors}


def as_core(slot: Slot) -> core.Slot:
    """Return a slot of `slots_of` as the core has it: ids as text, an agency by its key."""
    staff = {(asked.agency.key, role) for asked in slot.agencies.all() for role in asked.roles}
    return core.Slot(
        id=str(slot.pk),
        day=slot.day,
        half=slot.half,
        begins=slot.begins,
        ends=slot.ends,
        activity=slot.activity,
        inspectors=frozenset(str(person.pk) for person in slot.inspectors.all()),
        place=str(slot.place_id) if slot.place_id else None,
        online=slot.online,
        staff=frozenset(staff),
        criteria=frozenset(slot.criteria),
        sector=slot.sector,
        child=slot.child or None,
        state=slot.state,
        room=slot.room,
    )


def places_as_core(places: Iterable[Place]) -> dict[str, core.Place]:
    """Return places as the core has them, by id."""
    return {str(place.pk): core.Place(str(place.pk), place.title, place.minutes) for place in places}


def standing_of(slot: Slot) -> dict[str, Any]:
    """Return a slot whole as plain values, under the names of `slot_history.FIELDS`."""
    return {
        "day": slot.day.isoformat(),
        "half": slot.half,
        "begins": slot.begins.isoformat("minutes") if slot.begins else None,
        "ends": slot.ends.isoformat("minutes") if slot.ends else None,
        "activity": slot.activity,
        "inspectors": sorted(str(person.pk) for person in slot.inspectors.all()),
        "place": str(slot.place_id) if slot.place_id else None,
        "place_title": slot.place.title if slot.place else None,
        "room": slot.room,
        "online": slot.online,
        "link": slot.link,
        "agencies": {asked.agency.key: list(asked.roles) for asked in slot.agencies.all()},
        "criteria": list(slot.criteria),
        "sector": slot.sector,
        "child": slot.child,
        "what": slot.what,
    }


def entries_of(slot: Slot) -> list[tuple[SlotEntry, tuple[Difference, ...]]]:
    """Return what was done to a slot, the earliest first, each with what it changed, and who was told and saw it."""
    told = SlotTold.objects.select_related("person", "agency", "seen_by").order_by("person__name", "agency__name")
    rows = SlotEntry.objects.filter(slot=slot).select_related("by", "agency").prefetch_related(Prefetch("told", told))
    return _with_changes(rows.order_by("version"))


def entry_at(slot: Slot, version: int) -> SlotEntry | None:
    """Return the entry that made a version of a slot; null where there is none."""
    return SlotEntry.objects.filter(slot=slot, version=version).select_related("by", "agency").first()


def changes_of(slot: Slot | None = None, *, inspection: Inspection, until: datetime | None = None) -> QuerySet[SlotEntry]:
    """Return what was done to an inspection's slots (or one), the latest first."""
    rows = SlotEntry.objects.filter(inspection=inspection).select_related("by", "agency", "slot")
    if slot is not None:
        rows = rows.filter(slot=slot)
    return (rows.filter(at__lte=until) if until else rows).order_by("-at")


def unseen_by(person: Person, inspection: Inspection) -> QuerySet[SlotTold]:
    """Return what a person was told of and has not seen, the latest first."""
    return _unseen(inspection, Q(person=person))


def unseen_at(agencies: Iterable[Agency], inspection: Inspection) -> QuerySet[SlotTold]:
    """Return what agencies were told of and nobody of them has seen, the latest first."""
    return _unseen(inspection, Q(agency__in=list(agencies)))


def entries_by_slot(wanted: Iterable[UUID]) -> list[tuple[Slot, list[tuple[SlotEntry, tuple[Difference, ...]]]]]:
    """Return the slots of some entries, each with its whole history."""
    rows = SlotEntry.objects.filter(slot__in=SlotEntry.objects.filter(pk__in=list(wanted)).values("slot"))
    by_slot: dict[UUID, list[SlotEntry]] = {}
    for row in rows.select_related("by", "agency", "slot").order_by("slot", "version"):
        by_slot.setdefault(row.slot_id, []).append(row)
    return [(entries[0].slot, _with_changes(entries)) for entries in by_slot.values()]


def changed_since(told: Iterable[SlotTold]) -> list[tuple[Slot, list[tuple[SlotEntry, tuple[Difference, ...]]]]]:
    """Return the slots of what was told, each with its entries told and what each changed, the latest changed first."""
    wanted = {one.entry_id for one in told}
    found = [(slot, [one for one in entries if one[0].pk in wanted]) for slot, entries in entries_by_slot(wanted)]
    return sorted(found, key=lambda one: one[1][-1][0].at, reverse=True)


def awaiting(inspection: Inspection) -> QuerySet[SlotAgency]:
    """Return which agencies have not answered what a slot, not called off or done, asks of them."""
    rows = SlotAgency.objects.filter(inspection=inspection, answered_at=None, slot__state__in=WAITS_FOR_ANSWERS)
    return rows.select_related("slot", "agency").order_by("agency__name", "slot__day", "slot__number")


def _unseen(inspection: Inspection, whose: Q) -> QuerySet[SlotTold]:
    rows = SlotTold.objects.filter(whose, inspection=inspection, seen_at=None)
    return rows.select_related("entry__slot", "entry__by", "entry__agency", "agency").order_by("-entry__at")


def _with_changes(rows: Iterable[SlotEntry]) -> list[tuple[SlotEntry, tuple[Difference, ...]]]:
    """Return the entries of one slot, in order of version, each with what it changed; the first changes nothing."""
    found, before = [], None
    for row in rows:
        stood: Mapping[str, Any] = row.stood
        found.append((row, differences_told(before, stood) if before is not None else ()))
        before = stood
    return found
