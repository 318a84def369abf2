"""Who comes in to the programme: those with a part in a round. For everyone else the round does not exist."""

from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from joinedup.inspections.rules import InspectionRefused
from joinedup.programme.choices.actions import read_areas
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.queries import rounds_of
from joinedup.programme.rounds.rules import RoundRefused, check_knows_areas
from joinedup.web.inspectorate.access import Page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.opening import works_here


def programme_page(view: Page) -> Page:
    """Answer 404 to whoever works for no inspectorate."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **rest: Any) -> HttpResponse:
        if not works_here(request.user):
            raise Http404
        return view(request, **rest)

    return page


def round_page(view: Page) -> Page:
    """Give the view its round; answer 404 to whoever has no part in it. What a rule refuses is said in its words.

    The view tells no area: whoever may not know one is given its code word.
    """

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, round_id: UUID, **rest: Any) -> HttpResponse:
        round_ = get_object_or_404(rounds_of(request.user), pk=round_id)
        try:
            return _kept_nowhere(view(request, round_, **rest))
        except (RoundRefused, InspectionRefused) as reason:
            return show_round(request, "programme_refused.html", round_, status=403, reason=str(reason))

    return page


def areas_page(view: Page) -> Page:
    """Like `round_page`, for those who know the round's areas alone; each opening is logged."""

    @wraps(view)
    def known(request: HttpRequest, round_: Round, **rest: Any) -> HttpResponse:
        check_knows_areas(request.user, round_)
        read_areas(by=request.user, round_=round_, where=request.resolver_match.view_name)
        return view(request, round_, **rest)

    return round_page(known)


def show_round(request: HttpRequest, template: str, round_: Round, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of a round, with the way back."""
    here = reverse("inspectorate:programme-round", args=[round_.pk])
    above = [("My work left", reverse("inspectorate:home")), ("Programme", reverse("inspectorate:programme")), (round_.title, here)]
    crumbs = [{"text": text, "href": href} for text, href in above if href != request.path]
    frame = {"round": round_, "breadcrumbs": crumbs, "made_up": round_.made_up}
    return show(request, template, status=status, **{**frame, **context})


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
