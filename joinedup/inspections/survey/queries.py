"""Reading surveys. Nothing here returns an answer together with a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from joinedup.inspections.core.counted import Answered, Counted, parts_shown
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.inspections.survey.tie import whose
from joinedup.people.models import Person
from joinedup.vault.keys import KeyDestroyed, key_of

#: Question id → what was said to it: {"choice": code, "words": text}.
Answers = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Results:
    """What was answered, as far as it is shown."""

    counted: tuple[Counted, ...]
    words: dict[tuple[str, str], list[str]]  # (question, group) → what was written, in no order that tells who
    lost: bool = False  # the inspection's key was destroyed before anybody counted


def survey_for(inspection: Inspection) -> InspectionSurvey | None:
    """Return an inspection's survey; none before its letter was published."""
    return InspectionSurvey.objects.filter(inspection=inspection).first()


def closed_uncounted(now: datetime) -> QuerySet[InspectionSurvey]:
    """Return the surveys that have closed and were not counted out: their answers still lead back to people."""
    return InspectionSurvey.objects.filter(closes_at__lte=now, counted__isnull=True).order_by("closes_at")


def key_stands(inspection_id: UUID) -> bool:
    """Return whether what was sealed of an inspection can still be opened."""
    try:
        key_of(inspection_id)
    except KeyDestroyed:
        return False
    return True


def answered(answers: Iterable[tuple[str, Answers]]) -> list[Answered]:
    """Return answers, each of a group, as they are counted: what was chosen, and to what something was written."""
    return [
        Answered(
            group,
            {id: given.get("choice", "") for id, given in said.items()},
            frozenset(id for id, given in said.items() if given.get("words", "").strip()),
        )
        for group, said in answers
    ]


def own_answer(person: Person, survey: InspectionSurvey) -> tuple[str, Answers]:
    """Return the group somebody answered in and what they said so far; ("", {}) where they have not, or the survey was closed."""
    found = SurveyAnswer.objects.filter(survey=survey, whose=whose(survey, person)).first() if survey.tie else None
    return (found.group, found.said) if found else ("", {})


def results_of(inspection: Inspection, survey: InspectionSurvey) -> Results:
    """Return what was answered in a survey that was counted out, with small groups left out."""
    held: list[dict[str, Any]] = survey.counted or []
    counted = tuple(
        Counted(
            row["question"],
            row["group"],
            row["answered"],
            tuple((code, number) for code, number in row["counts"]) if row["counts"] is not None else None,
        )
        for row in held
    )
    readable = key_stands(inspection.pk)  # the counts stay, the words are gone with all that was sealed
    return Results(counted, _words(inspection, survey) if readable else {}, lost=not held and not readable)


def _words(inspection: Inspection, survey: InspectionSurvey) -> dict[tuple[str, str], list[str]]:
    """Return the words written to each question by each group of which enough answered it, sorted by themselves."""
    answers = [(answer.group, answer.said) for answer in SurveyAnswer.objects.filter(survey=survey)]
    found: dict[tuple[str, str], list[str]] = {}
    for question, group in parts_shown(inspection.framework, answered(answers)):
        said = [given.get(question, {}).get("words", "").strip() for of, given in answers if of == group]
        if words := sorted(filter(None, said)):
            found[question, group] = words
    return found
