"""One inspection as a line of stages, with what stands before the next one."""

from django.http import HttpRequest, HttpResponse

from joinedup.inspections import queries
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate import stages
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def overview(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show where the inspection stands and lead to each of its parts."""
    return show(
        request,
        "inspection.html",
        inspection,
        line=stages.line(inspection.stage),
        team=queries.team(inspection),
        agencies=queries.agencies(inspection),
        key_dates=stages.calendar(inspection),
    )
