"""What an agency takes away of what it sent: the receipt, and the file itself."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.intake import actions, queries
from joinedup.intake.models import Submission
from joinedup.web.agency.access import agency_page
from joinedup.web.components.receipts import download_file, download_receipt


@agency_page
def receipt(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> HttpResponse:
    """Give the receipt of a file as a text to keep."""
    return download_receipt(_own(request, inspection, agencies, submission_id))


@agency_page
def sent_file(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> HttpResponse:
    """Give a file back as it was sent; whoever opens it is written down."""
    sent = _own(request, inspection, agencies, submission_id)
    return download_file(sent, *actions.open_file(by=request.user, submission=sent))


def _own(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> Submission:
    return get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id, agency__in=agencies)
