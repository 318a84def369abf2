"""Reading surveys. Nothing here returns an answer together with a person."""

from dataclasses import dataclass
from typing import Any

from joinedup.inspections.core.counted import Counted, groups_shown
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from joinedup.inspections.survey.tie import whose
from joinedup.method.surveys import GROUPS, survey_of
from joinedup.people.models import Person
from joinedup.vault.keys import KeyDestroyed, key_of

#: Question id → what was said to it: {"choice": code, "words": text}.
Answers = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Results:
    """What was answered, as far as it is shown."""

    counted: tuple[Counted, ...]
    words: dict[tuple[str, str], list[str]]  # (question, group) → what was written, in no order that tells who


def survey_for(inspection: Inspection) -> InspectionSurvey | None:
    """Return an inspection's survey; none before its letter was published."""
    return InspectionSurvey.objects.filter(inspection=inspection).first()


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
    return Results(counted, _words(inspection, survey))


def _words(inspection: Inspection, survey: InspectionSurvey) -> dict[tuple[str, str], list[str]]:
    """Return the words written to each question by each group shown, sorted by themselves; none once the key is destroyed."""
    try:
        key_of(inspection.pk)
    except KeyDestroyed:  # the counts stay, the words are gone with all that was sealed
        return {}
    answers, asked = list(SurveyAnswer.objects.filter(survey=survey)), survey_of(inspection.framework)
    shown = groups_shown(inspection.framework, [answer.group for answer in answers])
    found: dict[tuple[str, str], list[str]] = {}
    for question in asked.questions:
        for group in GROUPS:
            said = sorted(
                words
                for answer in answers
                if answer.group == group and (words := answer.said.get(question.id, {}).get("words", "").strip())
            )
            if said and group in shown:
                found[question.id, group] = said
    return found
