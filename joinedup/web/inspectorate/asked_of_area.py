"""What an inspection asks of the area, in view all week on its first page: the questions that wait, the ledger, the days."""

from dataclasses import dataclass

from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import is_secret
from joinedup.intake.models import Question
from joinedup.intake.questions.queries import open_questions
from joinedup.letter.ledger import AskedOfAgency, DaysTaken, ledger_of
from joinedup.web.components.words import hours, number


@dataclass(frozen=True)
class AskedOfArea:
    """The open questions, the ones due first at the top; the ledger's lines by sector and name; the days so far."""

    questions: list[Question]
    rows: list[list[str]]
    days: DaysTaken


def asked_of_area(inspection: Inspection) -> AskedOfArea | None:
    """Return what is asked of the area; null before it is notified."""
    if is_secret(inspection):
        return None
    ledger = ledger_of(inspection)
    waiting = sorted(open_questions(inspection), key=lambda question: question.due_at)
    return AskedOfArea(waiting, [_row(one) for one in ledger.agencies], ledger.days)


def _row(one: AskedOfAgency) -> list[str]:
    counts = (one.items, one.about_children, one.questions, one.reminders)
    return [one.agency, *(number(count) for count in counts), hours(one.hours)]
