"""The frame of a page about one line of enquiry: the child's own, or the plain one where it is about the cohort."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from joinedup.cases.enquiries.actions import open_lines
from joinedup.cases.enquiries.queries import enquiries_seen_by
from joinedup.cases.models import Enquiry
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels

CHILD, COHORT = "inspectorate/child_base.html", "inspectorate/cohort_base.html"


def the_line(request: HttpRequest, inspection: Inspection, enquiry_id: UUID) -> Enquiry:
    """Return a line the reader may see; raise Http404 for any other."""
    return get_object_or_404(enquiries_seen_by(request.user, inspection), pk=enquiry_id)


def show_line(request: HttpRequest, template: str, enquiry: Enquiry, **context: Any) -> HttpResponse:
    """Render a page about a line, and log that it was read. The template extends `base` and fills its block `child`."""
    open_lines(by=request.user, inspection=enquiry.inspection, lines=[enquiry])
    context |= {"enquiry": enquiry, "labels": Labels(enquiry.inspection.framework)}
    context.setdefault("title", f"{enquiry}: {enquiry.about}")
    if enquiry.tracked:
        return show_child(request, template, enquiry.tracked, here="child-enquiries", base=CHILD, **context)
    crumbs = (lines_crumb(enquiry.inspection),)
    return show(request, template, enquiry.inspection, child_level=True, crumbs=crumbs, base=COHORT, **context)


def lines_crumb(inspection: Inspection) -> tuple[str, str]:
    """Return the way back to all lines of an inspection."""
    return ("Lines of enquiry", reverse("inspectorate:enquiries", args=[inspection.pk]))
