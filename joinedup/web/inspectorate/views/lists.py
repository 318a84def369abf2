"""What agencies were asked for and what they sent: the team's side of it."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.intake import actions, queries, rules
from joinedup.intake.asking import queries as asking_queries
from joinedup.intake.enums import SubmissionState
from joinedup.intake.models import Submission
from joinedup.intake.own_checks import queries as own_checks_queries
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.issues import Place, grouped
from joinedup.web.components.receipts import download_file
from joinedup.web.components.remarks import remarks_told
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.asking_forms import AcceptForm
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
        reminded=asking_queries.reminded(inspection),
        wishes={wish.request_id for wish in asking_queries.wishes_to_decide(inspection)},
        may_ask=rules.can_ask(request.user, inspection) and queries.left_to_ask(inspection),
    )


@require_POST
@team_page
def ask(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Ask every agency for what the framework asks of its sector."""
    new = actions.ask_agencies(by=request.user, inspection=inspection)
    made = count(len(new), "request was", "requests were")
    messages.success(request, f"{made} made. What had been asked before is left as it was.")
    return redirect("inspectorate:lists", inspection.pk)


@team_page
def submission(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Show what one file holds and what is wrong with it, and take in the decision on it."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    return _submission_page(request, inspection, sent, RefuseForm())


@team_page
def sent_file(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Give a file as it was sent; whoever opens it is written down."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    return download_file(sent, *actions.open_file(by=request.user, submission=sent))


@require_POST
@team_page
def accept(request: HttpRequest, inspection: Inspection, submission_id: UUID) -> HttpResponse:
    """Accept a submission: from now on it counts. Somebody may ring about what is open in it."""
    sent = get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id)
    form = AcceptForm(_team(inspection), request.POST)
    if not form.is_valid():
        return _submission_page(request, inspection, sent, RefuseForm(), form)
    said = form.cleaned_data
    actions.accept_submission(by=request.user, submission=sent, reason=said["open"], rings=said["rings"])
    ring = f" {said['rings'].name} will ring." if said["rings"] else ""
    messages.success(request, f"{sent.request.title} of {sent.agency.name} is accepted.{ring}")
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


def _team(inspection: Inspection) -> list[Person]:
    """Return everybody on the team once, by name."""
    return sorted({member.person for member in team(inspection)}, key=lambda person: person.name)


def _submission_page(
    request: HttpRequest, inspection: Inspection, sent: Submission, form: RefuseForm, accepting: AcceptForm | None = None
) -> HttpResponse:
    accepting = accepting or AcceptForm(_team(inspection))
    issues = actions.open_issues(by=request.user, submission=sent)
    places = [Place(issue.rule, issue.column, issue.sheet, issue.row) for issue in issues]
    groups, figures = grouped(sent.issue_counts, places), own_checks_queries.figures_of(sent)
    return show(
        request,
        "submission.html",
        inspection,
        child_level=True,
        crumbs=(
            ("What agencies were asked for and sent", reverse("inspectorate:lists", args=[inspection.pk])),
            (sent.request.title, reverse("inspectorate:item", args=[inspection.pk, sent.request_id])),
        ),
        sent=sent,
        groups=groups,
        figures=figures,
        unlinkable=len(own_checks_queries.unlinkable_of(sent)),
        remarks=remarks_told(own_checks_queries.remarks_on(sent), groups, figures),
        form=form,
        accepting=accepting,
        errors=[*components.error_list(accepting), *components.error_list(form)],
        may_decide=rules.can_decide(request.user, sent, SubmissionState.ACCEPTED),
    )
