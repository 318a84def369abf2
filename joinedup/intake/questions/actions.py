"""The only writers of the query log."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import due_days
from joinedup.inspections.rules import inspectorate_of
from joinedup.intake.due import end_of_day
from joinedup.intake.enums import NOT_KNOWN, EntryKind, QuestionState
from joinedup.intake.models import Question, QuestionEntry
from joinedup.intake.questions.queries import asked_before, coordinator_of, questions_seen_by
from joinedup.intake.questions.rules import (
    check_can_move_question,
    check_can_put_questions,
    check_can_read_question,
    check_can_use_answer,
    check_takes_part,
)
from joinedup.intake.rules import IntakeRefused, check_hours
from joinedup.method.framework import RequestItem
from joinedup.method.hours import add_working_hours
from joinedup.people.models import Person

#: The most working hours a question may be given: two weeks of eight-hour days.
LONGEST = 80


class AskedBefore(IntakeRefused):
    """A question like this stands in the log already; `questions` are those, the nearest first."""

    def __init__(self, questions: Sequence[Question]) -> None:
        numbers = ", ".join(str(question.number) for question in questions)
        super().__init__(f"A question like this was asked already ({numbers}). Use its answer, or say why yours is asked as well.")
        self.questions = questions


@transaction.atomic
def ask_question(
    *, by: Person, inspection: Inspection, agency: Agency, text: str, purpose: str, hours: int | None = None, despite: str = ""
) -> Question:
    """Put a question to an agency's coordinator, to be answered within working hours (the framework's where none are given).

    Where the log holds one in nearly the same words, nothing is asked and AskedBefore tells them; with `despite`, the reason why
    it is asked all the same, it is. Raises InspectionRefused; ValueError without a question, a purpose or sensible hours.
    """
    _check_said(text, "Write the question.")
    _check_said(purpose, "Say why it is asked: nothing is asked for without a purpose.")
    hours = inspection.framework.working_hours.answer_within if hours is None else hours
    if not 1 <= hours <= LONGEST:
        raise ValueError(f"An answer is given within 1 to {LONGEST} working hours.")
    inspection = _locked_log(inspection)
    check_can_put_questions(by, inspection)
    check_takes_part(agency, inspection)
    before = asked_before(inspection, text, agency)
    if before and not despite.strip():
        raise AskedBefore(before)
    now = timezone.now()
    due_at = add_working_hours(now, hours, inspection.framework.working_hours)
    question = _put(by, inspection, agency, now, due_at, text=text, purpose=purpose, hours=hours)
    _say(question, EntryKind.ASKED, by, despite)
    _log(by, question, "question asked", like=[one.number for one in before])
    return question


def put_framework_question(*, by: Person, inspection: Inspection, agency: Agency, item: RequestItem) -> Question:
    """Put a question of the framework to an agency, in the one numbering. Called within `ask_agencies`, which checks and logs."""
    inspection = _locked_log(inspection)
    due_at = end_of_day(due_days(inspection)(item.due), inspection.framework)
    question = _put(by, inspection, agency, timezone.now(), due_at, item=item.id, text=item.title, purpose=item.purpose)
    _say(question, EntryKind.ASKED, by, "")
    return question


def put_child_question(
    *, by: Person, inspection: Inspection, agency: Agency, text: str, purpose: str, hours: int, due_at: datetime
) -> Question:
    """Put down in the log that an agency is asked whether it knows one child, told by code alone, in the one numbering.

    Called within the action that asks, which checks and logs. Several such questions are alike and none is a duplicate.
    """
    inspection = _locked_log(inspection)
    said = {"text": text, "purpose": purpose, "hours": hours, "item": NOT_KNOWN}
    question = _put(by, inspection, agency, timezone.now(), due_at, **said)
    _say(question, EntryKind.ASKED, by, "")
    return question


def move_child_question(
    *, by: Person, question: Question, to: QuestionState, words: str, hours: Decimal | None = None
) -> QuestionEntry:
    """Put down in the log what became of a question about one child. Called within the action that did it, which checks and logs.

    Raises ValueError for hours below nothing.
    """
    check_hours(hours)
    question.state = to
    question.save(update_fields=["state"])
    return _say(question, EntryKind(to.value), by, words, hours)


@transaction.atomic
def answer_question(*, by: Person, question: Question, words: str, hours: Decimal | None = None) -> QuestionEntry:
    """Answer a question, or add to the answer given; `hours` are the hours of work it took, where the agency states them.

    Raises InspectionRefused; ValueError without an answer or for hours below nothing.
    """
    _check_said(words, "Write the answer.")
    check_hours(hours)
    return _move(by, question, QuestionState.ANSWERED, EntryKind.ANSWERED, words, hours=hours)


@transaction.atomic
def ask_again(*, by: Person, question: Question, words: str, hours: int | None = None) -> QuestionEntry:
    """Ask a question again because its answer leaves something open; the hours to answer begin anew.

    Raises InspectionRefused; ValueError without words or sensible hours.
    """
    _check_said(words, "Say what the answer leaves open.")
    working = question.inspection.framework.working_hours
    hours = working.answer_within if hours is None else hours
    if not 1 <= hours <= LONGEST:
        raise ValueError(f"An answer is given within 1 to {LONGEST} working hours.")
    due_at = add_working_hours(timezone.now(), hours, working)
    return _move(by, question, QuestionState.AGAIN, EntryKind.AGAIN, words, due_at=due_at)


@transaction.atomic
def withdraw_question(*, by: Person, question: Question, words: str) -> QuestionEntry:
    """Take a question back, saying why. It keeps its number. Raises InspectionRefused; ValueError without a reason."""
    _check_said(words, "Say why the question is withdrawn.")
    return _move(by, question, QuestionState.WITHDRAWN, EntryKind.WITHDRAWN, words)


@transaction.atomic
def use_answer(*, by: Person, question: Question, words: str) -> QuestionEntry:
    """Use the answer of a question that stands in the log instead of asking one like it; `words` are what would have been asked.

    Counts as a duplicate avoided. Raises InspectionRefused; ValueError without words.
    """
    _check_said(words, "Write what you would have asked.")
    check_can_use_answer(by, question)
    entry = _say(question, EntryKind.USED, by, words)
    _log(by, question, "answer used instead of asking")
    return entry


def open_question(*, by: Person, question: Question) -> Question:
    """Return a question whose words may be about a child; the reading is logged. Raises InspectionRefused."""
    check_can_read_question(by, question)
    record_read(by=by, chain=str(question.inspection_id), action="question opened", **_about(question))
    return question


def open_log(*, by: Person, inspection: Inspection) -> list[Question]:
    """Return the questions a person may see, in the order they were asked; the reading is logged."""
    seen = list(questions_seen_by(by, inspection))
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": {"questions": len(seen)}}
    record_read(by=by, chain=str(inspection.pk), action="query log opened", **about)
    return seen


def _put(by: Person, inspection: Inspection, agency: Agency, asked_at: datetime, due_at: datetime, **said: object) -> Question:
    last = Question.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"]
    question = Question(
        inspection=inspection,
        agency=agency,
        number=(last or 0) + 1,
        inspectorate=inspectorate_of(by, inspection),
        asked_by=by,
        asked_at=asked_at,
        due_at=due_at,
        goes_to=coordinator_of(agency),
        **said,
    )
    question.save(force_insert=True)
    return question


def _move(
    by: Person,
    question: Question,
    to: QuestionState,
    kind: EntryKind,
    words: str,
    *,
    hours: Decimal | None = None,
    due_at: datetime | None = None,
) -> QuestionEntry:
    question = Question.objects.select_for_update(of=("self",)).select_related("inspection", "agency").get(pk=question.pk)
    check_can_move_question(by, question, to)
    question.state, question.due_at = to, due_at or question.due_at
    question.save(update_fields=["state", "due_at"])
    entry = _say(question, kind, by, words, hours)
    _log(by, question, f"question {kind.label.lower()}")
    return entry


def _say(question: Question, kind: EntryKind, by: Person, words: str, hours: Decimal | None = None) -> QuestionEntry:
    entry = QuestionEntry(
        inspection=question.inspection, question=question, kind=kind, said_by=by, said_at=timezone.now(), words=words, hours=hours
    )
    entry.save(force_insert=True)
    return entry


def _locked_log(inspection: Inspection) -> Inspection:
    """Return the inspection, its row locked, so that two people who ask at once get two numbers."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def _check_said(words: str, sentence: str) -> None:
    if not words.strip():
        raise ValueError(sentence)


def _about(question: Question, **more: object) -> dict[str, object]:
    detail = {"number": question.number, "agency": question.agency.key, **more}
    return {"object_kind": "question", "object_id": str(question.pk), "detail": detail}


def _log(by: Person, question: Question, action: str, **more: object) -> None:
    record(by=by, chain=str(question.inspection_id), action=action, **_about(question, **more))
