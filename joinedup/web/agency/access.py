"""Who comes in: people of an agency that takes part. For everyone else its pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from joinedup.inspections.queries import inspections_of
from joinedup.inspections.rules import agencies_of

Page = Callable[..., HttpResponse]


def agency_page(view: Page) -> Page:
    """Give the view its inspection and the agencies the reader answers for; answer 404 to everyone else."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, inspection_id: UUID, **rest: Any) -> HttpResponse:
        inspection = get_object_or_404(inspections_of(request.user), pk=inspection_id)
        agencies = list(agencies_of(request.user, inspection))
        if not agencies:
            raise Http404
        return view(request, inspection, agencies, **rest)

    return page
