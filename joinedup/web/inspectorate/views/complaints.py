"""Complaints at the inspectors' door, outside every inspection's own pages: made, taken in, read by a reader, shown by one."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.inspections.complaints import actions, queries, rules
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import called, code_word
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import complaint_steps as steps
from joinedup.web.components import forms as components
from joinedup.web.components.complaint_forms import ComplaintForm, InspectionForm, TakeInForm
from joinedup.web.components.complaints import facts_of, listed, said_about, times_of
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.opening import works_here

Page = Callable[..., HttpResponse]
HANDLING = "Complaints are for their readers and whoever made them. Read this where nobody can look over your shoulder."


def _staff_page(view: Page) -> Page:
    """Let staff of inspectorates in; answer 404 to everyone else."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not works_here(request.user):
            raise Http404
        return view(request, **parts)

    return page


@_staff_page
def complaints(request: HttpRequest) -> HttpResponse:
    """List what waits for a reader, what the person reads, made or was shown, and what they took in."""
    return _listed(request)


def _listed(request: HttpRequest, refused: str = "") -> HttpResponse:
    person = request.user
    told = {
        "waiting": [listed(one) for one in queries.waiting_for_reader(person)],
        "to_take_over": [listed(one) for one in queries.to_take_over(person)],
        "reading": [listed(one) for one in queries.read_by(person)],
        "shared": [listed(one) for one in queries.shared_with(person)],
        "mine": [listed(one) for one in queries.made_by(person)],
        "handed": queries.handed_over(person),
    }
    told |= {"errors": [{"text": refused}] if refused else [], "status": 403 if refused else 200}
    return show(request, "complaints.html", breadcrumbs=_above()[:1], handling=HANDLING, **told)


@gives_back
@team_page
def make(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Complain, as somebody of the team, about the inspection."""
    form = ComplaintForm(inspection, components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = actions.make_complaint(by=request.user, inspection=inspection, said=form.said(), page=form.cleaned_data["page"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{made} has arrived. Somebody outside the team reads it.")
            return redirect("inspectorate:complaint", made.pk)
    errors = components.error_list(form) if form.is_bound else []
    told = {"form": form, "errors": errors, "times": times_of(inspection), "handling": HANDLING}
    return show(request, "complaint_new.html", inspection, **told)


@gives_back
@_staff_page
def take_in(request: HttpRequest) -> HttpResponse:
    """Write down a complaint that came by letter or telephone: first about which inspection, then what it says."""
    known = {str(one.pk): one for one in queries.inspections_to_take_in(request.user)}
    choices = [(key, f"{called(one)} ({code_word(one)})") for key, one in known.items()]
    asked = InspectionForm(choices, request.GET if "inspection" in request.GET else None)
    if not asked.is_bound or not asked.is_valid():
        errors = components.error_list(asked) if asked.is_bound else []
        return _take_in_page(request, which=asked if known else None, errors=errors)
    inspection = known[asked.cleaned_data["inspection"]]
    form = TakeInForm(inspection, components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            made = actions.take_in(
                by=request.user,
                inspection=inspection,
                said=form.said(),
                arrived=form.arrived(timezone.now()),
                page=form.cleaned_data["page"],
            )
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{made} has gone to those who may read it. You see no more of it than that it arrived.")
            return redirect("inspectorate:complaints")
    errors = components.error_list(form) if form.is_bound else []
    about = dict(choices)[str(inspection.pk)]
    return _take_in_page(request, which=asked, form=form, about=about, errors=errors)


@require_POST
@_staff_page
def take(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Take a complaint as its reader, or over from a reader who is away."""
    waiting = {one.pk: one for one in queries.waiting_for_reader(request.user)}
    found = waiting | {one.pk: one for one in queries.to_take_over(request.user)}
    if complaint_id not in found:
        raise Http404
    about = {"by": request.user, "complaint": found[complaint_id]}
    try:
        taken = actions.take(**about) if complaint_id in waiting else actions.take_over(**about, why=request.POST.get("why", ""))
    except InspectionRefused as reason:
        return _listed(request, str(reason))
    messages.success(request, f"You read {taken} now.")
    return redirect("inspectorate:complaint", taken.pk)


@gives_back
@_staff_page
def complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Show one complaint to whoever may read it, logged, and take what they do about it."""
    found = get_object_or_404(queries.complaints_seen_by(request.user), pk=complaint_id)
    taken, offered, refused = steps.posted_step(request, found)
    if taken:
        messages.success(request, f"{found}: it is written down.")
        still = queries.complaints_seen_by(request.user).filter(pk=found.pk).exists()
        return redirect("inspectorate:complaint", found.pk) if still else redirect("inspectorate:complaints")
    opened = actions.open_complaint(by=request.user, complaint=found)
    reader = rules.reads(request.user, opened)
    return show(
        request,
        "complaint.html",
        breadcrumbs=_above(),
        handling=HANDLING,
        caption=listed(opened).about,
        made_up=opened.inspection.made_up,
        complaint=opened,
        one=listed(opened),
        shared=not reader and opened.made_by_id != request.user.pk,
        holding=reader and queries.hold_standing(opened),
        known=facts_of(request.user, opened, timezone.now()),
        said=said_about(request.user, opened),
        **steps.on_page(request, offered, refused),
    )


def _take_in_page(request: HttpRequest, **told: Any) -> HttpResponse:
    return show(request, "complaint_take_in.html", breadcrumbs=_above(), handling=HANDLING, **told)


def _above() -> list[dict[str, str]]:
    """Return the way back."""
    return [
        {"text": "My work left", "href": reverse("inspectorate:home")},
        {"text": "Complaints", "href": reverse("inspectorate:complaints")},
    ]
