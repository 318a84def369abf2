"""Who comes in, and what every page of a written statement carries."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import statements_of
from joinedup.web.agency.frame import show

Page = Callable[..., HttpResponse]
HANDLING = "This is the partnership’s own workspace: inspectors see only what you send or share. Write no child’s name."


def statement_page(view: Page) -> Page:
    """Give the view its statement; answer 404 to whoever is not of its partnership, whether it exists or not."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, *, statement_id: UUID, **rest: Any) -> HttpResponse:
        return view(request, get_object_or_404(statements_of(request.user), pk=statement_id), **rest)

    return page


def show_statement(request: HttpRequest, template: str, statement: WrittenStatement, **context: Any) -> HttpResponse:
    """Render a page of a statement; nothing of it is kept by the browser."""
    crumbs = [("Written statement", reverse("agency:statement", args=[statement.pk])), *context.pop("crumbs", ())]
    frame = {
        "handling": HANDLING,
        "made_up": statement.letter["made_up"],
        "caption": f"Written statement of action, {statement.area.name}",
        "statement": statement,
    }
    above = tuple((text, href) for text, href in crumbs if href != request.path)
    response = show(request, f"statement/{template}", crumbs=above, **{**frame, **context})
    response["Cache-Control"] = "no-store"
    return response
