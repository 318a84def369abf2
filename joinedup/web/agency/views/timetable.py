"""The fieldwork week at an agency's door: the slots asked of it, what it offers, and every change with its day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.timetable import actions, queries, rules
from joinedup.inspections.timetable.actions import ChangedMeanwhile
from joinedup.inspections.timetable.details import TimetableError
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.inspections.timetable.reading import (
    EntryRead,
    changes_at,
    clashes_at,
    history_at,
    open_timetable_at,
    places_seen_by,
    waits_for,
)
from joinedup.inspections.timetable.whereabouts import where
from joinedup.method.calendar import is_working_day
from joinedup.method.fieldwork import fieldwork_of
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.timetable_forms import OfferForm, begun
from joinedup.web.components import calendars
from joinedup.web.components import forms as components
from joinedup.web.components import slots as words
from joinedup.web.components.clash_words import ClashWords, clash_words
from joinedup.web.components.seen import NOTHING_MARKED, moment_read
from joinedup.web.given_back import gives_back

#: Which field of the form a refusal of the timetable is about.
_FIELDS = {"day": "on", "half": "on", "begins": "begins", "ends": "ends", "place": "place", "staff": "roles", "title": "new_place"}


@agency_page
def timetable(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show the week as far as it asks something of the reader's agencies: what waits, what changed, what clashes."""
    read_at = timezone.now()  # before anything is read: what comes meanwhile was not shown
    slots = open_timetable_at(by=request.user, inspection=inspection, agencies=agencies)
    names = _names(inspection, slots, places_seen_by(request.user, inspection))
    changes = [(agency, changes_at([agency], inspection)) for agency in agencies]
    return show(
        request,
        "timetable.html",
        inspection,
        crumbs=crumbs_of(inspection),
        days=_days(slots, agencies, inspection),
        waiting=[slot for slot in slots if waits_for(slot, agencies)],
        changes=[(agency, _changes(found, names)) for agency, found in changes if found],
        asking={slot.pk for slot in slots},
        read_at=read_at.isoformat(),
        clashes=_clashes(slots, agencies, names),
        names=names,
        several=len(agencies) > 1,
    )


@require_POST
@agency_page
def seen(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Take in that somebody of the agency saw the changes its page showed."""
    agency = _chosen(request.POST.get("agency"), agencies)
    until = moment_read(request.POST.get("until"))
    if until is None:
        messages.warning(request, NOTHING_MARKED)
        return redirect("agency:timetable", inspection.pk)
    count = actions.seen(by=request.user, inspection=inspection, agency=agency, until=until)
    messages.success(request, "Marked as seen. The inspectors can tell." if count else "There was nothing new to mark.")
    return redirect("agency:timetable", inspection.pk)


@agency_page
def calendar(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show how the reader's slots come into their own calendar; make or stop the secret address of it."""
    crumbs = (*crumbs_of(inspection), ("Fieldwork week", reverse("agency:timetable", args=[inspection.pk])))
    return show(request, "timetable_calendar.html", inspection, crumbs=crumbs, **calendars.page_of(request, inspection))


@agency_page
def calendar_file(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Give the reader's slots as an iCalendar file."""
    return calendars.download(request, inspection)


@gives_back
@agency_page
def slot(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], slot_id: UUID) -> HttpResponse:
    """Show one slot with its history, and take in what the agency offers for it."""
    found, agency = _found(request, inspection, agencies, slot_id)
    places = places_seen_by(request.user, inspection)
    form = OfferForm(*_offered(found, inspection), places, *_given(request), initial=begun(found, _roles(found, agency)))
    if form.is_bound and form.is_valid():
        kept = _offer(request, found, agency, form, places)
        if kept:
            messages.success(request, f"Your offer for slot {found.number} has arrived. The inspectors are told.")
            return redirect("agency:timetable", inspection.pk)
        found, _ = _found(request, inspection, agencies, slot_id)
    return _slot_page(request, found, agency, form, places)


@require_POST
@agency_page
def agree(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], slot_id: UUID) -> HttpResponse:
    """Take in that the agency agrees to a slot as it stands."""
    found, agency = _found(request, inspection, agencies, slot_id)
    version = request.POST.get("version", "")
    try:
        actions.agree(by=request.user, slot=found, version=int(version) if version.isdecimal() else 0, agency=agency)
    except InspectionRefused as reason:
        messages.warning(request, str(reason))
        return redirect(f"{reverse('agency:timetable-slot', args=[inspection.pk, found.pk])}?agency={agency.pk}")
    messages.success(request, f"You agreed to slot {found.number}. The inspectors are told.")
    return redirect("agency:timetable", inspection.pk)


def _slot_page(request: HttpRequest, found: Slot, agency: Agency, form: OfferForm, places: Iterable[Place]) -> HttpResponse:
    inspection = found.inspection
    slots = open_timetable_at(by=request.user, inspection=inspection, agencies=[agency])
    names = _names(inspection, slots, places)
    return show(
        request,
        "timetable_slot.html",
        inspection,
        crumbs=(*crumbs_of(inspection), ("Fieldwork week", reverse("agency:timetable", args=[inspection.pk]))),
        slot=found,
        agency=agency,
        told=_told(found, [agency], inspection),
        names=names,
        clashes=[one for one in _clashes(slots, [agency], names) if found in one.slots],
        history=[_worded(one, names) for one in history_at(found, [agency])],
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_offer=rules.can_offer(request.user, found, agency),
        may_agree=rules.can_agree(request.user, found, agency) and waits_for(found, [agency]),
    )


