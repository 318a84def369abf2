"""What people answered in a survey, counted so that nobody can be told from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.method.framework import Framework, SurveyQuestion
from joinedup.method.surveys import GROUPS, survey_of


@dataclass(frozen=True)
class Answered:
    """One person's answers: question id → the code chosen ("" for none), and the questions something was written to."""

    group: str
    chosen: Mapping[str, str]
    wrote: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counted:
    """One question as one group answered it. `answered` and `counts` are null where too few answered to show anything."""

    question: str
    group: str
    answered: int | None
    counts: tuple[tuple[str, int], ...] | None  # code → how many chose it, in the framework's order


def count_answers(framework: Framework, answers: Sequence[Answered]) -> tuple[Counted, ...]:
    """Return each question of choice by each group it is put to, in the framework's order.

    Fewer than `fewest` of a group, or of those of it who answered the question, and nothing is shown: neither how many nor what.
    There is no sum over groups, so that a group left out cannot be worked out from the others.
    """
    survey = survey_of(framework)
    return tuple(
        _count(question, group, answers, survey.fewest)
        for question in survey.questions
        if question.choices
        for group in GROUPS
        if group in question.to
    )


def parts_shown(framework: Framework, answers: Sequence[Answered]) -> tuple[tuple[str, str], ...]:
    """Return each (question, group) of which anything may be shown, in the framework's order: enough of the group answered it.

    A question of choice is answered by choosing, one that asks for words by writing. Who answered nothing, or other questions
    only, counts for none: among five answers of which four are blank the fifth would stand alone.
    """
    survey = survey_of(framework)
    return tuple(
        (question.id, group)
        for question in survey.questions
        for group in GROUPS
        if group in question.to and sum(_answered(question, one) for one in answers if one.group == group) >= survey.fewest
    )


def _answered(question: SurveyQuestion, one: Answered) -> bool:
    if question.choices:
        return one.chosen.get(question.id, "") in dict(question.choices)
    return question.id in one.wrote


def _count(question: SurveyQuestion, group: str, answers: Sequence[Answered], fewest: int) -> Counted:
    codes = [code for code, _ in question.choices]
    chosen = [one.chosen.get(question.id, "") for one in answers if one.group == group]
    known = [code for code in chosen if code in codes]
    if len(known) < fewest:
        return Counted(question.id, group, None, None)
    return Counted(question.id, group, len(known), tuple((code, known.count(code)) for code in codes))
