"""The survey after publication at the inspectors' door: answering it, and what was answered once it has closed."""

import csv
import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.actions import open_results
from joinedup.inspections.survey.rules import can_read_results
from joinedup.method.surveys import survey_of
from joinedup.web.components.survey import asked
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.survey_in_words import COLUMNS, WIDTH, as_rows, in_words


@gives_back
@team_page
def survey(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Ask what the inspection was like, and keep the reader's answer."""
    page = asked(request, inspection)
    if page.saved:
        messages.success(request, "Your answer is saved. You can change it until the survey closes.")
        return redirect("inspectorate:survey", inspection.pk)
    return show(request, "survey.html", inspection, may_read=can_read_results(request.user, inspection), **page.context)


@team_page
def results(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what was answered, question by question and group by group, once the survey has closed."""
    found = open_results(by=request.user, inspection=inspection)
    crumbs = (("Survey", reverse("inspectorate:survey", args=[inspection.pk])),)
    asked_of = [] if found.lost else in_words(inspection, found)
    told = {"asked": asked_of, "lost": found.lost, "fewest": survey_of(inspection.framework).fewest, "width": WIDTH}
    return show(request, "survey_results.html", inspection, crumbs=crumbs, **told)


@team_page
def results_csv(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Give what was counted as a file of rows."""
    found = open_results(by=request.user, inspection=inspection)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in as_rows(inspection, found.counted):
        writer.writerow(row | {"clauses": " ".join(row["clauses"])})
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=_named("csv"))


@team_page
def results_json(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Give what was counted as JSON, for whoever writes the next version of the framework."""
    found = open_results(by=request.user, inspection=inspection)
    return JsonResponse({"answers": as_rows(inspection, found.counted)}, headers=_named("json"))


def _named(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="survey.{ending}"', "Cache-Control": "no-store"}
