"""What an agency sent: its receipt, and what to put right in it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.intake import actions, queries
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components.issues import Place, grouped


@agency_page
def submission(request: HttpRequest, inspection: Inspection, agency: Agency, submission_id: UUID) -> HttpResponse:
    """Show the receipt of a file, what was read from it, and what to put right."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id, agency=agency)
    issues = actions.open_issues(by=request.user, submission=sent)
    places = [Place(issue.rule, issue.column, issue.sheet, issue.row, issue.value or "") for issue in issues]
    crumbs = (*crumbs_of(inspection), (sent.request.title, reverse("agency:item", args=[inspection.pk, sent.request_id])))
    return show(request, "submission.html", inspection, crumbs=crumbs, sent=sent, groups=grouped(sent.issue_counts, places))
