"""What every agency has outstanding, on one page."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.outstanding import outstanding_in


@team_page
def outstanding(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what is outstanding at each agency."""
    rows = outstanding_in(inspection, request.user)
    return show(request, "outstanding.html", inspection, rows=rows, now=timezone.now())
