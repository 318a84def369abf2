"""The first page an inspector sees."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from joinedup.inspections import queries as inspections
from joinedup.web.inspectorate.frame import show


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List what is left for the person to do, and the inspections they are in."""
    return show(request, "home.html", inspections=inspections.inspections_of(request.user))
