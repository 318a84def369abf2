"""What everyone may read: published letters, as pages, documents and data."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from joinedup.publication import queries
from joinedup.publication.models import Publication, Rendition, State
from joinedup.publication.render import as_json

GONE = 410
FORMS = ("pdf", "docx", "html", "json")  # in the order people ask for them


def letters(request: HttpRequest) -> HttpResponse:
    """List the published letters, newest first."""
    return render(request, "public/letters.html", {"letters": queries.published()})


def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one letter as published, with the forms it can be had in."""
    found = _publication(slug)
    if found.state == State.WITHDRAWN:
        return render(request, "public/letter_withdrawn.html", {"letter": found}, status=GONE)
    body = mark_safe(queries.article(found))  # noqa: S308  the article as it was frozen, escaped where it was made
    context = {"letter": found, "body": body, "forms": _forms(found), "newer": getattr(found, "superseded_by", None)}
    return render(request, "public/letter.html", context)


def download(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send one form of a letter, byte for byte as it was published."""
    found = _publication(slug)
    try:
        rendition = queries.rendition(found, form)
    except Rendition.DoesNotExist:
        raise Http404 from None
    if found.state == State.WITHDRAWN:
        return render(request, "public/letter_withdrawn.html", {"letter": found}, status=GONE)
    named = {"Content-Disposition": f'attachment; filename="{found.slug}.{form}"'}
    return HttpResponse(rendition.read(), content_type=rendition.content_type, headers=named)


def schema(request: HttpRequest) -> HttpResponse:
    """Send the JSON Schema every letter's data keeps to."""
    return JsonResponse(as_json.schema(), json_dumps_params={"indent": 1})


def machines(request: HttpRequest) -> HttpResponse:
    """Say how programs read the letters."""
    return render(request, "public/machines.html", {"letters": queries.published()})


def _forms(found: Publication) -> list[Rendition]:
    return sorted(queries.renditions_of(found), key=lambda rendition: FORMS.index(rendition.format))


def _publication(slug: str) -> Publication:
    try:
        return queries.by_slug(slug)
    except Publication.DoesNotExist:
        raise Http404 from None