def _offer(request: HttpRequest, found: Slot, agency: Agency, form: OfferForm, places: Iterable[Place]) -> bool:
    """Return whether what was offered is kept; otherwise the reason stands on the form."""
    said, (day, half) = form.cleaned_data, form.when()
    try:
        place = next((one for one in places if str(one.pk) == said["place"]), None)
        if said["new_place"]:
            rules.check_can_offer(request.user, found, agency)
            place = actions.add_place(by=request.user, inspection=found.inspection, title=said["new_place"], agency=agency)
            form.keep_place(place)
        actions.offer(
            by=request.user,
            slot=found,
            agency=agency,
            version=said["version"],
            roles=said["roles"].splitlines(),
            day=day,
            half=half,
            place=place,
            room=said["room"],
            online=said["online"],
            link=said["link"] if said["online"] else "",
            begins=said["begins"],
            ends=said["ends"],
            words=said["words"],
        )
    except TimetableError as reason:
        form.add_error(_FIELDS.get(reason.field), str(reason))
    except ChangedMeanwhile as reason:
        form.add_error(None, f"{reason} What you typed is kept below: send it again if it still holds.")
        form.take_version(reason.slot.version)
    except InspectionRefused as reason:
        form.add_error(None, str(reason))
    else:
        return True
    return False


def _found(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], slot_id: UUID) -> tuple[Slot, Agency]:
    """Return a slot and the reader's agency it is answered for; 404 where it asks nothing of any of them."""
    found = queries.slots_asking(agencies, inspection).filter(pk=slot_id).first()
    if found is None:
        raise Http404
    asked = {one.agency_id for one in found.agencies.all()}
    return found, _chosen(request.GET.get("agency"), [agency for agency in agencies if agency.pk in asked])


def _chosen(wanted: str | None, agencies: Sequence[Agency]) -> Agency:
    """Return the agency of that id, the first where none is named; 404 for an agency that is not the reader's."""
    found = [agency for agency in agencies if wanted in (None, "", str(agency.pk))]
    if not found:
        raise Http404
    return found[0]


def _given(request: HttpRequest) -> tuple[Any, ...]:
    given = components.posted(request)
    return () if given is None else (given.copy(),)


def _roles(found: Slot, agency: Agency) -> list[str]:
    return next((list(one.roles) for one in found.agencies.all() if one.agency_id == agency.pk), [])


def _offered(found: Slot, inspection: Inspection) -> tuple[Any, list[date]]:
    """Return the framework's halves and the days that can be offered: those of the fieldwork, and the slot's own."""
    first, last = inspection.fieldwork_from or found.day, inspection.fieldwork_to or found.day
    days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return fieldwork_of(inspection.framework), sorted({day for day in days if is_working_day(day)} | {found.day})


def _days(slots: Iterable[Slot], agencies: Sequence[Agency], inspection: Inspection) -> list[tuple[date, list[Any]]]:
    """Return the slots as pages show them, by day and then by half."""
    titles = {half.id: half.title for half in fieldwork_of(inspection.framework).halves}
    days = []
    for day, of_day in groupby(slots, key=lambda slot: slot.day):
        halves = groupby(of_day, key=lambda slot: slot.half)
        days.append(
            (day, [(titles.get(half, half), [_told(one, agencies, inspection) for one in of_half]) for half, of_half in halves])
        )
    return days


def _told(found: Slot, agencies: Sequence[Agency], inspection: Inspection) -> dict[str, Any]:
    """Return what a page says of a slot."""
    own = {agency.pk for agency in agencies}
    return {
        "slot": found,
        "hours": words.when(found, fieldwork_of(inspection.framework)),
        "where": where(found),
        "waits": waits_for(found, agencies),
        "asked": [one for one in found.agencies.all() if one.agency_id in own],
        "others": [one.agency.name for one in found.agencies.all() if one.agency_id not in own],
        "inspectors": [person.name for person in found.inspectors.all()],
    }


def _names(inspection: Inspection, slots: Iterable[Slot], places: Iterable[Place]) -> words.Names:
    """Return the words for what some slots hold, and for the places the reader may know."""
    found = list(slots)
    people = {person.pk: person for slot in found for person in slot.inspectors.all()}
    agencies = {asked.agency.key: asked.agency.name for slot in found for asked in slot.agencies.all()}
    return words.names_for(inspection, places=places, people=people.values(), agencies=agencies)


def _clashes(slots: Sequence[Slot], agencies: Sequence[Agency], names: words.Names) -> list[ClashWords]:
    by_id = {str(slot.pk): slot for slot in slots}
    return [clash_words(found, by_id, names) for found in clashes_at(slots, agencies)]


def _changes(found: Iterable[tuple[Slot, Sequence[EntryRead]]], names: words.Names) -> list[Any]:
    """Return the slots with what was done to each and not marked as seen; what is done there is said as the agency last read it."""
    return [(slot, read[-1].entry.stood["activity"], [_worded(one, names) for one in read]) for slot, read in found]


def _worded(read: EntryRead, names: words.Names) -> tuple[EntryRead, list[tuple[str, str, str]]]:
    return read, [words.changed(one, names) for one in read.differences]
