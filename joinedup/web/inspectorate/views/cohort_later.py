"""Lists that came after the draw, for the whole cohort: brought in by a named person, read beside the draw, never drawn from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.cases import queries as cases
from joinedup.cases.actions import read_children
from joinedup.cases.later import queries
from joinedup.cases.later.bringing_in import bring_in
from joinedup.cases.later.rules import can_bring_in
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import WhyForm
from joinedup.web.inspectorate.frame import show


@team_page
def cohort_later(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show which later lists were brought in for the cohort, and bring in those of the latest run, with the reason."""
    sample = cases.sample_of(inspection)
    if sample is None:
        raise InspectionRefused("The sample is not drawn yet, so every list is part of the draw.")
    run = queries.to_bring_in(sample)
    form = WhyForm(components.posted(request), help_text="So that somebody else can follow it. Write no name.")
    if form.is_valid():
        row = bring_in(by=request.user, sample=sample, run=run, why=form.cleaned_data["why"])
        messages.success(request, "Brought in. The pages of the cohort and of each sampled child can be read with these lists.")
        return redirect(f"{reverse('inspectorate:timescales', args=[inspection.pk])}?lists={row.number}")
    kept = queries.brought_in(sample)
    read_children(by=request.user, inspection=inspection, page="later lists of the cohort", shown=sample.children)
    return show(
        request,
        "cohort_later.html",
        inspection,
        child_level=True,
        crumbs=(("Selection", reverse("inspectorate:selection", args=[inspection.pk])),),
        sample=sample,
        run=run,
        kept=kept,
        may=can_bring_in(request.user, sample),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
    )
