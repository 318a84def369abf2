"""With which lists somebody reads a page about the cohort: those of the draw, or those brought in since."""

from collections.abc import Iterable

from django.http import HttpRequest

from joinedup.cases.models import CohortLater


def chosen_lists(request: HttpRequest, brought: Iterable[CohortLater]) -> CohortLater | None:
    """Return what was brought in under the number the address names; none for the draw, and for a number there is not."""
    return next((row for row in brought if str(row.number) == request.GET.get("lists", "")), None)
