"""The agency's own contacts at its door: whom inspectors reach, what is missing, one contact with its history."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.contacts import actions, queries, rules
from joinedup.inspections.models import Inspection
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import contacting
from joinedup.web.given_back import gives_back


@agency_page
def contacts(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show whom inspectors reach at the agency, what is missing first."""
    books = actions.open_books(by=request.user, inspection=inspection, agencies=agencies)
    return show(
        request,
        "contacts.html",
        inspection,
        crumbs=crumbs_of(inspection),
        handling=contacting.HANDLING,
        books=[(book, rules.can_write_contacts(request.user, inspection, book.agency)) for book in books],
        gaps=[(post, contacting.gap_words(post)) for book in books for post in book.gaps],
        several=len(agencies) > 1,
        today=timezone.localdate(),
    )


@gives_back
@agency_page
def contact_new(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], agency_id: UUID, post: str
) -> HttpResponse:
    """Name somebody for a post, or say that there is no such post: its coordinators alone."""
    agency = next((one for one in agencies if one.pk == agency_id), None)
    naming = None
    if agency is not None and rules.can_write_contacts(request.user, inspection, agency):
        naming = contacting.naming(request, inspection, agency, post)
    if naming is None:
        raise Http404
    if naming.done:
        messages.success(request, naming.done)
        return redirect("agency:contacts", inspection.pk)
    told = {"naming": naming, "errors": naming.errors, "handling": contacting.HANDLING}
    return show(request, "contact_new.html", inspection, crumbs=_crumbs(inspection), **told)


@gives_back
@agency_page
def contact(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], contact_id: UUID) -> HttpResponse:
    """Show one contact with every wording, and take in a new one or its end."""
    found = get_object_or_404(queries.contacts_seen_by(request.user, inspection), pk=contact_id, agency__in=agencies)
    page = contacting.changing(request, found)
    if page.done:
        messages.success(request, page.done)
        return redirect("agency:contact", inspection.pk, found.pk)
    role = queries.role_of(inspection, found.agency, found.role)
    return show(
        request,
        "contact.html",
        inspection,
        crumbs=_crumbs(inspection),
        handling=contacting.HANDLING,
        page=page,
        role_title=role.title if role else found.role,
        errors=page.errors,
        may_change=rules.can_change(request.user, found, page.latest.number),
    )


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (*crumbs_of(inspection), ("Your contacts", reverse("agency:contacts", args=[inspection.pk])))
