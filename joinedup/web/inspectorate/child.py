"""The frame of every page about one tracked child: its code, the way between its pages, and the way to raise a concern."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from joinedup.cases.concerns.queries import open_concerns
from joinedup.cases.consent.queries import notices_of
from joinedup.cases.models import TrackedChild
from joinedup.web.inspectorate.frame import show


@dataclass(frozen=True)
class ChildPage:
    """One page about a child: its route's name, and what it is called."""

    route: str
    title: str


#: In the order an inspector goes through them. A page joins the frame by a row here.
PAGES: Final = (
    ChildPage("chronology", "Chronology"),
    ChildPage("record", "Tracking record"),
    ChildPage("consent", "Consent and meetings"),
    ChildPage("child-enquiries", "Lines of enquiry"),
    ChildPage("asked-of", "Asked of agencies"),
    ChildPage("joint-audit", "Joint audit"),
    ChildPage("child-later", "Later lists"),
)


def show_child(
    request: HttpRequest, template: str, child: TrackedChild, *, here: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page about a child. `here` is the route of the page it is, or of the page it hangs on.

    The template extends `inspectorate/child_base.html` and fills its block `child`. Reading the child is logged by the action
    that gave the view what it shows.
    """
    inspection = child.inspection
    page = next(page for page in PAGES if page.route == here)
    own = reverse(f"inspectorate:{page.route}", args=[inspection.pk, child.pk])
    crumbs = [("Tracked children", reverse("inspectorate:tracked", args=[inspection.pk]))]
    if request.path != own:
        crumbs.append((f"{child.code}: {page.title.lower()}", own))
    frame = {
        "child": child,
        "child_pages": [(one, reverse(f"inspectorate:{one.route}", args=[inspection.pk, child.pk])) for one in PAGES],
        "here": page,
        "child_notices": notices_of(child),
        "child_concerns": open_concerns(request.user, inspection).filter(tracked=child),
        "title": f"{child.code}: {page.title.lower()}",
    }
    return show(request, template, inspection, child_level=True, status=status, crumbs=tuple(crumbs), **{**frame, **context})
