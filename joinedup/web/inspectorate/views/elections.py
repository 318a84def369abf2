"""The list of pre-election periods, kept by inspectorates' staff: no letter about an area is published within one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.areas.queries import areas
from joinedup.publication.elections import actions
from joinedup.publication.elections.queries import periods
from joinedup.publication.elections.rules import can_keep_periods
from joinedup.publication.rules import PublicationRefused
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.publishing_forms import PeriodForm, ReasonForm


@login_required
def pre_election(request: HttpRequest) -> HttpResponse:
    """Show every period, and enter one."""
    _keeper(request)
    form = PeriodForm(areas(), components.posted(request))
    if form.is_valid():
        try:
            actions.enter_period(by=request.user, **form.cleaned_data)
        except PublicationRefused as reason:
            form.add_error("last", str(reason))
        else:
            messages.success(request, "The period is entered.")
            return redirect("inspectorate:pre-election")
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "pre_election.html", form=form, errors=errors, periods=periods())


@login_required
def strike_out(request: HttpRequest, period_id: UUID) -> HttpResponse:
    """Strike out a period that was entered wrongly."""
    _keeper(request)
    row = get_object_or_404(periods().filter(struck_at=None), pk=period_id)
    form = ReasonForm("Why is it struck out?", "The period stays readable, struck out.", components.posted(request))
    if form.is_valid():
        actions.strike_out(by=request.user, period=row, why=form.cleaned_data["why"])
        messages.success(request, "The period is struck out. It holds nothing up any more.")
        return redirect("inspectorate:pre-election")
    errors = components.error_list(form) if form.is_bound else []
    heading = f"Strike out a period of {row.area.name}"
    trail = [
        {"text": "My work left", "href": reverse("inspectorate:home")},
        {"text": "Pre-election periods", "href": reverse("inspectorate:pre-election")},
    ]
    context = {"form": form, "errors": errors, "heading_text": heading, "button": "Strike it out", "breadcrumbs": trail}
    return show(request, "letter_settled.html", **context)


def _keeper(request: HttpRequest) -> None:
    """Answer 404 to everyone who does not keep the list."""
    if not can_keep_periods(request.user):
        raise Http404
