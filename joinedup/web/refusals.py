"""The page for what was sent and could not be read at all."""

from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from joinedup.intake.core.unusable import LIMITS, MEGABYTE

TOO_LARGE = 413


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that could not be read; one that is too large is told the limit and led back to its page."""
    if not isinstance(exception, RequestDataTooBig):
        return render(request, "400.html", status=400)
    context = {"largest": f"{LIMITS.size // MEGABYTE:,} MB", "back": _came_from(request)}
    return render(request, "413.html", context, status=TOO_LARGE)


def _came_from(request: HttpRequest) -> str:
    """Return the path of the page of this service a form was sent from; the first page where that is not known."""
    referer = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(referer).path if ours else "/"
