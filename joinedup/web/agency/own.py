"""Pages of an agency's own, outside any inspection: whoever works for an agency comes in, on any day."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from joinedup.areas.queries import agencies_of_person

Page = Callable[..., HttpResponse]


def own_page(view: Page) -> Page:
    """Give the view the agencies the reader works for; answer 404 to whoever works for none."""

    @login_required
    @wraps(view)
    def page(request: HttpRequest, **rest: Any) -> HttpResponse:
        agencies = list(agencies_of_person(request.user))
        if not agencies or not request.user.is_active:
            raise Http404
        return view(request, agencies, **rest)

    return page
