"""Who comes in: members of the inspection's team. For everyone else its pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import inspections_of
from joinedup.inspections.rules import InspectionRefused, is_inspector
from joinedup.web.inspectorate.frame import show

Page = Callable[..., HttpResponse]


def team_page(view: Page) -> Page:
    """Give the view its inspection; answer 404 to whoever is not on its team, whether it exists or not.

    A rule may refuse although the page offered it: a colleague was quicker. Then the reader is told so in the rule's words.
    """

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, inspection_id: UUID, **rest: Any) -> HttpResponse:
        inspection = get_object_or_404(inspections_of(request.user), pk=inspection_id)
        if not is_inspector(request.user, inspection):
            raise Http404
        try:
            return view(request, inspection, **rest)
        except InspectionRefused as reason:
            return refused(request, inspection, reason)

    return page


def refused(request: HttpRequest, inspection: Inspection, reason: Exception) -> HttpResponse:
    """Say why something cannot be done, in the rule's own words."""
    return show(request, "refused.html", inspection, status=403, reason=str(reason))
