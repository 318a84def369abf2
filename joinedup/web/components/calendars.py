"""A person's slots in their own calendar, the same at both doors: a file to download, and a secret address that can be stopped."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from joinedup.inspections.feeds.actions import make_feed, open_feed, stop_feed
from joinedup.inspections.feeds.queries import calendar_of, feed_of, own_slots
from joinedup.inspections.feeds.rules import can_have_feed
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused

#: The address is a secret: no page it leads to may tell where somebody came from, and nobody may keep what it gave.
_HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
_READING = ("GET", "HEAD")


def page_of(request: HttpRequest, inspection: Inspection) -> dict[str, Any]:
    """Return what the page of the calendar says, after making or stopping an address where that was asked (`do`: make | stop).

    The address made is told on this one page and never again: only its hash is kept.
    """
    address, errors = "", []
    try:
        if request.method == "POST" and request.POST.get("do") == "make":
            secret = make_feed(by=request.user, inspection=inspection)
            address = request.build_absolute_uri(reverse("calendar-feed", args=[secret]))
        elif request.method == "POST" and request.POST.get("do") == "stop":
            stop_feed(by=request.user, inspection=inspection)
    except InspectionRefused as reason:
        errors = [{"text": str(reason)}]
    may = can_have_feed(request.user, inspection)
    return {"address": address, "feed": feed_of(request.user, inspection), "may_have_feed": may, "errors": errors}


def download(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Return the reader's slots as an iCalendar file."""
    named = {"Content-Disposition": f'attachment; filename="{inspection.code_word}-fieldwork.ics"'}
    return _calendar(calendar_of(own_slots(request.user, inspection), inspection), named)


@csrf_exempt
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar what stands under a secret address; 404 for one that was never made, or was stopped.

    Calendar programs ask by other methods too (OPTIONS, PROPFIND): 405, whatever the secret, and nothing is changed by any.
    """
    if request.method not in _READING:
        return HttpResponseNotAllowed(_READING, headers=_HEADERS)
    if (found := open_feed(secret=secret)) is None:
        raise Http404
    return _calendar(calendar_of(own_slots(found.person, found.inspection), found.inspection))


def _calendar(text: str, more: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={**_HEADERS, **(more or {})})
