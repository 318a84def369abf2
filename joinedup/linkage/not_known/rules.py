"""Who may ask an agency whether it knows a child, and who may answer. Each check raises InspectionRefused; its twin answers."""

from joinedup.areas.models import Agency
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_inspector, is_inspector
from joinedup.linkage.not_known.enums import OPEN, QUESTION_MOVES, SHOWN, Answer, QuestionState
from joinedup.linkage.not_known.models import NotKnownQuestion
from joinedup.linkage.rules import check_can_decide
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_ask_about(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the team, and any stage before the lists or after the letter is signed."""
    check_is_inspector(person, inspection)
    _check_stage(inspection)


def can_ask_about(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_ask_about` would pass."""
    return passes(check_can_ask_about, person, inspection)


def check_takes_part(agency: Agency, inspection: Inspection) -> None:
    """Refuse to ask an agency that takes no part: no child's name goes to anybody who is not in the inspection."""
    if not agencies(inspection).filter(pk=agency.pk).exists():
        raise InspectionRefused(f"{agency} takes no part in this inspection, so it cannot be asked about a child.")


def check_can_answer(person: Person, question: NotKnownQuestion) -> None:
    """Refuse everyone outside the agency asked, a question that was answered or withdrawn, and a signed letter."""
    if not answers_for(person, question.inspection, question.agency):
        raise InspectionRefused(f"Only people of {question.agency} can answer this question.")
    _check_stage(question.inspection)
    _check_move(question, QuestionState.ANSWERED)


def can_answer(person: Person, question: NotKnownQuestion) -> bool:
    """Return whether `check_can_answer` would pass."""
    return passes(check_can_answer, person, question)


def check_can_move_question(person: Person, question: NotKnownQuestion, to: QuestionState) -> None:
    """Refuse everyone outside the team, and a move the table of states does not give the team."""
    check_can_ask_about(person, question.inspection)
    _check_move(question, to)


def can_move_question(person: Person, question: NotKnownQuestion, to: QuestionState) -> bool:
    """Return whether `check_can_move_question` would pass."""
    return passes(check_can_move_question, person, question, to)


def check_can_decide_found(person: Person, question: NotKnownQuestion) -> None:
    """Refuse where nothing was found to decide about, and whenever pairs cannot be decided."""
    if question.answer != Answer.FOUND:
        raise InspectionRefused("The agency has not said that it found the child, so there is nothing to decide.")
    check_can_decide(person, question.run)


def can_decide_found(person: Person, question: NotKnownQuestion) -> bool:
    """Return whether `check_can_decide_found` would pass."""
    return passes(check_can_decide_found, person, question)


def check_can_read_question(person: Person, question: NotKnownQuestion) -> None:
    """Refuse everyone but the team, and the people of the agency asked while the question stands and answers are taken."""
    if not NotKnownQuestion.objects.all().visible_to(person).filter(pk=question.pk).exists():
        raise InspectionRefused("Only this inspection's team and the agency asked can read this.")
    if is_inspector(person, question.inspection):
        return
    if question.state not in SHOWN:
        raise InspectionRefused("This question no longer stands, so who the child is is not shown any more.")
    if Stage(question.inspection.stage) not in OPEN:
        raise InspectionRefused("Answers are no longer taken, so who the child is is not shown any more.")


def can_read_question(person: Person, question: NotKnownQuestion) -> bool:
    """Return whether `check_can_read_question` would pass."""
    return passes(check_can_read_question, person, question)


def check_supports(question: NotKnownQuestion) -> None:
    """Refuse to rest anything on a question that is not answered: the lists alone never say that an agency did not know a child."""
    if question.state == QuestionState.ANSWERED:
        return
    now = {
        QuestionState.ASKED: "has not been answered yet",
        QuestionState.ASKED_AGAIN: "was asked again, so its answer no longer stands",
        QuestionState.WITHDRAWN: "was withdrawn",
    }[QuestionState(question.state)]
    raise InspectionRefused(
        f"Question {question.number} to {question.agency} {now}. Only an answered question can support a note or a finding."
    )


def supports(question: NotKnownQuestion) -> bool:
    """Return whether `check_supports` would pass."""
    return passes(check_supports, question)


def _check_move(question: NotKnownQuestion, to: QuestionState) -> None:
    state = QuestionState(question.state)
    if (state, to) not in QUESTION_MOVES:
        raise InspectionRefused(f"A question that is “{state.label.lower()}” cannot become “{to.label.lower()}”.")


def _check_stage(inspection: Inspection) -> None:
    stage = Stage(inspection.stage)
    if stage not in OPEN:
        raise InspectionRefused(
            "Agencies are asked about children, and answer, from the first lists until the letter is signed. "
            f"This inspection is at “{stage.label}”."
        )
