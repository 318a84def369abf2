"""What was answered in a survey, as pictures, tables and rows of a file, each tied to the clauses it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.inspections.core.counted import Counted
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.enums import Group
from joinedup.inspections.survey.queries import Results
from joinedup.method.framework import SurveyQuestion
from joinedup.method.surveys import survey_of

#: Width of a bar when everybody chose the same, in the picture's own units.
WIDTH = 300


@dataclass(frozen=True)
class Bar:
    """One choice in a picture: how many chose it, and how long its bar is."""

    label: str
    number: int
    width: int


@dataclass(frozen=True)
class Part:
    """One question as one group answered it; without `bars` too few did, or it asks for words alone."""

    group: str
    answered: int | None
    bars: list[Bar]
    words: list[str]
    hidden: bool


@dataclass(frozen=True)
class Asked:
    """One question, the clauses it is about, and what each group said."""

    question: SurveyQuestion
    parts: list[Part]


def in_words(inspection: Inspection, results: Results) -> list[Asked]:
    """Return every question with what each group it was put to answered, in the framework's order."""
    counted = {(one.question, one.group): one for one in results.counted}
    return [
        Asked(question, [_part(question, group, counted.get((question.id, group)), results) for group in question.to])
        for question in survey_of(inspection.framework).questions
    ]


def _part(question: SurveyQuestion, group: str, counted: Counted | None, results: Results) -> Part:
    words = results.words.get((question.id, group), [])
    if counted is None or counted.counts is None or counted.answered is None:
        return Part(str(Group(group).label), None, [], words, hidden=bool(question.choices) or not words)
    labels = dict(question.choices)
    bars = [Bar(labels.get(code, code), number, round(WIDTH * number / counted.answered)) for code, number in counted.counts]
    return Part(str(Group(group).label), counted.answered, bars, words, hidden=False)


#: The columns of the file.
COLUMNS = (
    "framework",
    "version",
    "framework_sha256",
    "question",
    "text",
    "clauses",
    "group",
    "answered",
    "choice",
    "label",
    "count",
)


def as_rows(inspection: Inspection, counted: Sequence[Counted]) -> list[dict[str, Any]]:
    """Return what was counted, one row for each choice; null where too few answered. No area and no inspection is named."""
    framework = inspection.framework
    questions = {question.id: question for question in survey_of(framework).questions}
    rows: list[dict[str, Any]] = []
    for one in counted:
        question = questions[one.question]
        numbers = dict(one.counts or ())
        about = {
            "framework": framework.id,
            "version": framework.version,
            "framework_sha256": inspection.framework_sha256,
            "question": question.id,
            "text": question.text,
            "clauses": list(question.clauses),
            "group": one.group,
            "answered": one.answered,
        }
        rows += [{**about, "choice": code, "label": label, "count": numbers.get(code)} for code, label in question.choices]
    return rows
