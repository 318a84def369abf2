"""Who comes in to read a draft: for its quality, from outside the team, and nothing else of the inspection."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import inspections_of
from joinedup.inspections.rules import InspectionRefused, is_inspector
from joinedup.letter.models import Letter
from joinedup.letter.quality.queries import reading_for
from joinedup.letter.queries import letter_of
from joinedup.people.models import Person
from joinedup.web.inspectorate.frame import show

Page = Callable[..., HttpResponse]


def reading_page(view: Page) -> Page:
    """Give the view the letter whose draft the reader was appointed to read; answer 404 to everyone else."""
    return _page_for(_read_by, view)


def draft_page(view: Page) -> Page:
    """Like `reading_page`, and open to the inspection's team."""
    return _page_for(lambda person, id: _on_team_of(person, id) or _read_by(person, id), view)


def _page_for(found: Callable[[Person, UUID], Inspection | None], view: Page) -> Page:
    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, inspection_id: UUID, **rest: Any) -> HttpResponse:
        inspection = found(request.user, inspection_id)
        letter = letter_of(inspection) if inspection else None
        if letter is None:
            raise Http404
        try:
            return view(request, letter, **rest)
        except InspectionRefused as reason:
            return show_reader(request, "refused.html", letter, status=403, reason=str(reason))

    return page


def show_reader(request: HttpRequest, template: str, letter: Letter, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of the draft. A reader from outside is led back to the draft alone: no other page is there for them."""
    inspection = letter.inspection
    if is_inspector(request.user, inspection):
        steps = [("Letter", "letter"), ("Quality assurance", "letter-quality")]
        context["crumbs"] = tuple((text, reverse(f"inspectorate:{name}", args=[inspection.pk])) for text, name in steps)
    else:
        ways = [("My work left", reverse("inspectorate:home")), ("The draft", _draft(inspection))]
        context["breadcrumbs"] = [{"text": text, "href": href} for text, href in ways if href != request.path]
    return show(request, template, inspection, child_level=True, status=status, letter=letter, **context)


def _draft(inspection: Inspection) -> str:
    return reverse("inspectorate:letter-reading", args=[inspection.pk])


def _read_by(person: Person, id: UUID) -> Inspection | None:
    return next((inspection for inspection in reading_for(person) if inspection.pk == id), None)


def _on_team_of(person: Person, id: UUID) -> Inspection | None:
    inspection = inspections_of(person).filter(pk=id).first()
    return inspection if inspection and is_inspector(person, inspection) else None
