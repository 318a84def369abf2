"""The only writers of surveys and answers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.core.counted import Answered, count_answers
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.inspections.survey.queries import Answers, Results, results_of
from joinedup.inspections.survey.rules import SurveyRefused, check_can_answer, check_can_read_results, groups_for
from joinedup.inspections.survey.tie import new_tie, nobody, whose
from joinedup.method.surveys import questions_to, survey_of
from joinedup.people.models import Person
from joinedup.records.dates import LONDON


@transaction.atomic
def open_survey(*, by: Person, inspection: Inspection) -> InspectionSurvey:
    """Open an inspection's survey as its letter is published; it closes by itself at the end of its last day, London time.

    Part of publishing, whose action has checked who may. A survey is opened once: a second call returns the first.
    """
    opened = InspectionSurvey.objects.filter(inspection=inspection).first()
    if opened is not None:
        return opened
    now = timezone.now()
    last = now.astimezone(LONDON).date() + timedelta(days=survey_of(inspection.framework).open_days + 1)
    closes = datetime.combine(last, time(), tzinfo=LONDON)
    survey = InspectionSurvey(inspection=inspection, opened_at=now, closes_at=closes, tie=new_tie())
    survey.save(force_insert=True)
    _log(by, survey, "survey opened")
    return survey


@transaction.atomic
def answer_survey(*, by: Person, inspection: Inspection, group: str, said: Mapping[str, Mapping[str, str]]) -> None:
    """Save what a person answers, over what they answered before. Raises InspectionRefused.

    `said`: question id → {"choice": code, "words": text}. The log tells that somebody answered the survey, never with which answer.
    """
    check_can_answer(by, inspection)
    survey = InspectionSurvey.objects.select_for_update().get(inspection=inspection)
    if group not in groups_for(by, inspection):
        raise SurveyRefused("Say as what you answer.")
    kept = _kept(inspection, group, said)
    mark = whose(survey, by)
    answer = SurveyAnswer.objects.filter(survey=survey, whose=mark).first()
    answer = answer or SurveyAnswer(inspection=inspection, survey=survey, whose=mark)
    answer.group, answer.said = group, kept
    answer.save()
    _log(by, survey, "survey answered")


@transaction.atomic
def open_results(*, by: Person, inspection: Inspection) -> Results:
    """Return what was answered, to the team, once the survey has closed; the read is logged. Raises InspectionRefused.

    Whoever opens it first has the answers counted and the tie to the people cut: the secret is wiped and every mark made random.
    """
    check_can_read_results(by, inspection)
    survey = InspectionSurvey.objects.select_for_update().get(inspection=inspection)
    if survey.counted is None:
        _count_out(inspection, survey)
        _log(by, survey, "survey counted")
    record_read(by=by, chain=str(inspection.pk), action="survey results read", **_about(survey))
    return results_of(inspection, survey)


def _kept(inspection: Inspection, group: str, said: Mapping[str, Mapping[str, str]]) -> Answers:
    """Return what is kept of an answer: questions put to the group, choices there are, words that are written."""
    kept: Answers = {}
    for question in questions_to(inspection.framework, group):
        given = said.get(question.id, {})
        choice, words = given.get("choice", ""), given.get("words", "").strip()
        if choice and choice not in dict(question.choices):
            raise SurveyRefused(f"Choose one of the answers to “{question.text}”")
        if choice or words:
            kept[question.id] = {"choice": choice, "words": words}
    return kept


def _count_out(inspection: Inspection, survey: InspectionSurvey) -> None:
    """Count the answers and cut what leads from them to people."""
    answers = list(SurveyAnswer.objects.filter(survey=survey))
    chosen = [Answered(answer.group, {id: given.get("choice", "") for id, given in answer.said.items()}) for answer in answers]
    survey.counted = [asdict(one) for one in count_answers(inspection.framework, chosen)]
    survey.tie = ""
    survey.save(update_fields=["counted", "tie"])
    for answer in answers:
        answer.whose = nobody()
        answer.save(update_fields=["whose"])


def _about(survey: InspectionSurvey) -> dict[str, Any]:
    return {"object_kind": "survey", "object_id": str(survey.pk)}


def _log(by: Person, survey: InspectionSurvey, action: str) -> None:
    record(by=by, chain=str(survey.inspection_id), action=action, **_about(survey))
