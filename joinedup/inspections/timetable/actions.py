"""The only writers of the timetable. Whoever writes says which version of the slot they saw: nobody's change is lost unseen.

Each raises InspectionRefused for whoever may not, or not now; TimetableError for what is not sound; ChangedMeanwhile where somebody
was quicker.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_inspector
from joinedup.inspections.timetable import rules
from joinedup.inspections.timetable.details import (
    SlotDetails,
    TimetableError,
    check_day,
    check_details,
    check_hours,
    check_where,
    tidy_roles,
)
from joinedup.inspections.timetable.enums import STILL_PLANNED, EntryKind, SlotState, after_a_change
from joinedup.inspections.timetable.models import Place, Slot, SlotAgency, SlotEntry, SlotTold
from joinedup.inspections.timetable.queries import mark_of, slots_of, standing_of, unseen_at, unseen_by
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person

MOST_MINUTES = 240


class ChangedMeanwhile(InspectionRefused):
    """Somebody changed the slot after it was read; `slot` is how it stands now."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(f"{slot} was changed by somebody else after you opened it. Look at it as it stands now.")
        self.slot = slot


@transaction.atomic
def add_place(
    *, by: Person, inspection: Inspection, title: str, minutes: int | None = None, address: str = "", agency: Agency | None = None
) -> Place:
    """Add a place; `agency` whose people give it, none for the team. Without minutes the framework's time to any other place."""
    rules.check_can_add_place(by, inspection, agency)
    place = Place(inspection=inspection, agency=agency, added_by=by)
    _fill(place, title, minutes, address)
    place.save(force_insert=True)
    _log_place(by, place, "place added")
    return place


@transaction.atomic
def change_place(
    *, by: Person, place: Place, title: str, minutes: int | None = None, address: str = "", had: str | None = None
) -> Place:
    """Call a place otherwise, or put right where and how far it is; everybody a slot there concerns is told.

    `had`: the mark (`queries.mark_of`) of the place as the writer saw it; null where nobody saw it on a page. The history of the
    slots keeps what the place was called.
    """
    place = Place.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=place.pk)
    rules.check_can_change_place(by, place)
    if had is not None and had != mark_of(place):
        raise TimetableError(
            "", "Somebody changed this place after you opened it. What you typed is kept: send it if it still holds."
        )
    before = (place.title, place.minutes, place.address)
    _fill(place, title, minutes, address)
    if (place.title, place.minutes, place.address) == before:
        raise TimetableError("", "Nothing is different from before.")
    place.save(update_fields=["title", "minutes", "address"])
    words, agency = _what_of_place(place, *before), rules.gives_place(by, place)
    slots = list(Slot.objects.select_for_update().filter(place=place, state__in=STILL_PLANNED).order_by("number"))
    for slot in slots:
        _enter(by, slot, EntryKind.CHANGED, words=words, agency=agency)
    changed = [name for name, was in zip(("title", "minutes", "address"), before, strict=True) if getattr(place, name) != was]
    _log_place(by, place, "place changed", changed=changed, minutes=[before[1], place.minutes], slots=len(slots))
    return place


