"""What every page of this door carries: its navigation, where it stands, and how it must be handled."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import called, code_word, is_secret
from joinedup.inspections.queries import agencies
from joinedup.web.components.dates import day

CHILD_LEVEL = "This page is about children. Read it where nobody can look over your shoulder, and copy nothing out of it."


def show(
    request: HttpRequest,
    template: str,
    inspection: Inspection | None = None,
    *,
    child_level: bool = False,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page of this door. `child_level` marks pages about children OFFICIAL-SENSITIVE; each opening is logged."""
    frame = {
        "navigation": _navigation(request),
        "breadcrumbs": _breadcrumbs(request, inspection, context.pop("crumbs", ())),
        "handling": CHILD_LEVEL if child_level else "",
        "made_up": bool(inspection and inspection.made_up),
        "inspection": inspection,
        "caption": code_word(inspection) if inspection else "",
        "secrets": _secrets(inspection) if inspection and is_secret(inspection) else (),
    }
    response = render(request, f"inspectorate/{template}", {**frame, **context}, status=status)
    response.child_level = child_level  # type: ignore[attr-defined]  # read by `access`, which sees to it that it is logged
    return response


def _secrets(inspection: Inspection) -> list[str]:
    """Return the names that would tell the area, so that no title holds them."""
    return [inspection.area.name, *(agency.name for agency in agencies(inspection))]


def told(inspection: Inspection) -> str:
    """Return what tells an inspection from others of its area: "Quiet lantern, notified 29 March 2016"."""
    if is_secret(inspection):  # its page is headed by the code word already
        return f"to be notified {day(inspection.notified_on)}"
    return f"{code_word(inspection)}, notified {day(inspection.notified_on)}"


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    home = reverse("inspectorate:home")
    letters = reverse("public:letters")
    return [
        {"text": "My work left", "href": home, "current": request.path == home, "active": request.path.startswith(home)},
        {"text": "Published letters", "href": letters},
    ]


def _breadcrumbs(request: HttpRequest, inspection: Inspection | None, crumbs: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """Return the way back: my work, the inspection, and the pages between it and this one; never the page itself."""
    if inspection is None:
        return []
    here = reverse("inspectorate:inspection", args=[inspection.pk])
    above = [("My work left", reverse("inspectorate:home")), (called(inspection), here), *crumbs]
    return [{"text": text, "href": href} for text, href in above if href != request.path]
