"""The first page an inspector sees."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from joinedup.inspections import queries as inspections
from joinedup.inspections.complaints.queries import waiting_for_reader
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import can_add_team_member
from joinedup.letter.quality.queries import reading_for
from joinedup.people.models import Person
from joinedup.web.inspectorate.frame import called, show, told
from joinedup.web.inspectorate.opening import works_here
from joinedup.web.inspectorate.waiting import Waiting, work_left


@dataclass(frozen=True)
class Entry:
    """One inspection of the reader's: what it is called, what they do in it and what is left of that."""

    inspection: Inspection
    name: str
    told: str  # which of the area's inspections it is
    roles: list[str]
    work: list[Waiting]


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List what is left for the person to do, inspection by inspection."""
    mine = [(row, inspections.roles_of(request.user, row)) for row in inspections.inspections_of(request.user)]
    entries = [_entry(request.user, row, sorted(role.label.lower() for role in roles)) for row, roles in mine if roles]
    named = [row for row, roles in mine if not roles and not can_add_team_member(request.user, row)]
    to_gather = [row for row, roles in mine if not roles and can_add_team_member(request.user, row)]
    return show(
        request,
        "home.html",
        entries=entries,
        to_gather=[(row, called(row), told(row)) for row in to_gather],
        named=[(row, called(row), told(row)) for row in named],
        may_open=works_here(request.user),
        complaints=len(waiting_for_reader(request.user)),
        to_read=[(row, called(row), told(row)) for row in reading_for(request.user)],
    )


def _entry(person: Person, inspection: Inspection, roles: list[str]) -> Entry:
    return Entry(inspection, called(inspection), told(inspection), roles, work_left(person, inspection))
