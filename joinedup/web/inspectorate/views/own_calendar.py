"""An inspector's slots in their own calendar."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from joinedup.inspections.models import Inspection
from joinedup.web.components import calendars
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show


@team_page
def calendar(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show how the reader's slots come into their own calendar; make or stop the secret address of it."""
    crumbs = (("Timetable", reverse("inspectorate:timetable", args=[inspection.pk])),)
    return show(request, "timetable_calendar.html", inspection, crumbs=crumbs, **calendars.page_of(request, inspection))


@team_page
def calendar_file(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Give the reader's slots as an iCalendar file."""
    return calendars.download(request, inspection)
