"""The first page of an agency's people: every inspection they take part in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from joinedup.areas.queries import agencies_of_person
from joinedup.inspections import queries as inspections
from joinedup.inspections.rules import agencies_of
from joinedup.web.agency.awaited import awaited_of_agency
from joinedup.web.agency.frame import show


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List the inspections the reader's agency takes part in, each with everything awaited: what is urgent first."""
    entries = [
        (row, agency, awaited_of_agency(request.user, row, agency))
        for row in inspections.inspections_of(request.user)
        for agency in agencies_of(request.user, row)
    ]
    return show(request, "home.html", entries=entries, may_check=agencies_of_person(request.user).exists())
