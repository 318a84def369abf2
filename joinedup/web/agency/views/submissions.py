"""What an agency sent: its receipt, what to put right in it, what it says, and what the agency says of it."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake import actions, queries
from joinedup.intake.models import Submission
from joinedup.intake.own_checks import actions as own_checks_actions
from joinedup.intake.own_checks import queries as own_checks_queries
from joinedup.intake.own_checks import rules as own_checks_rules
from joinedup.intake.own_checks.actions import Remark, RemarkMisfit
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.checking_forms import RemarkForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.views.checks import marked as workbook
from joinedup.web.components import forms as components
from joinedup.web.components.issues import Place, grouped
from joinedup.web.components.remarks import remarks_told


@agency_page
def submission(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> HttpResponse:
    """Show the receipt of a file, what was read from it, and what to put right."""
    return _page(request, inspection, _sent(request, inspection, agencies, submission_id), RemarkForm())


@agency_page
def marked(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> HttpResponse:
    """Give what was sent as a workbook with its issues marked, made anew each time; whoever opens it is written down."""
    sent = _sent(request, inspection, agencies, submission_id)
    return workbook(own_checks_actions.open_marked(by=request.user, submission=sent), sent.filename)


@require_POST
@agency_page
def remark(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> HttpResponse:
    """Take in something the agency has to say about what it sent."""
    sent, form = _sent(request, inspection, agencies, submission_id), RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, inspection, sent, form)
    try:
        own_checks_actions.add_remarks(by=request.user, submission=sent, remarks=[Remark(form.cleaned_data["text"])])
    except (InspectionRefused, RemarkMisfit) as reason:
        form.add_error(None, str(reason))
        return _page(request, inspection, sent, form)
    messages.success(request, "The inspectors see what you wrote beside the file.")
    return redirect("agency:submission", inspection.pk, sent.pk)


def _page(request: HttpRequest, inspection: Inspection, sent: Submission, form: RemarkForm) -> HttpResponse:
    issues = actions.open_issues(by=request.user, submission=sent)
    places = [Place(issue.rule, issue.column, issue.sheet, issue.row, issue.value or "") for issue in issues]
    groups, figures = grouped(sent.issue_counts, places), own_checks_queries.figures_of(sent)
    crumbs = (*crumbs_of(inspection), (sent.request.title, reverse("agency:item", args=[inspection.pk, sent.request_id])))
    return show(
        request,
        "submission.html",
        inspection,
        crumbs=crumbs,
        sent=sent,
        groups=groups,
        figures=figures,
        unlinkable=own_checks_queries.unlinkable_of(sent),
        remarks=remarks_told(own_checks_queries.remarks_on(sent), groups, figures),
        form=form,
        errors=components.error_list(form),
        may_remark=own_checks_rules.can_remark(request.user, sent),
    )


def _sent(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], submission_id: UUID) -> Submission:
    return get_object_or_404(queries.submissions_seen_by(request.user, inspection), pk=submission_id, agency__in=agencies)
