"""The calendars of others: inspections by every inspectorate and school holidays, taken in as CSV files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.programme.calendars import actions, queries
from joinedup.programme.calendars.enums import VisitKind
from joinedup.programme.calendars.models import OtherInspection, SchoolHoliday
from joinedup.programme.calendars.rules import CalendarRefused, can_keep_calendars
from joinedup.programme.core.visit_files import HOLIDAYS, INSPECTIONS, UnreadableFileError
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.inspector_forms import FileForm
from joinedup.web.inspectorate.inspector_words import crumbs
from joinedup.web.inspectorate.programme_access import programme_page
from joinedup.web.inspectorate.publishing_forms import ReasonForm

_HOLDS = {
    "inspections": ("Inspections by others", INSPECTIONS, actions.take_inspections),
    "holidays": ("School holidays", HOLIDAYS, actions.take_holidays),
}


@programme_page
def calendars(request: HttpRequest) -> HttpResponse:
    """Show the inspections and school holidays entered, and the files they came in."""
    return show(
        request,
        "calendars.html",
        inspections=queries.inspections_seen_by(request.user),
        holidays=queries.holidays_seen_by(request.user),
        files=queries.files_seen_by(request.user),
        keeps=can_keep_calendars(request.user),
        breadcrumbs=crumbs(),
    )


@programme_page
def take(request: HttpRequest, holds: str) -> HttpResponse:
    """Take in a file: every row, or none and each fault."""
    if holds not in _HOLDS or not can_keep_calendars(request.user):
        raise Http404
    title, columns, action = _HOLDS[holds]
    form = FileForm(components.posted(request), request.FILES if request.method == "POST" else None)
    faults: tuple[actions.Fault, ...] = ()
    if form.is_valid():
        name, data = form.cleaned_data["file"]
        try:
            taken = action(by=request.user, name=name, data=data)
        except (UnreadableFileError, CalendarRefused) as reason:
            form.add_error("file", str(reason))
        else:
            if taken.file is not None:
                messages.success(request, f"Taken in: {taken.new} new, {taken.known} were there already.")
                return redirect("inspectorate:calendars")
            faults = taken.faults
            form.add_error("file", "Nothing was taken in. Put the rows below right, and send the file again.")
    errors = components.error_list(form) if form.is_bound else []
    rows = [[str(fault.row), fault.column, fault.sentence] for fault in faults]
    context = {"kinds": VisitKind.choices if holds == "inspections" else (), "columns": columns, "faults": rows}
    trail = [*crumbs(), {"text": "Calendars of others", "href": ".."}]
    return show(
        request, "calendars_take.html", title=f"Take in: {title.lower()}", form=form, errors=errors, breadcrumbs=trail, **context
    )


@programme_page
def strike(request: HttpRequest, holds: str, row_id: UUID) -> HttpResponse:
    """Strike out an inspection or a school holiday."""
    if holds not in _HOLDS or not can_keep_calendars(request.user):
        raise Http404
    seen = queries.inspections_seen_by if holds == "inspections" else queries.holidays_seen_by
    row: OtherInspection | SchoolHoliday = get_object_or_404(seen(request.user).filter(struck_at=None), pk=row_id)
    form = ReasonForm("Why is it struck out?", "It stays readable, struck out, and keeps no week free.", components.posted(request))
    if form.is_valid():
        try:
            actions.strike_out(by=request.user, row=row, why=form.cleaned_data["why"])
        except CalendarRefused as reason:
            form.add_error("why", str(reason))
        else:
            messages.success(request, "It is struck out.")
            return redirect("inspectorate:calendars")
    errors = components.error_list(form) if form.is_bound else []
    context = {
        "form": form,
        "errors": errors,
        "title": f"Strike out: {row.title}",
        "button": "Strike it out",
        "breadcrumbs": crumbs(),
    }
    return show(request, "inspectors_form.html", **context)
