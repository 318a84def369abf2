"""One slot of the timetable: planned, changed, agreed to, done, called off; and the places inspectors go to."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases.queries import tracked_children
from joinedup.cases.slots.actions import open_timetable, plan_slot, replan_slot
from joinedup.cases.slots.queries import child_of, meets_child
from joinedup.evidence.rules import can_write_note
from joinedup.inspections import queries as inspections
from joinedup.inspections.core.slot_history import FIELDS, both_changed, together
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable import actions, queries, rules
from joinedup.inspections.timetable.actions import ChangedMeanwhile
from joinedup.inspections.timetable.details import TimetableError, standing
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.web.components import forms as components
from joinedup.web.components.slots import FIELDS as LABELS
from joinedup.web.components.slots import changed, in_words, weekday
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.timetable_forms import PlaceForm, SlotForm, ToldForm, begun
from joinedup.web.inspectorate.timetable_in_words import Timetable
from joinedup.web.inspectorate.views.timetable import crumbs

#: What somebody may ask a new slot to begin with, in the address.
_BEFORE = ("day", "half", "activity", "sector", "tracked", "criteria", "inspectors")


@gives_back
@team_page
def new(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Plan a slot."""
    rules.check_can_plan(request.user, inspection)
    form = _form(request, inspection, initial=_asked_for(request, inspection))
    if form.is_valid():
        slot = _kept(form, lambda: plan_slot(by=request.user, inspection=inspection, details=form.details(), tracked=form.child))
        if slot is not None:
            messages.success(request, f"{slot} is planned. Those it concerns are told.")
            return redirect("inspectorate:slot", inspection.pk, slot.pk)
    return _form_page(request, inspection, form, title="Add a slot", button="Add the slot")


@gives_back
@team_page
def change(request: HttpRequest, inspection: Inspection, slot_id: UUID) -> HttpResponse:
    """Plan a slot otherwise. Where somebody was quicker, both changes are shown before anything is kept."""
    slot = _slot(request, inspection, slot_id)
    rules.check_can_change(request.user, slot)
    form = _form(request, inspection, slot, initial=begun(queries.standing_of(slot), slot.version))
    meanwhile = None
    if form.is_valid():
        had = form.cleaned_data["had"] or 0
        try:
            done = _kept(form, lambda: _replan(request, slot, form, had))
        except ChangedMeanwhile as reason:
            done, slot = None, reason.slot
            meanwhile, form = _meanwhile(request, inspection, slot, form, had)
        if done is not None:
            messages.success(request, f"{done} is changed. Those it concerns are told.")
            return redirect("inspectorate:slot", inspection.pk, done.pk)
    above = ((str(slot), reverse("inspectorate:slot", args=[inspection.pk, slot.pk])),)
    return _form_page(
        request,
        inspection,
        form,
        title=f"Change slot {slot.number}",
        button="Keep the change",
        above=above,
        meanwhile=meanwhile,
        about=slot,
    )


@team_page
def slot(request: HttpRequest, inspection: Inspection, slot_id: UUID) -> HttpResponse:
    """Show one slot, what stands against it, and everything that was done to it with who was told and saw it."""
    return _slot_page(request, inspection, _slot(request, inspection, slot_id), ToldForm())


@gives_back
@require_POST
@team_page
def move(request: HttpRequest, inspection: Inspection, slot_id: UUID) -> HttpResponse:
    """Agree to a slot, say that it took place, call it off or take it up again."""
    found, form = _slot(request, inspection, slot_id), ToldForm(request.POST)
    form.is_valid()
    given: dict[str, Any] = {"by": request.user, "slot": found, "version": _number(request.POST.get("had"))}
    said = form.cleaned_data.get("words", "")
    moves: dict[str, tuple[Callable[[], Slot], str]] = {
        "agree": (lambda: actions.agree(**given), "is agreed"),
        "done": (lambda: actions.mark_done(**given), "took place"),
        "off": (lambda: actions.call_off(**given, why=said), "is called off, and those who were to come are told"),
        "again": (lambda: actions.take_up(**given), "stands in the timetable again"),
    }
    if request.POST.get("to") not in moves:
        raise Http404
    act, words = moves[request.POST["to"]]
    try:
        moved = act()
    except TimetableError as reason:
        form.add_error("words", str(reason))
        return _slot_page(request, inspection, found, form)
    messages.success(request, f"{moved} {words}.")
    return redirect("inspectorate:slot", inspection.pk, found.pk)


