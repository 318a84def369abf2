"""“Is this child known to you?”: what an agency is asked about single children, and its answers."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.not_known import actions, rules
from joinedup.linkage.not_known.enums import QuestionState
from joinedup.linkage.not_known.queries import questions_seen_by, questions_to
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.not_known_forms import AnswerForm
from joinedup.web.components import forms as components
from joinedup.web.components.identity import of_question

HANDLING = "This page is about children. Read it where nobody can look over your shoulder, and copy nothing out of it."


@agency_page
def questions(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List what the agency is asked about single children, under the inspection's codes: what waits first."""
    asked = [one for agency in agencies for one in questions_to(agency, inspection)]
    waiting = [one for one in asked if one.state == QuestionState.ASKED]
    answered = [one for one in asked if one.state != QuestionState.ASKED]
    told = {"waiting": waiting, "answered": answered, "several": len(agencies) > 1}
    return show(request, "not_known.html", inspection, handling=HANDLING, crumbs=crumbs_of(inspection), **told)


@agency_page
def question(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], child_question_id: UUID) -> HttpResponse:
    """Show who the child is, logged, and take the answer; once it no longer stands, the code and the reason alone."""
    found = get_object_or_404(questions_seen_by(request.user, inspection), pk=child_question_id, agency__in=agencies)
    form = AnswerForm(components.posted(request))
    if form.is_valid():
        try:
            actions.answer_question(by=request.user, question=found, **form.cleaned_data)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Your answer about {found.code} has arrived.")
            return redirect("agency:not-known", inspection.pk)
    readable = rules.can_read_question(request.user, found)
    identity = of_question(actions.open_question(by=request.user, question=found)) if readable else None
    crumbs = (*crumbs_of(inspection), ("Questions about children", reverse("agency:not-known", args=[inspection.pk])))
    return show(
        request,
        "not_known_question.html",
        inspection,
        crumbs=crumbs,
        handling=HANDLING,
        question=found,
        identity=identity,
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_answer=rules.can_answer(request.user, found),
    )
