"""Questions put to an agency, and its answers; and what an inspection has asked of it altogether."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.asked.queries import asked_about
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.burden import burden_of
from joinedup.intake.enums import QuestionState
from joinedup.intake.questions import actions, queries, rules
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.asking_forms import AnswerForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import forms as components


@agency_page
def questions(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List the questions put to the agency, those awaiting an answer first."""
    seen = [one for one in actions.open_log(by=request.user, inspection=inspection) if one.agency in agencies]
    waiting = sorted((one for one in seen if one.state in queries.OPEN), key=lambda one: (one.due_at, one.number))
    rest = [one for one in seen if one.state not in queries.OPEN]
    told = {"waiting": waiting, "rest": rest, "several": len(agencies) > 1, "now": timezone.now()}
    return show(request, "questions.html", inspection, crumbs=crumbs_of(inspection), **told)


@agency_page
def question(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], query_id: UUID) -> HttpResponse:
    """Show one question with what was said about it, and take in the answer."""
    asked = get_object_or_404(queries.questions_seen_by(request.user, inspection), pk=query_id, agency__in=agencies)
    form = AnswerForm(components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.answer_question(by=request.user, question=asked, **form.cleaned_data)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Your answer has arrived.")
            return redirect("agency:question", inspection.pk, asked.pk)
    crumbs = (*crumbs_of(inspection), ("Questions", reverse("agency:questions", args=[inspection.pk])))
    return show(
        request,
        "question.html",
        inspection,
        crumbs=crumbs,
        question=actions.open_question(by=request.user, question=asked),
        entries=queries.entries_for_agency(asked),
        now=timezone.now(),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_answer=rules.can_move_question(request.user, asked, QuestionState.ANSWERED),
    )


@agency_page
def burden(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show the agency what the inspection has asked of it, counted."""
    burdens = [(burden_of(agency, inspection), asked_about(agency, inspection)) for agency in agencies]
    return show(request, "burden.html", inspection, crumbs=crumbs_of(inspection), burdens=burdens)
