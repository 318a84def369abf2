"""A letter before everybody reads it: for those named as its readers, each copy marked with their name, each reading logged."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from joinedup.publication import queries
from joinedup.publication.embargo.actions import marked_pdf, read_under_embargo
from joinedup.publication.embargo.queries import to_read
from joinedup.publication.embargo.rules import can_read
from joinedup.publication.models import Publication


@never_cache
@login_required
def early(request: HttpRequest) -> HttpResponse:
    """List the letters the reader may read before everybody."""
    return render(request, "public/early.html", {"letters": to_read(request.user, timezone.now())})


def page(request: HttpRequest, found: Publication) -> HttpResponse:
    """Show a letter under embargo to a named reader, marked; for everybody else it does not exist."""
    if not can_read(request.user, found):
        raise Http404
    mark = read_under_embargo(by=request.user, publication=found, form="page")
    body = mark_safe(queries.article(found))  # noqa: S308  the article as it was frozen, escaped where it was made
    response = render(request, "public/letter_early.html", {"letter": found, "body": body, "mark": mark})
    response.headers["Cache-Control"] = "no-store, private"
    return response


@login_required
def early_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a named reader their marked copy as PDF."""
    try:
        found = queries.by_slug(slug)
    except Publication.DoesNotExist:
        raise Http404 from None
    if not can_read(request.user, found):
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{found.slug}-under-embargo.pdf"', "Cache-Control": "no-store, private"}
    return HttpResponse(marked_pdf(by=request.user, publication=found), content_type="application/pdf", headers=named)
