"""Who may put questions, answer them and take them back. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import answers_for, check_is_inspector, is_inspector
from joinedup.intake.enums import NOT_KNOWN, QUESTION_MOVES, QuestionState, Side
from joinedup.intake.models import Question
from joinedup.intake.rules import IntakeRefused, check_may_add_to
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_put_questions(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the team, and any stage in which agencies are not asked or nothing is taken in."""
    check_is_inspector(person, inspection)
    check_may_add_to(inspection)


def can_put_questions(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_put_questions` would pass."""
    return passes(check_can_put_questions, person, inspection)


def check_takes_part(agency: Agency, inspection: Inspection) -> None:
    """Refuse to ask an agency that takes no part in the inspection."""
    if not inspection.agencies.filter(agency=agency).exists():
        raise IntakeRefused(f"{agency} takes no part in this inspection.")


def check_can_move_question(person: Person, question: Question, to: QuestionState) -> None:
    """Refuse a move the table of states does not hold, whoever is not on the side that makes it, and any stage too late.

    A question whether one child is known is answered, asked again and withdrawn through its own page alone.
    """
    if question.item == NOT_KNOWN:
        raise IntakeRefused("This question is about one child. Go to its own page to answer it, ask again or withdraw it.")
    side = QUESTION_MOVES.get((QuestionState(question.state), to))
    if side is None:
        state = QuestionState(question.state).label.lower()
        raise IntakeRefused(f"A question that was {state} cannot become {to.label.lower()}.")
    if side == Side.TEAM:
        check_is_inspector(person, question.inspection)
    elif not answers_for(person, question.inspection, question.agency):
        raise IntakeRefused(f"Only people of {question.agency} can answer this question.")
    check_may_add_to(question.inspection)


def can_move_question(person: Person, question: Question, to: QuestionState) -> bool:
    """Return whether `check_can_move_question` would pass."""
    return passes(check_can_move_question, person, question, to)


def check_can_use_answer(person: Person, question: Question) -> None:
    """Refuse everyone outside the team, and the answer of a question that was withdrawn."""
    check_can_put_questions(person, question.inspection)
    if question.state == QuestionState.WITHDRAWN:
        raise IntakeRefused("This question was withdrawn: there is no answer to use.")


def can_use_answer(person: Person, question: Question) -> bool:
    """Return whether `check_can_use_answer` would pass."""
    return passes(check_can_use_answer, person, question)


def check_can_read_question(person: Person, question: Question) -> None:
    """Refuse everyone but the inspection's team and the agency it was put to."""
    if not is_inspector(person, question.inspection) and not answers_for(person, question.inspection, question.agency):
        raise IntakeRefused("Only this inspection's team and the agency asked can read this question.")


def can_read_question(person: Person, question: Question) -> bool:
    """Return whether `check_can_read_question` would pass."""
    return passes(check_can_read_question, person, question)
