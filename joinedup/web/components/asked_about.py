"""How a question to an agency about a child stands, in words. Asked and not answered is never confirmed not known."""

from collections.abc import Mapping
from typing import Final

from joinedup.linkage.enums import Decision
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known.enums import Answer, QuestionState
from joinedup.linkage.reviews.standing import is_withdrawn
from joinedup.web.components.dates import day, moment


def asked_in_words(question: NotKnownQuestion) -> str:
    """Return how a question stands, in words: asked and not answered is never the same as confirmed not known."""
    if question.state == QuestionState.ASKED:
        return f"Asked, not answered yet: due {moment(question.due_at)}"
    if question.state == QuestionState.WITHDRAWN:
        return "Withdrawn"
    said = _ANSWERED[Answer(question.answer)].format(day=day(question.answered_at))
    said = f"{said}: {_decided(question)}" if question.answer == Answer.FOUND else said
    return f"{said} (asked again since)" if question.state == QuestionState.ASKED_AGAIN else said


def in_one_line(question: NotKnownQuestion) -> str:
    """Return a question as one line to choose from: “Question 4, Police, Child 4: confirmed not known on 3 May 2026”."""
    stands = asked_in_words(question)
    return f"Question {question.number}, {question.agency.name}, {question.code}: {stands[:1].lower()}{stands[1:]}"


def _decided(question: NotKnownQuestion) -> str:
    if question.decision is None:
        return "whether it is this child’s is not decided yet"
    if is_withdrawn(question.decision):
        return "whether it is this child’s is open again, the decision was taken back"
    return _DECIDED[Decision(question.decision.decision)]


_ANSWERED: Final[Mapping[Answer, str]] = {
    Answer.FOUND: "A record found on {day}",
    Answer.RECORDING_ERROR: "Recording error, said on {day}",
    Answer.NOT_KNOWN: "Confirmed not known on {day}",
}


_DECIDED: Final[Mapping[Decision, str]] = {
    Decision.ACCEPT: "held to be this child’s",
    Decision.REFUSE: "held to be somebody else’s",
    Decision.CANNOT_TELL: "whether it is this child’s cannot be told",
}
