"""What the agency arranges before inspectors come, at its own door."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.setting_up import queries
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import set_up
from joinedup.web.given_back import gives_back


@agency_page
def setting_up(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show what the agency is asked to arrange."""
    books = [(agency, queries.things_at(agency, inspection)) for agency in agencies]
    return show(request, "setting_up.html", inspection, crumbs=crumbs_of(inspection), books=books, several=len(agencies) > 1)


@gives_back
@agency_page
def thing(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], set_up_id: UUID) -> HttpResponse:
    """Show one thing with all that was said of it, and take in how it stands."""
    row = get_object_or_404(queries.set_up_seen_by(request.user, inspection), pk=set_up_id, agency__in=agencies)
    page = set_up.saying(request, row)
    if page.done:
        messages.success(request, page.done)
        return redirect("agency:setting-up", inspection.pk)
    crumbs = (*crumbs_of(inspection), ("Setting up the week", reverse("agency:setting-up", args=[inspection.pk])))
    return show(request, "set_up_thing.html", inspection, crumbs=crumbs, page=page, errors=page.errors)
