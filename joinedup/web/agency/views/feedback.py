"""What was fed back, where the framework gives agencies a summary; elsewhere the page is not there."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse

from joinedup.areas.models import Agency
from joinedup.evidence.feedback.actions import open_summary
from joinedup.evidence.feedback.queries import summary_given
from joinedup.inspections.models import Inspection
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show


@agency_page
def feedback(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show the findings as they were said, marked confidential; not what other agencies said to them."""
    if not summary_given(request.user, inspection):
        raise Http404
    meetings = open_summary(by=request.user, inspection=inspection)
    return show(request, "feedback.html", inspection, crumbs=crumbs_of(inspection), meetings=meetings)
