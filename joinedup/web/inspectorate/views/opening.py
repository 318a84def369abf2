"""Opening an inspection: its area, then its method, day, code word and agencies, then its team."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.areas import queries as register
from joinedup.inspections import actions, queries
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, can_add_team_member, check_can_add_team_member
from joinedup.method.calendar import CalendarError
from joinedup.programme.inspectors.teams import InterestQuestioned, add_to_team
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import Page, by_code_word, gathering_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.opening import frameworks_open_to, staff_for, works_here
from joinedup.web.inspectorate.opening_forms import AreaForm, LeaveForm, OpenForm, TeamForm


def staff_page(view: Page) -> Page:
    """Answer 404 to whoever works for no inspectorate."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **rest: Any) -> HttpResponse:
        if not works_here(request.user):
            raise Http404
        return view(request, **rest)

    return page


@staff_page
def area(request: HttpRequest) -> HttpResponse:
    """Ask which area is to be inspected."""
    form = AreaForm(register.areas(), components.posted(request))
    if form.is_valid():
        return redirect("inspectorate:open-area", form.cleaned_data["area"])
    return _form_page(request, form, "Continue")


@staff_page
def opens(request: HttpRequest, area_id: UUID) -> HttpResponse:
    """Open an inspection of an area: framework, day of notification, code word, agencies."""
    place = get_object_or_404(register.areas(), pk=area_id)
    frameworks, agencies = frameworks_open_to(request.user), {str(agency.pk): agency for agency in register.agencies_of(place)}
    form = OpenForm(
        place, frameworks.values(), list(agencies.values()), components.posted(request), initial={"agencies": list(agencies)}
    )
    if form.is_valid():
        said = form.cleaned_data
        chosen = {"framework": frameworks[said["framework"]], "agencies": [agencies[key] for key in said["agencies"]]}
        about = {"area": place, "made_up": place.made_up, "notified_on": said["notified_on"], "code_word": said["code_word"]}
        try:
            opened = actions.open_inspection(by=request.user, **about, **chosen)
        except (InspectionRefused, CalendarError) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "The inspection is opened. Until the area is notified it is its code word, to its team too.")
            return redirect("inspectorate:team", opened.pk)
    return _form_page(request, form, "Open the inspection", area=place)


@gathering_page
@by_code_word
def team(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show who is on the team; take somebody into it, or out of it (`do`: leave)."""
    staff, rows = staff_for(inspection), list(queries.team(inspection))
    leaving = request.POST.get("do") == "leave"
    leave = LeaveForm(rows, request.POST if leaving else None)
    form = TeamForm(staff, None if leaving else components.posted(request), questioned=bool(request.POST.get("asked")))
    if leave.is_bound and leave.is_valid():
        gone = leave.there[leave.cleaned_data["leaves"]]
        try:
            actions.remove_team_member(by=request.user, member=gone, why=leave.cleaned_data["reason"])
        except InspectionRefused as reason:
            leave.add_error("leaves", str(reason))
        else:
            messages.success(request, f"{gone.person.name} is no longer {gone.get_role_display().lower()} of this inspection.")
            themselves = gone.person_id == request.user.pk  # what they may still see they find from there
            return redirect("inspectorate:home") if themselves else redirect("inspectorate:team", inspection.pk)
    if form.is_bound:
        check_can_add_team_member(request.user, inspection)
    if form.is_valid():
        member, role = staff[form.cleaned_data["member"]], form.cleaned_data["role"]
        who = {"person": member.person, "inspectorate": member.inspectorate}
        try:
            although = form.cleaned_data.get("although", False)
            add_to_team(by=request.user, inspection=inspection, role=role, although=although, **who)
        except InterestQuestioned as question:
            form = TeamForm(staff, request.POST, questioned=True)
            form.add_error("member", str(question))
        except InspectionRefused as reason:
            form.add_error("member", str(reason))
        else:
            messages.success(request, f"{member.person.name} is on the team.")
            return redirect("inspectorate:team", inspection.pk)
    return show(
        request,
        "team.html",
        inspection,
        form=form,
        leave=leave,
        errors=[error for one in (form, leave) if one.is_bound for error in components.error_list(one)],
        team=[[row.person.name, row.get_role_display(), row.inspectorate.name] for row in rows],
        may_gather=can_add_team_member(request.user, inspection),
        on_team=bool(queries.roles_of(request.user, inspection)),
    )


def _form_page(request: HttpRequest, form: components.Form, button: str, **context: object) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "opening.html", form=form, errors=errors, button=button, **context)
