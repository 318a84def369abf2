"""Asking the agencies about the cohort's children, and how each agency's answers stand."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.cases.actions import ask_about_cohort
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.look_up import queries, rules
from joinedup.linkage.look_up.enums import Standing
from joinedup.linkage.queries import latest_run
from joinedup.web.components.words import count, number
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def look_up(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show whom the agencies were asked about and how many answers came; let the lead inspector ask."""
    if not queries.looks_up(inspection):
        raise Http404
    run = latest_run(inspection)
    if request.method == "POST":
        if run is None:
            raise InspectionRefused("Link the authority's lists first: the cohort is found among its children.")
        made = ask_about_cohort(by=request.user, run=run)
        messages.success(request, f"The agencies are asked about {count(made.children, 'child', 'children')}.")
        return redirect("inspectorate:look-up", inspection.pk)
    asked = queries.look_up_seen_by(request.user, inspection)
    return show(
        request,
        "look_up.html",
        inspection,
        crumbs=(("Who knew these children", reverse("inspectorate:children", args=[inspection.pk])),),
        run=run,
        asked=asked,
        rows=[_row(*each) for each in queries.tally(asked)] if asked else [],
        head=["Agency", *(_HEADS[standing] for standing in Standing)],
        may_ask=rules.can_ask_about(request.user, inspection),
    )


_HEADS = {
    Standing.KNOWN: "Sent a record",
    Standing.NOT_KNOWN: "Says not known",
    Standing.CANNOT_TELL: "Cannot tell",
    Standing.AWAITED: "Awaited",
}


def _row(agency: Agency, standings: Counter[Standing]) -> list[str]:
    return [agency.name, *(number(standings[standing]) for standing in Standing)]