@gives_back
@team_page
def places(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the places inspectors go to, and add one."""
    form = PlaceForm(components.posted(request))
    if form.is_valid():
        place = _kept(form, lambda: actions.add_place(by=request.user, inspection=inspection, **form.cleaned_data))
        if place is not None:
            messages.success(request, "The place is added.")
            return redirect("inspectorate:timetable-places", inspection.pk)
    open_timetable(by=request.user, inspection=inspection, children=())
    used: dict[Any, int] = {}
    for row in queries.slots_of(inspection):
        used[row.place_id] = used.get(row.place_id, 0) + 1
    return show(
        request,
        "timetable_places.html",
        inspection,
        child_level=True,
        crumbs=crumbs(inspection),
        places=[(place, used.get(place.pk, 0), rules.can_change_place(request.user, place)) for place in _places(inspection)],
        form=form if rules.can_add_place(request.user, inspection) else None,
        errors=components.error_list(form) if form.is_bound else [],
    )


@gives_back
@team_page
def place(request: HttpRequest, inspection: Inspection, place_id: UUID) -> HttpResponse:
    """Put a place right."""
    found = get_object_or_404(queries.places_of(inspection), pk=place_id)
    rules.check_can_change_place(request.user, found)
    before = {"title": found.title, "minutes": found.minutes, "address": found.address}
    form = PlaceForm(components.posted(request), initial=before)
    had = request.POST.get("had", "") if form.is_bound else queries.mark_of(found)
    if form.is_valid():
        if _kept(form, lambda: actions.change_place(by=request.user, place=found, had=had, **form.cleaned_data)) is not None:
            messages.success(request, "The place is changed. Those of every slot there are told.")
            return redirect("inspectorate:timetable-places", inspection.pk)
        found.refresh_from_db()
        had = queries.mark_of(found)  # the writer is told of what was changed meanwhile
    above = (("Places", reverse("inspectorate:timetable-places", args=[inspection.pk])),)
    open_timetable(by=request.user, inspection=inspection, children=())
    return show(
        request,
        "timetable_place.html",
        inspection,
        child_level=True,
        crumbs=(*crumbs(inspection), *above),
        form=form,
        had=had,
        errors=components.error_list(form) if form.is_bound else [],
    )


def _slot_page(request: HttpRequest, inspection: Inspection, found: Slot, form: ToldForm) -> HttpResponse:
    read = Timetable(inspection)
    open_timetable(by=request.user, inspection=inspection, children=[found.child])
    entries = queries.entries_of(found)
    return show(
        request,
        "timetable_slot.html",
        inspection,
        child_level=True,
        crumbs=crumbs(inspection),
        title=f"Slot {found.number}: {read.slot(found.pk).activity}",
        slot=found,
        words=read.slot(found.pk),
        day=weekday(found.day),
        read=read,
        meets=meets_child(found),
        criteria=" ".join(read.names.criteria.get(one, one) for one in found.criteria),
        history=[(entry, [changed(one, read.names) for one in differences]) for entry, differences in reversed(entries)],
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may={
            "note": can_write_note(request.user, inspection),
            "change": rules.can_change(request.user, found),
            "agree": rules.can_agree(request.user, found),
            "done": rules.can_mark_done(request.user, found),
            "off": rules.can_call_off(request.user, found),
            "again": rules.can_take_up(request.user, found),
        },
    )


def _replan(request: HttpRequest, slot: Slot, form: SlotForm, had: int) -> Slot:
    details, words = form.details(), form.cleaned_data["words"]
    return replan_slot(by=request.user, slot=slot, version=had, details=details, tracked=form.child, words=words)


def _meanwhile(
    request: HttpRequest, inspection: Inspection, slot: Slot, sent: SlotForm, had: int
) -> tuple[dict[str, Any], SlotForm]:
    """Return what both changed, and a form that holds both: where both changed one field, what was typed here."""
    entry, last = queries.entry_at(slot, had), queries.entry_at(slot, slot.version)
    theirs, mine = queries.standing_of(slot), standing(sent.details())
    start = entry.stood if entry else theirs
    twice = both_changed(start, theirs, mine)
    kept = {**together(start, theirs, mine), **{field: mine[field] for field in twice}}
    names = Timetable(inspection).names
    rows = [
        (LABELS[field], *(in_words(field, one.get(field), names) for one in (start, theirs, mine)), field in twice)
        for field in FIELDS
        if len({repr(one.get(field)) for one in (start, theirs, mine)}) > 1
    ]
    initial = {**begun(kept, slot.version), "words": sent.cleaned_data["words"]}
    form = _form(request, inspection, slot, initial=initial, sent=False)
    return {"rows": rows, "last": last, "twice": bool(twice)}, form


def _form(
    request: HttpRequest, inspection: Inspection, slot: Slot | None = None, *, initial: Mapping[str, Any], sent: bool = True
) -> SlotForm:
    """Return the form of a slot; its own child and inspectors can stay though they were left out or left the team."""
    people, children = queries.inspectors_of(inspection), list(tracked_children(inspection))
    if slot is not None:
        about = child_of(slot)
        children += [about] if about and about not in children else []
    form = SlotForm(
        inspection,
        people,
        queries.places_of(inspection),
        list(inspections.agencies(inspection)),
        children,
        components.posted(request) if sent else None,
        initial=initial,
    )
    if slot is None:
        del form.fields["words"], form.fields["had"]
    return form


def _form_page(
    request: HttpRequest,
    inspection: Inspection,
    form: SlotForm,
    *,
    title: str,
    button: str,
    above: tuple[tuple[str, str], ...] = (),
    meanwhile: dict[str, Any] | None = None,
    about: Slot | None = None,
) -> HttpResponse:
    """Log that the form was read, with the child it is about, and show it. A new slot's lists every tracked child by code."""
    children = [about.child] if about else [child.code for child in tracked_children(inspection)]
    open_timetable(by=request.user, inspection=inspection, children=children)
    return show(
        request,
        "timetable_slot_form.html",
        inspection,
        child_level=True,
        crumbs=(*crumbs(inspection), *above),
        title=title,
        button=button,
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        meanwhile=meanwhile,
    )


def _kept(form: Any, act: Callable[[], Any]) -> Any:
    """Return what an action made; none where it refused, and the form says why."""
    try:
        return act()
    except TimetableError as reason:
        if isinstance(form, SlotForm):
            form.tell(reason.field, str(reason))
        else:
            form.add_error(reason.field or None, str(reason))
    return None


def _asked_for(request: HttpRequest, inspection: Inspection) -> dict[str, Any]:
    """Return what the address asks the form to begin with: the first day of fieldwork unless it says otherwise."""
    given: dict[str, Any] = {name: request.GET.get(name, "") for name in _BEFORE if request.GET.get(name)}
    for name in ("criteria", "inspectors"):
        given[name] = request.GET.getlist(name)
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = inspection.fieldwork_from
    return {"half": "morning", "inspectors": [str(request.user.pk)], **{k: v for k, v in given.items() if v}, "day": day}


def _slot(request: HttpRequest, inspection: Inspection, slot_id: UUID) -> Slot:
    found: Slot = get_object_or_404(queries.slots_seen_by(request.user, inspection), pk=slot_id)
    return found


def _places(inspection: Inspection) -> list[Place]:
    return sorted(queries.places_of(inspection), key=lambda place: place.title.casefold())


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() else 0
