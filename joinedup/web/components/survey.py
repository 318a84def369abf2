"""Answering the survey, alike at both doors: what the page shows, and what becomes of a form that is sent."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.survey import queries, rules
from joinedup.inspections.survey.actions import answer_survey
from joinedup.method.surveys import survey_of
from joinedup.web.components.forms import error_list
from joinedup.web.components.survey_forms import GroupForm, SurveyForm


@dataclass
class Asked:
    """What a page of the survey shows; `saved`: what was sent is kept."""

    context: dict[str, Any]
    saved: bool = False


def asked(request: HttpRequest, inspection: Inspection) -> Asked:
    """Return what is asked of the reader, and keep what they send. Without a survey, or once it closed, the page says so."""
    person: Any = request.user
    survey, now = queries.survey_for(inspection), timezone.now()
    context: dict[str, Any] = {"survey": survey, "open": rules.survey_open(survey, now), "errors": []}
    if survey is None or not context["open"]:
        return Asked(context)
    groups = rules.groups_for(person, inspection)
    was_in, had = queries.own_answer(person, survey)
    chosen = request.POST.get("group") or request.GET.get("as") or was_in or (groups[0].value if len(groups) == 1 else "")
    choosing = GroupForm(groups, request.GET if request.GET.get("group") else None)
    if choosing.is_bound and choosing.is_valid():
        chosen = choosing.cleaned_data["group"]
    if chosen not in [group.value for group in groups]:
        return Asked(context | {"choosing": choosing, "errors": error_list(choosing) if choosing.is_bound else []})
    form = SurveyForm(inspection.framework, chosen, had, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answer_survey(by=person, inspection=inspection, group=chosen, said=form.said())
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            return Asked(context, saved=True)
    more = {"form": form, "group": chosen, "several": len(groups) > 1, "answered": bool(was_in)}
    fewest = survey_of(inspection.framework).fewest
    return Asked(context | more | {"fewest": fewest, "errors": error_list(form) if form.is_bound else []})
