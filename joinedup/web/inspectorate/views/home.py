"""The first page an inspector sees."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from joinedup.inspections import queries as inspections
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.waiting import Waiting, work_left


@dataclass(frozen=True)
class Entry:
    """One inspection of the reader's: what they do in it and what is left of that."""

    inspection: Inspection
    roles: list[str]
    work: list[Waiting]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List what is left for the person to do, inspection by inspection."""
    mine = [(row, inspections.roles_of(request.user, row)) for row in inspections.inspections_of(request.user)]
    entries = [
        Entry(row, sorted(role.label.lower() for role in roles), work_left(request.user, row)) for row, roles in mine if roles
    ]
    return show(request, "home.html", entries=entries)
