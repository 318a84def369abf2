"""The only writers of surveys and answers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time, timedelta
from secrets import SystemRandom
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.core.counted import count_answers
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.inspections.survey.queries import Answers, Results, answered, closed_uncounted, key_stands, results_of
from joinedup.inspections.survey.rules import SurveyRefused, check_can_answer, check_can_read_results, groups_for
from joinedup.inspections.survey.tie import new_tie, nobody, whose
from joinedup.method.surveys import questions_to, survey_of
from joinedup.people.models import Person
from joinedup.records.dates import LONDON
from joinedup.vault.fields import Sealed


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
    """Save what a person answers, over what they answered before; all of it emptied takes it back. Raises InspectionRefused.

    `said`: question id → {"choice": code, "words": text}. The log tells that the survey was answered, neither by whom nor with
    which answer: as long as the survey is open, rows lie in the order of the log's lines.
    """
    survey = InspectionSurvey.objects.select_for_update().filter(inspection=inspection).first()  # before looking whether it is open
    check_can_answer(by, inspection)
    if survey is None or not survey.tie:
        raise SurveyRefused("This survey is closed.")
    if group not in groups_for(by, inspection):
        raise SurveyRefused("Say as what you answer.")
    kept = _kept(inspection, group, said)
    mark = whose(survey, by)
    answer = SurveyAnswer.objects.filter(survey=survey, whose=mark).first()
    if kept:
        answer = answer or SurveyAnswer(inspection=inspection, survey=survey, whose=mark)
        answer.group, answer.said = group, kept
        answer.save()
    elif answer is not None:
        answer.delete()
    else:
        raise SurveyRefused("Answer at least one question, or leave the survey.")
    _log(None, survey, "survey answered")


@transaction.atomic
def open_results(*, by: Person, inspection: Inspection) -> Results:
    """Return what was answered, to the team, once the survey has closed; the read is logged. Raises InspectionRefused.

    Where it was not counted out yet, as no worker ran since it closed, that is done first.
    """
    check_can_read_results(by, inspection)
    survey = InspectionSurvey.objects.select_for_update().get(inspection=inspection)
    _count_out(survey)
    record_read(by=by, chain=str(inspection.pk), action="survey results read", **_about(survey))
    return results_of(inspection, survey)


def count_out_closed() -> int:
    """Count out every survey that has closed and was not; return how many. Done by the worker, and harmless when done twice."""
    closed = list(closed_uncounted(timezone.now()))
    for survey in closed:
        with transaction.atomic():
            _count_out(InspectionSurvey.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=survey.pk))
    return len(closed)


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


def _count_out(survey: InspectionSurvey) -> None:
    """Count the answers of a locked survey that has closed, and cut what leads from them to people: once.

    The secret is wiped. Every row is removed and what it said written anew, in an order that chance makes, under a new id and a new
    mark: neither a mark nor where a row lies tells when it was written, or by whom. Of a destroyed key nothing can be counted.
    """
    if survey.counted is not None:
        return
    rows = SurveyAnswer.objects.filter(survey=survey)
    readable = key_stands(survey.inspection_id)
    answers = [(answer.group, answer.said) for answer in rows] if readable else []
    counts = count_answers(survey.inspection.framework, answered(answers)) if readable else ()
    survey.counted, survey.tie = [asdict(one) for one in counts], "" if readable else Sealed()
    survey.save(update_fields=["counted", "tie"])
    rows.delete()
    SystemRandom().shuffle(answers)
    for group, said in answers:
        anew = SurveyAnswer(inspection_id=survey.inspection_id, survey=survey, whose=nobody(), group=group, said=said)
        anew.save(force_insert=True)
    _log(None, survey, "survey counted")
    transaction.on_commit(_leave_no_trace)


def _leave_no_trace() -> None:
    """Remove what the database still holds of the rows as they were: old versions of them, the write-ahead log."""
    tables = ", ".join(model._meta.db_table for model in (InspectionSurvey, SurveyAnswer))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else f"VACUUM {tables}")


def _about(survey: InspectionSurvey) -> dict[str, Any]:
    return {"object_kind": "survey", "object_id": str(survey.pk)}


def _log(by: Person | None, survey: InspectionSurvey, action: str) -> None:
    record(by=by, chain=str(survey.inspection_id), action=action, **_about(survey))
