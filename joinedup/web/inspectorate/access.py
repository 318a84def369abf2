"""Who comes in: members of the inspection's team. For everyone else its pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from joinedup.audit.noticing import noticing
from joinedup.inspections.actions import read_page
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import is_secret, needs_area
from joinedup.inspections.notifying.actions import read_area
from joinedup.inspections.queries import inspections_of
from joinedup.inspections.rules import InspectionRefused, can_add_team_member, is_inspector
from joinedup.people.models import Person
from joinedup.web.inspectorate.frame import show

Page = Callable[..., HttpResponse]


def by_code_word(view: Page) -> Page:
    """Mark a view that tells nothing of the area before it is notified: every member of the team may open it.

    Put it right above the view. Every other page opens to those who need to know the area alone until then, each opening logged:
    a page tells the area by the names of its agencies as surely as by its own.
    """
    view.by_code_word = True  # type: ignore[attr-defined]  # read by `_page_for`
    return view


def team_page(view: Page) -> Page:
    """Give the view its inspection; answer 404 to whoever is not on its team, whether it exists or not.

    A rule may refuse although the page offered it: a colleague was quicker. Then the reader is told so in the rule's words.
    """

    return _page_for(is_inspector, view)


def gathering_page(view: Page) -> Page:
    """Like `team_page`, and open to whoever may gather the team: the person who opened the inspection need not be on it."""
    return _page_for(lambda person, inspection: is_inspector(person, inspection) or can_add_team_member(person, inspection), view)


def circle_page(view: Page) -> Page:
    """Like `team_page`, and open to whoever was named as needing the area's name without being on the team."""
    return _page_for(lambda person, inspection: is_inspector(person, inspection) or needs_area(person, inspection), view)


def _page_for(comes_in: Callable[[Person, Inspection], bool], view: Page) -> Page:
    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, inspection_id: UUID, **rest: Any) -> HttpResponse:
        inspection = get_object_or_404(inspections_of(request.user), pk=inspection_id)
        if not comes_in(request.user, inspection):
            raise Http404
        try:
            if is_secret(inspection) and not getattr(view, "by_code_word", False):
                read_area(by=request.user, inspection=inspection, where=request.resolver_match.view_name)
            return _logged(request, inspection, view, **rest)
        except InspectionRefused as reason:
            return refused(request, inspection, reason)

    return page


def _logged(request: HttpRequest, inspection: Inspection, view: Page, **rest: Any) -> HttpResponse:
    """Return the view's page; one about children, of which no action logged a reading, is logged as read itself."""
    with noticing() as read:
        response = view(request, inspection, **rest)
    if getattr(response, "child_level", False) and not read:
        read_page(by=request.user, inspection=inspection, page=request.resolver_match.view_name)
    return response


def refused(request: HttpRequest, inspection: Inspection, reason: Exception) -> HttpResponse:
    """Say why something cannot be done, in the rule's own words."""
    return show(request, "refused.html", inspection, status=403, reason=str(reason))