@transaction.atomic
def add_slot(*, by: Person, inspection: Inspection, details: SlotDetails) -> Slot:
    """Plan a slot: asked for where an agency is to find place or people, agreed at once where none is asked."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    rules.check_can_plan(by, inspection)
    check_details(details, inspection)
    number = (Slot.objects.filter(inspection=inspection).aggregate(highest=Max("number"))["highest"] or 0) + 1
    state = SlotState.WANTED if details.staff else SlotState.AGREED
    slot = Slot(inspection=inspection, number=number, state=state, made_by=by)
    _lay(slot, details)
    slot.save(force_insert=True)
    slot.inspectors.set(details.inspectors)
    _ask(slot, details)
    return _enter(by, slot, EntryKind.PLANNED)


@transaction.atomic
def change_slot(*, by: Person, slot: Slot, version: int, details: SlotDetails, words: str = "") -> Slot:
    """Plan a slot otherwise. The agencies asked are to answer again; everybody it concerns, or concerned, is told."""
    slot = _locked(slot, version)
    rules.check_can_change(by, slot, asks=bool(details.staff))
    check_details(details, slot.inspection, stood_on=slot.day)
    before, told = standing_of(slot), _concerned(slot)
    state = after_a_change(slot.state, asks=bool(details.staff))
    _lay(slot, details)
    slot.inspectors.set(details.inspectors)
    _ask(slot, details)
    if standing_of(_fresh(slot)) == before:
        raise TimetableError("", "Nothing is different from before.")
    slot.state = state
    return _enter(by, slot, EntryKind.CHANGED, words=words, also=told)


@transaction.atomic
def offer(
    *,
    by: Person,
    slot: Slot,
    agency: Agency,
    version: int,
    roles: Sequence[str],
    day: date | None = None,
    half: str = "",
    place: Place | None = None,
    room: str = "",
    online: bool = False,
    link: str = "",
    begins: time | None = None,
    ends: time | None = None,
    words: str = "",
) -> Slot:
    """Offer, as people of an agency asked, who of the staff comes (by role), where, and between which hours.

    `day` and `half` where another half-day than the one asked for is offered. Other agencies asked are to answer again where it is
    to be at another time or place than the one they answered to.
    """
    slot = _locked(slot, version)
    before = _when_and_where(slot)
    rules.check_can_offer(by, slot, agency)
    stood_on, slot.day, slot.half = slot.day, day or slot.day, half or slot.half
    check_day(slot.inspection, slot.day, although=slot.day == stood_on)
    check_hours(slot.inspection, slot.half, begins, ends)
    check_where(slot.inspection, place, online=online)
    if place is None and not online:
        raise TimetableError("place", "Say where it is, or that it is online.")
    if not (found := tidy_roles(roles)):
        raise TimetableError("staff", "Say who comes, by role.")
    slot.place, slot.room, slot.online, slot.link = place, room.strip(), online, link.strip()
    slot.begins, slot.ends, slot.state = begins, ends, SlotState.OFFERED
    if _when_and_where(slot) != before:
        slot.agencies.update(answered_at=None)
    _answered(slot, agency, found)
    return _enter(by, slot, EntryKind.OFFERED, words=words, agency=agency)


@transaction.atomic
def agree(*, by: Person, slot: Slot, version: int, agency: Agency | None = None, words: str = "") -> Slot:
    """Agree to a slot as it stands: the team to what was offered, an agency (`agency`) to what is asked, offered or was changed.

    Of several agencies asked the last one's word makes it agreed, but for what another agency offered: that is the team's to say.
    The team's word does at once; an agency that had not answered then is still waited for.
    """
    slot = _locked(slot, version)
    rules.check_can_agree(by, slot, agency)
    if agency is not None:
        _answered(slot, agency)
    answered = not slot.agencies.filter(answered_at=None).exists()
    if agency is None or (answered and slot.state != SlotState.OFFERED):
        slot.state = SlotState.AGREED
    return _enter(by, slot, EntryKind.AGREED, words=words, agency=agency)


@transaction.atomic
def mark_done(*, by: Person, slot: Slot, version: int) -> Slot:
    """Say that a slot took place."""
    slot = _locked(slot, version)
    rules.check_can_mark_done(by, slot)
    slot.state = SlotState.DONE
    return _enter(by, slot, EntryKind.DONE)


@transaction.atomic
def call_off(*, by: Person, slot: Slot, version: int, why: str) -> Slot:
    """Call a slot off, with why: everybody it concerns is told."""
    slot = _locked(slot, version)
    rules.check_can_call_off(by, slot)
    if not why.strip():
        raise TimetableError("words", "Say why it is called off: those who were to come are told.")
    slot.state = SlotState.CALLED_OFF
    return _enter(by, slot, EntryKind.CALLED_OFF, words=why)


@transaction.atomic
def take_up(*, by: Person, slot: Slot, version: int, words: str = "") -> Slot:
    """Take up a slot that was called off: asked for again, or agreed where no agency is asked. One done was not: it is agreed."""
    slot = _locked(slot, version)
    rules.check_can_take_up(by, slot)
    if slot.state == SlotState.DONE:
        slot.state = SlotState.AGREED
        return _enter(by, slot, EntryKind.NOT_DONE, words=words)
    slot.state = SlotState.WANTED if slot.agencies.exists() else SlotState.AGREED
    slot.agencies.update(answered_at=None)
    return _enter(by, slot, EntryKind.TAKEN_UP, words=words)


@transaction.atomic
def seen(*, by: Person, inspection: Inspection, agency: Agency | None = None, until: datetime | None = None) -> int:
    """Say that one saw what one, or `agency` whose people one is, was told of up to a moment. Return how much that was."""
    if agency is None:
        check_is_inspector(by, inspection)
        told = unseen_by(by, inspection)
    else:
        if not answers_for(by, inspection, agency):
            raise InspectionRefused(f"Only people of {agency} can do this.")
        told = unseen_at([agency], inspection)
    ids = list((told.filter(entry__at__lte=until) if until else told).values_list("pk", flat=True))
    if ids:
        SlotTold.objects.filter(pk__in=ids, seen_at=None).update(seen_at=timezone.now(), seen_by=by)
        kind, id = ("agency", str(agency.pk)) if agency else ("person", str(by.pk))
        chain = str(inspection.pk)
        record(by=by, chain=chain, action="timetable changes seen", object_kind=kind, object_id=id, detail={"changes": len(ids)})
    return len(ids)


def _locked(slot: Slot, version: int) -> Slot:
    """Return the slot with its row locked. Raises ChangedMeanwhile where it is not as the writer saw it."""
    Slot.objects.select_for_update().get(pk=slot.pk)
    found = _fresh(slot)
    if found.version != version:
        raise ChangedMeanwhile(found)
    return found


def _fresh(slot: Slot) -> Slot:
    return slots_of(slot.inspection).get(pk=slot.pk)


def _lay(slot: Slot, details: SlotDetails) -> None:
    """Write the details into the row; its inspectors and agencies are rows of their own."""
    slot.day, slot.half, slot.begins, slot.ends = details.day, details.half, details.begins, details.ends
    slot.activity, slot.place, slot.online = details.activity, details.place, details.online
    slot.room, slot.link, slot.what = details.room.strip(), details.link.strip(), details.what.strip()
    slot.criteria, slot.sector, slot.child = list(details.criteria), details.sector, details.child
    if not slot._state.adding:
        slot.save()


def _ask(slot: Slot, details: SlotDetails) -> None:
    """Ask the agencies of the details, and no others; none of them has answered this yet."""
    SlotAgency.objects.filter(slot=slot).delete()
    for agency, roles in details.staff.items():
        SlotAgency.objects.create(inspection=slot.inspection, slot=slot, agency=agency, roles=tidy_roles(roles))


def _answered(slot: Slot, agency: Agency, roles: list[str] | None = None) -> None:
    asked = SlotAgency.objects.get(slot=slot, agency=agency)
    asked.answered_at = timezone.now()
    if roles is not None:
        asked.roles = roles
    asked.save()


def _when_and_where(slot: Slot) -> tuple[Any, ...]:
    """Return what an agency answers to, beside who of its own staff comes."""
    return slot.day, slot.half, slot.begins, slot.ends, slot.place_id, slot.room, slot.online, slot.link


def _concerned(slot: Slot) -> tuple[set[Any], set[Any]]:
    """Return the ids of the people and of the agencies a slot concerns."""
    return {person.pk for person in slot.inspectors.all()}, {asked.agency_id for asked in slot.agencies.all()}


def _enter(
    by: Person,
    slot: Slot,
    kind: EntryKind,
    *,
    words: str = "",
    agency: Agency | None = None,
    also: tuple[Iterable[Any], Iterable[Any]] = ((), ()),
) -> Slot:
    """Keep the slot's new version, tell everybody it concerns but whoever did it, and log it. Return it as it stands."""
    earlier = SlotEntry.objects.filter(slot=slot).aggregate(highest=Max("version"))["highest"] or 0
    slot.version = earlier + 1
    slot.save()
    slot = _fresh(slot)
    entry = SlotEntry.objects.create(
        inspection=slot.inspection,
        slot=slot,
        version=slot.version,
        kind=kind,
        to=slot.state,
        stood=standing_of(slot),
        words=words.strip(),
        by=by,
        agency=agency,
    )
    people, agencies = _concerned(slot)
    people, agencies = (people | set(also[0])) - {by.pk}, (agencies | set(also[1])) - {agency.pk if agency else None}
    told = [SlotTold(inspection=slot.inspection, entry=entry, person_id=person) for person in sorted(people, key=str)]
    told += [SlotTold(inspection=slot.inspection, entry=entry, agency_id=one) for one in sorted(agencies, key=str)]
    SlotTold.objects.bulk_create(told)
    detail = {"version": slot.version, "state": str(slot.state), "told": len(told)} | ({"agency": agency.key} if agency else {})
    chain = str(slot.inspection_id)
    record(by=by, chain=chain, action=f"slot {kind.label.lower()}", object_kind="slot", object_id=str(slot.pk), detail=detail)
    return slot


def _fill(place: Place, title: str, minutes: int | None, address: str) -> None:
    minutes = fieldwork_of(place.inspection.framework).travel_minutes if minutes is None else minutes
    if not title.strip():
        raise TimetableError("title", "Say what the place is called.")
    if not 0 <= minutes <= MOST_MINUTES:
        raise TimetableError("minutes", f"Say between 0 and {MOST_MINUTES} minutes.")
    place.title, place.minutes, place.address = title.strip(), minutes, address.strip()


def _what_of_place(place: Place, title: str, minutes: int, address: str) -> str:
    """Return in words what is otherwise about a place than it was."""
    said = [f"The place “{title}” is called “{place.title}” now."] if place.title != title else []
    if place.minutes != minutes:
        said.append(f"It is {place.minutes} minutes from any other place, not {minutes}.")
    if place.address != address:
        said.append("Where it is, and how to get in, was written anew.")
    return " ".join(said)


def _log_place(by: Person, place: Place, action: str, **detail: Any) -> None:
    """Log what was done to a place, never what it is called: that is sealed."""
    about = {"object_kind": "place", "object_id": str(place.pk), "detail": detail}
    record(by=by, chain=str(place.inspection_id), action=action, **about)
