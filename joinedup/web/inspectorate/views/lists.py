"""What agencies were asked for and what they sent: the team's side of it."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.intake import actions, own_checks_queries, queries, rules
from joinedup.intake.enums import SubmissionState
from joinedup.intake.models import Submission
from joinedup.web.components import forms as components
from joinedup.web.components.issues import Place, grouped
from joinedup.web.components.remarks import remarks_told
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.forms import RefuseForm
from joinedup.web.inspectorate.frame import show


@team_page
def lists(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show each agency's requests with what came for them."""
    rows = [(wanted, queries.latest_submission(wanted)) for wanted in queries.requests_seen_by(request.user, inspection)]
    return show(
        request,
        "lists.html",
        inspection,
        by_agency=[(agency, list(found)) for agency, found in groupby(rows, key=lambda row: row[0].agency)],
        progress=queries.progress(inspection),
        sent_back=queries.sent_back(inspection),
        may_ask=rules.can_ask(request.user, inspection) and queries.left_to_ask(inspection),
    )


@require_POST
@team_page
def ask(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Ask every agency for what the framework asks of its sector."""
    new = actions.ask_agencies(by=request.user, inspection=inspection)
    messages.success(request, f"{len(new)} requests were made. What had been asked before is left as it was.")
    return redirect("inspectorate:lists", inspection.pk)


@team_page
def submission(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Show what one file holds and what is wrong with it, and take in the decision on it."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    return _submission_page(request, inspection, sent, RefuseForm())


@require_POST
@team_page
def accept(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Accept a submission: from now on it counts."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    actions.accept_submission(by=request.user, submission=sent)
    messages.success(request, f"{sent.request.title} of {sent.agency.name} is accepted.")
    return redirect("inspectorate:lists", inspection.pk)


@require_POST
@team_page
def send_back(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Refuse a submission and tell the agency why."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _submission_page(request, inspection, sent, form)
    actions.refuse_submission(by=request.user, submission=sent, reason=form.cleaned_data["reason"])
    messages.success(request, f"{sent.agency.name} is asked to send {sent.request.title} again.")
    return redirect("inspectorate:lists", inspection.pk)


def _submission_page(request: HttpRequest, inspection: Inspection, sent: Submission, form: RefuseForm) -> HttpResponse:
    issues = actions.open_issues(by=request.user, submission=sent)
    places = [Place(issue.rule, issue.column, issue.sheet, issue.row) for issue in issues]
    groups, figures = grouped(sent.issue_counts, places), own_checks_queries.figures_of(sent)
    return show(
        request,
        "submission.html",
        inspection,
        child_level=True,
        crumbs=(("What agencies were asked for and sent", reverse("inspectorate:lists", args=[inspection.pk])),),
        sent=sent,
        groups=groups,
        figures=figures,
        remarks=remarks_told(own_checks_queries.remarks_on(sent), groups, figures),
        form=form,
        errors=components.error_list(form),
        may_decide=rules.can_decide(request.user, sent, SubmissionState.ACCEPTED),
    )
