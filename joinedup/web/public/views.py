"""What everyone may read: published letters, as pages, documents and data."""

import json
from importlib.resources import files

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from joinedup.publication import queries
from joinedup.publication.models import Publication, Rendition, State
from joinedup.publication.recipients.queries import deliveries
from joinedup.publication.render import as_json
from joinedup.publication.search.queries import Asked, found
from joinedup.web.components import forms as components
from joinedup.web.public import embargoed
from joinedup.web.public.forms import SearchForm

GONE = 410
FORMS = ("pdf", "docx", "html", "json")  # in the order people ask for them


def letters(request: HttpRequest) -> HttpResponse:
    """List the published letters that fit what is asked for, newest first; all of them where nothing is."""
    form = SearchForm(request.GET or None)
    sought = form.is_bound and form.is_valid() and form.asked != Asked()
    asked = form.asked if form.is_bound and form.is_valid() else Asked()
    context = {"form": form, "sought": sought, "errors": components.error_list(form) if form.is_bound else []}
    return render(request, "public/letters.html", {"letters": found(asked), **context})


def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one letter as published, with the forms it can be had in."""
    row = _publication(slug)
    if row.state == State.EMBARGOED:
        return embargoed.page(request, row)
    if refused := _withdrawn(request, row):
        return refused
    body = mark_safe(queries.article(row))  # noqa: S308  the article as it was frozen, escaped where it was made
    context = {
        "letter": row,
        "body": body,
        "forms": _forms(row),
        "newer": getattr(row, "superseded_by", None),
        "for_children": as_json.from_json(row.document).for_children,
        "also": [one for one in deliveries(row) if one.must_publish and one.web_address],
    }
    return render(request, "public/letter.html", context)


def young_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a letter says to children and young people, by itself."""
    row = _published(slug)
    if refused := _withdrawn(request, row):
        return refused
    page = as_json.from_json(row.document).for_children
    if page is None:
        raise Http404
    return render(request, "public/young_people.html", {"letter": row, "page": page})


def download(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send one form of a letter, byte for byte as it was published."""
    row = _published(slug)
    try:
        rendition = queries.rendition(row, form)
    except Rendition.DoesNotExist:
        raise Http404 from None
    if refused := _withdrawn(request, row):
        return refused
    named = {"Content-Disposition": f'attachment; filename="{row.slug}.{form}"'}
    return HttpResponse(rendition.read(), content_type=rendition.content_type, headers=named)


def schema(request: HttpRequest) -> HttpResponse:
    """Send the JSON Schema every letter's data keeps to."""
    return JsonResponse(as_json.schema(), json_dumps_params={"indent": 1})


def earlier_schema(request: HttpRequest) -> HttpResponse:
    """Send the JSON Schema of letters published by earlier versions, which are served as they were stored."""
    text = (files("joinedup.publication") / "letter-1.schema.json").read_text(encoding="utf-8")
    return JsonResponse(json.loads(text), json_dumps_params={"indent": 1})


def machines(request: HttpRequest) -> HttpResponse:
    """Say how programs read the letters."""
    return render(request, "public/machines.html", {"letters": queries.published()})


def _withdrawn(request: HttpRequest, row: Publication) -> HttpResponse | None:
    """Return the page that says a letter was withdrawn, where the version asked for or the newest one was."""
    last = queries.newest(row)
    if last.state != State.WITHDRAWN:
        return None
    return render(request, "public/letter_withdrawn.html", {"letter": row, "notice": getattr(last, "notice", None)}, status=GONE)


def _forms(row: Publication) -> list[Rendition]:
    return sorted(queries.renditions_of(row), key=lambda rendition: FORMS.index(rendition.format))


def _published(slug: str) -> Publication:
    """Return what is or was public; what is under embargo is not found here."""
    row = _publication(slug)
    if row.state == State.EMBARGOED:
        raise Http404
    return row


def _publication(slug: str) -> Publication:
    try:
        row = queries.by_slug(slug)
    except Publication.DoesNotExist:
        raise Http404 from None
    if row.state == State.CALLED_OFF:
        raise Http404
    return row
