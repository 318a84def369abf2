"""The first page of an agency's people: every inspection they take part in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from joinedup.areas.queries import agencies_of_person
from joinedup.inspections import queries as inspections
from joinedup.inspections.rules import agencies_of
from joinedup.web.agency.awaited import awaited_of_agency
from joinedup.web.agency.frame import show
from joinedup.web.agency.statement.lines import statement_lines


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List what each inspection awaits of the reader's agency, and the partnership's written statements."""
    entries = [
        (row, agency, awaited_of_agency(request.user, row, agency))
        for row in inspections.inspections_of(request.user)
        for agency in agencies_of(request.user, row)
    ]
    may_check = agencies_of_person(request.user).exists()
    return show(request, "home.html", entries=entries, statements=statement_lines(request.user), may_check=may_check)
