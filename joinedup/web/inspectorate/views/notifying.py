"""Notifying an area: who may know it before, the days that are printed, the pack, the call that moves the inspection on."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections import naming
from joinedup.inspections.enums import NOTIFICATION
from joinedup.inspections.models import DaySet, Inspection, KeyDate, NotificationPack
from joinedup.inspections.notifying import actions, queries, rules
from joinedup.inspections.queries import agencies, key_dates
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.notifying import telephoned
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.dates import day as day_words
from joinedup.web.components.pack import FORMS, download_of
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import circle_page, team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.notifying_forms import CallForm, CircleForm, DayForm

HANDLING: Final = "Until the area is notified, say and write the code word, never the area. Each opening of this page is logged."


@circle_page
def area(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show which area is inspected, to those who need to know it."""
    return _show(request, "area.html", inspection, area=inspection.area, agencies=agencies(inspection), labels=_labels(inspection))


@team_page
def notifying(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how far notifying the area is: who may know it, the days, the pack, the calls."""
    pack = queries.pack_of(inspection)
    return _show(
        request,
        "notifying.html",
        inspection,
        pack=pack,
        earlier=list(queries.packs_of(inspection))[1:],
        overtaken=bool(pack) and naming.is_secret(inspection) and queries.is_overtaken(inspection, pack),
        calls=queries.calls_of(inspection),
        knows=naming.circle(inspection),
        days=_days(request.user, inspection),
        days_set=_days_set(inspection),
        may_prepare=rules.can_prepare(request.user, inspection),
        may_call=rules.can_call(request.user, inspection),
        may_name=naming.can_name(request.user, inspection),
        secret=naming.is_secret(inspection),
        forms=FORMS,
    )


@circle_page
def circle(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show who may know the area before it is notified, and name somebody."""
    people = naming.could_be_named(inspection)
    form = CircleForm([(key, f"{person.name}, {person.email}") for key, person in people.items()], components.posted(request))
    if form.is_bound:
        naming.check_can_name(request.user, inspection)
    if form.is_valid():
        person, why = people[form.cleaned_data["person"]], form.cleaned_data["why"]
        actions.name_into_circle(by=request.user, inspection=inspection, person=person, why=why)
        messages.success(request, f"{person.name} sees which area it is from now on.")
        return redirect("inspectorate:circle", inspection.pk)
    return _show(
        request,
        "circle.html",
        inspection,
        crumbs=_crumbs(inspection),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        knows=naming.circle(inspection),
        gone=naming.rows_of(inspection).exclude(ended_at=None),
        may_name=naming.can_name(request.user, inspection),
    )


@require_POST
@circle_page
def leave_circle(request: HttpRequest, inspection: Inspection, needs_id: UUID) -> HttpResponse:
    """Show somebody the area no more."""
    row = get_object_or_404(naming.rows_seen_by(request.user, inspection), pk=needs_id)
    actions.take_out_of_circle(by=request.user, row=row)
    messages.success(request, f"{row.person.name} can no longer look up which area it is.")
    return redirect("inspectorate:circle", inspection.pk)


@team_page
def set_day(request: HttpRequest, inspection: Inspection, step: str) -> HttpResponse:
    """Set another day for a step of the calendar than the counted one; a day that looks wrong is questioned first.

    Until the area is notified it is what the pack prints; from then on a day is put right.
    """
    row = get_object_or_404(key_dates(inspection), step=step)
    secret = naming.is_secret(inspection)
    rules.check_can_prepare(request.user, inspection) if secret else rules.check_can_put_right(request.user, inspection, step)
    asked = bool(request.POST.get("asked"))
    form = DayForm(components.posted(request), asked=asked, printed=secret, initial={"day": row.first})
    if form.is_valid():
        said = form.cleaned_data
        try:
            given = {"step": step, "day": said["day"], "why": said["why"], "although": said.get("although", False)}
            kept = _setting(inspection)(by=request.user, inspection=inspection, **given)
        except rules.DayQuestioned as question:
            form = DayForm(request.POST, asked=True, printed=secret)
            form.add_error("day", str(question))
            asked = True
        except InspectionRefused as reason:
            form.add_error("day", str(reason))
        else:
            messages.success(request, f"{_title(inspection, row)}: {day_words(said['day'])}." if kept else "Nothing has changed.")
            return redirect("inspectorate:notifying", inspection.pk)
    errors = components.error_list(form) if form.is_bound else []
    said = {"row": row, "step_title": _title(inspection, row), "form": form, "errors": errors, "asked": asked, "secret": secret}
    return _show(request, "set_day.html", inspection, crumbs=_crumbs(inspection), notification=step == NOTIFICATION, **said)


@require_POST
@team_page
def day_as_counted(request: HttpRequest, inspection: Inspection, step: str) -> HttpResponse:
    """Let the counted day of a step hold again."""
    row = get_object_or_404(key_dates(inspection), step=step)
    _setting(inspection)(by=request.user, inspection=inspection, step=step, day=None, why="As counted again.")
    messages.success(request, f"{_title(inspection, row)}: {day_words(row.computed)}, as counted.")
    return redirect("inspectorate:notifying", inspection.pk)


@require_POST
@team_page
def make_pack(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Make the notification pack of what stands now."""
    made = actions.make_pack(by=request.user, inspection=inspection)
    messages.success(request, "The pack is made and frozen. Read it before you telephone.")
    return redirect("inspectorate:pack", inspection.pk, made.pk)


@team_page
def pack(request: HttpRequest, inspection: Inspection, pack_id: UUID) -> HttpResponse:
    """Show a notification pack part by part, to be read on the telephone or printed."""
    found = _pack(request, inspection, pack_id)
    said = actions.open_pack(by=request.user, pack=found, form="page")
    shown = {"pack": found, "said": said, "forms": FORMS, "latest": found == queries.pack_of(inspection)}
    return _show(request, "pack.html", inspection, crumbs=_crumbs(inspection), **shown)


@team_page
def pack_file(request: HttpRequest, inspection: Inspection, pack_id: UUID, pack_form: str) -> HttpResponse:
    """Send a notification pack in Word or as a PDF; its file name is the code word."""
    found = _pack(request, inspection, pack_id)
    if pack_form not in FORMS:
        raise Http404
    said = actions.open_pack(by=request.user, pack=found, form=pack_form)
    return download_of(said, found.sha256, inspection.code_word, pack_form)


@gives_back
@team_page
def call(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Record a call to notify the area; the one that reached it moves the inspection to “Notified”."""
    held = rules.check_can_call(request.user, inspection)
    people = {str(one.person.pk): one.person for one in naming.circle(inspection)}
    first = {"called_by": str(request.user.pk), "day": inspection.notified_on, "post": telephoned(inspection.framework)}
    form = CallForm([(key, person.name) for key, person in people.items()], components.posted(request), initial=first)
    if form.is_valid():
        try:
            return _recorded(request, inspection, form, people)
        except InspectionRefused as reason:
            form.add_error("day", str(reason))
    said = queries.content(held)
    return _show(
        request,
        "call.html",
        inspection,
        crumbs=_crumbs(inspection),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        script=next(sheet for sheet in said.sheets if sheet.kind == "script"),
    )


def _recorded(request: HttpRequest, inspection: Inspection, form: CallForm, people: dict[str, Person]) -> HttpResponse:
    """Keep the call, and lead on: to what agencies are asked once the area is notified, else back."""
    said = form.cleaned_data
    about: dict[str, Any] = {"called_by": people[said["called_by"]], "at": said["at"], "post": said["post"]}
    if not form.was_reached:
        actions.record_attempt(by=request.user, inspection=inspection, **about)
        messages.success(request, "The call is kept. The area is not notified yet.")
        return redirect("inspectorate:notifying", inspection.pk)
    actions.notify_area(by=request.user, inspection=inspection, said=said["said"], asked=said["asked"], **about)
    messages.success(request, "The area is notified. Its agencies see the inspection and the pack from now on.")
    return redirect("inspectorate:inspection", inspection.pk)


def _show(request: HttpRequest, template: str, inspection: Inspection, **context: Any) -> HttpResponse:
    """Render a page that tells the area: kept by no browser, and marked until the area is notified."""
    handling = HANDLING if naming.is_secret(inspection) else ""
    response = show(request, template, inspection, handling=handling, **context)
    response["Cache-Control"] = "no-store"
    return response


def _pack(request: HttpRequest, inspection: Inspection, pack_id: UUID) -> NotificationPack:
    found: NotificationPack = get_object_or_404(queries.packs_seen_by(request.user, inspection), pk=pack_id)
    return found


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Notification", reverse("inspectorate:notifying", args=[inspection.pk])),)


def _labels(inspection: Inspection) -> Labels:
    return Labels(inspection.framework)


def _title(inspection: Inspection, row: KeyDate) -> str:
    return next((step.title for step in inspection.framework.calendar if step.id == row.step), row.step)


def _setting(inspection: Inspection) -> Callable[..., DaySet | None]:
    """Return what sets a day now: printing it in the pack, or, once the area was notified, putting it right."""
    return actions.set_day if naming.is_secret(inspection) else actions.put_day_right


def _days(person: Person, inspection: Inspection) -> list[tuple[KeyDate, str, bool]]:
    """Return the calendar with what each step is called, and whether the reader may set its day."""
    secret, may_prepare = naming.is_secret(inspection), rules.can_prepare(person, inspection)
    return [
        (row, _title(inspection, row), may_prepare if secret else rules.can_put_right(person, inspection, row.step))
        for row in queries.days_of(inspection)
    ]


def _days_set(inspection: Inspection) -> list[tuple[DaySet, str]]:
    """Return every setting of a day by hand, the latest first, with what its step is called."""
    titles = {step.id: step.title for step in inspection.framework.calendar}
    return [(row, titles.get(row.step, row.step)) for row in reversed(queries.days_set(inspection))]
