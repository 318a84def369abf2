"""Nobody loses what they typed: where a page with a form cannot be taken, what was typed is given back on the page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure

Page = Callable[..., HttpResponse]
#: Fields in which somebody chose and did not write.
_CHOSEN = (
    frozenset(
        (
            "to",
            "receiver",
            "second",
            "works_for",
            "leaning",
            "saying",
            "finding",
            "notes",
            "criterion",
            "also",
            "direction",
            "sectors",
        )
    )
    | {"agencies", "known_to_leaders", "acted_seen_by", "about", "act"}
    | {"subject", "came", "person", "outcome", "group"}
)
_CHOSEN |= {"findings", "heading", "based_on", "propose", "sentences"}
_CHOSEN |= {"decision"}
_CHOSEN |= {"agency", "answer", "needed", "rests_on", "varied", "whose"}
_CHOSEN |= {"points", "contributors", "agency", "board", "state", "form", "step", "same_as"}  # of a written statement
_CHOSEN |= {"activity", "half", "inspectors", "place", "tracked", "criteria"}
_STATUS = {"signed-out": 401, "gone": 404, "again": 403}


def gives_back(view: Page) -> Page:
    """Give what was typed back to somebody whose session ended while they typed, or who may no longer see the page.

    Put it above the decorator that lets people in. After signing in again in another tab, the page given back can be sent.
    """

    @wraps(view)
    def page(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, **parts)
        if not request.user.is_authenticated:
            return given_back(request, "signed-out")
        try:
            return view(request, **parts)
        except Http404:
            return given_back(request, "gone")

    page.gives_back = True  # type: ignore[attr-defined]  # read by `old_form`
    return page


def given_back(request: HttpRequest, why: str) -> HttpResponse:
    """Show what was typed, to be copied or sent again. `why`: signed-out | gone | again."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    context = {
        "why": why,
        "sent": sent,
        "typed": [
            value
            for name, value in sent
            if not name.startswith(("page", "parents", "had")) and name not in _CHOSEN and value.strip()
        ],
    }
    response = render(request, "given_back.html", context, status=_STATUS[why])
    response["Cache-Control"] = "no-store"
    return response


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is no longer good: one that was typed in is given back, if it was sent from a page of ours."""
    match = request.resolver_match
    if match is not None and getattr(match.func, "gives_back", False) and _ours(request):
        return given_back(request, "again" if request.user.is_authenticated else "signed-out")
    return csrf_failure(request, reason)


def _ours(request: HttpRequest) -> bool:
    """Say whether the form was sent from a page of this service: never show what another site would have us show."""
    origin = request.headers.get("origin") or request.headers.get("referer", "")
    return urlsplit(origin).netloc == request.get_host()
