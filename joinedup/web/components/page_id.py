"""A page's own id: a form sent twice is told by it."""

from uuid import UUID, uuid4

from django.http import HttpRequest


def page_id(request: HttpRequest) -> UUID:
    """Return the id the page was given before, or a new one."""
    try:
        return UUID(request.POST.get("page", ""))
    except ValueError:
        return uuid4()
