"""The survey after publication at the agencies' door."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components.survey import asked
from joinedup.web.given_back import gives_back

HANDLING = "Your answer stands apart from who you are. Write no names."


@gives_back
@agency_page
def survey(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Ask what the inspection was like, and keep the reader's answer."""
    page = asked(request, inspection)
    if page.saved:
        messages.success(request, "Your answer is saved. You can change it until the survey closes.")
        return redirect("agency:survey", inspection.pk)
    return show(request, "survey.html", inspection, crumbs=crumbs_of(inspection), handling=HANDLING, **page.context)
