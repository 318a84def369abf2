"""The first page of an agency's people: every inspection they take part in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from joinedup.areas.queries import agencies_of_person
from joinedup.cases.asked.queries import awaited_from
from joinedup.cases.concerns.queries import waiting_at as concerns_waiting
from joinedup.inspections import queries as inspections
from joinedup.inspections.rules import agencies_of
from joinedup.intake import queries
from joinedup.intake.questions.queries import open_questions_to
from joinedup.linkage.not_known.queries import waiting_for
from joinedup.web.agency import asked
from joinedup.web.agency.frame import show


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """List the inspections the reader's agency takes part in, each with what is awaited and by when."""
    today = timezone.localdate()
    mine = [(row, agency) for row in inspections.inspections_of(request.user) for agency in agencies_of(request.user, row)]
    entries = [
        (
            row,
            agency,
            asked.sort_out(queries.requests_for(agency, row), queries.sent_back(row), today),
            open_questions_to(agency, row).count(),
            waiting_for(agency, row),
            awaited_from(agency, row),
            concerns_waiting(request.user, row, agency).count(),
        )
        for row, agency in mine
    ]
    return show(request, "home.html", entries=entries, may_check=agencies_of_person(request.user).exists())
