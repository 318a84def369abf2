"""Contacts at agencies on the inspectors' side: every agency's book, what is missing, one contact with its history."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.inspections import queries as inspections
from joinedup.inspections.contacts import actions, queries, rules
from joinedup.inspections.models import Inspection
from joinedup.web.components import contacting
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def contacts(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show whom to reach at every agency, what is missing first."""
    agencies = list(inspections.agencies(inspection))
    books = actions.open_books(by=request.user, inspection=inspection, agencies=agencies)
    return show(
        request,
        "contacts.html",
        inspection,
        handling=contacting.HANDLING,
        books=books,
        gaps=[(post, contacting.gap_words(post)) for book in books for post in book.gaps],
        today=timezone.localdate(),
        may_write=any(rules.can_write_contacts(request.user, inspection, agency) for agency in agencies),
    )


@gives_back
@team_page
def contact_new(request: HttpRequest, inspection: Inspection, agency_id: UUID, post: str) -> HttpResponse:
    """Name somebody for a post, or say that there is no such post."""
    agency = get_object_or_404(inspections.agencies(inspection), pk=agency_id)
    rules.check_can_write_contacts(request.user, inspection, agency)
    naming = contacting.naming(request, inspection, agency, post)
    if naming is None:
        raise Http404
    if naming.done:
        messages.success(request, naming.done)
        return redirect("inspectorate:contacts", inspection.pk)
    told = {"naming": naming, "errors": naming.errors, "handling": contacting.HANDLING, "crumbs": _crumbs(inspection)}
    return show(request, "contact_new.html", inspection, **told)


@gives_back
@team_page
def contact(request: HttpRequest, inspection: Inspection, contact_id: UUID) -> HttpResponse:
    """Show one contact with every wording, and take in a new one or its end."""
    found = get_object_or_404(queries.contacts_seen_by(request.user, inspection), pk=contact_id)
    if request.method == "POST":
        rules.check_can_write_contacts(request.user, inspection, found.agency)
    page = contacting.changing(request, found)
    if page.done:
        messages.success(request, page.done)
        return redirect("inspectorate:contact", inspection.pk, found.pk)
    role = queries.role_of(inspection, found.agency, found.role)
    return show(
        request,
        "contact.html",
        inspection,
        handling=contacting.HANDLING,
        crumbs=_crumbs(inspection),
        page=page,
        role_title=role.title if role else found.role,
        errors=page.errors,
        may_change=rules.can_change(request.user, found, page.latest.number),
    )


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Contacts at agencies", reverse("inspectorate:contacts", args=[inspection.pk])),)
