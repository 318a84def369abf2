"""What every page of this door carries: its navigation, where it stands, and how it must be handled."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from joinedup.areas.queries import agencies_of_person
from joinedup.inspections.models import Inspection

CHILD_LEVEL = "What you send is about children. Send only what is asked for, and only here."


def show(
    request: HttpRequest,
    template: str,
    inspection: Inspection | None = None,
    *,
    crumbs: tuple[tuple[str, str], ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page of the agencies' door; everything within an inspection is OFFICIAL-SENSITIVE."""
    home, checking = reverse("agency:home"), request.path.startswith(reverse("agency:check"))
    frame = {
        "navigation": [
            {"text": "What is asked of you", "href": home, "current": request.path == home, "active": not checking},
            *_own_checks(request, checking),
            {"text": "Published letters", "href": reverse("public:letters")},
        ],
        "breadcrumbs": _breadcrumbs(inspection, crumbs),
        "handling": CHILD_LEVEL if inspection else "",
        "made_up": bool(inspection and inspection.made_up),
        "inspection": inspection,
        "caption": f"Inspection of {inspection.area.name}" if inspection else "",
    }
    return render(request, f"agency/{template}", {**frame, **context}, status=status)


def _own_checks(request: HttpRequest, checking: bool) -> list[dict[str, Any]]:
    """Return the way to checking lists, for whoever works for an agency."""
    if not agencies_of_person(request.user).exists():
        return []
    address = reverse("agency:check")
    return [{"text": "Check a list", "href": address, "current": request.path == address, "active": checking}]


def _breadcrumbs(inspection: Inspection | None, crumbs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    if inspection is None and not crumbs:
        return []
    above = [("What is asked of you", reverse("agency:home")), *crumbs]
    return [{"text": text, "href": href} for text, href in above]


def crumbs_of(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Return the way back from a page to everything the inspection asks."""
    return ((f"Inspection of {inspection.area.name}", reverse("agency:requests", args=[inspection.pk])),)
