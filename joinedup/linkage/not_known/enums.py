"""Fixed words of questions at an agency's door, and their table of states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage
from joinedup.intake.enums import Side


class QuestionState(TextChoices):
    """How a question stands. What was answered, asked again or withdrawn is kept for ever."""

    ASKED = "asked", "Asked, not answered yet"
    ANSWERED = "answered", "Answered"
    ASKED_AGAIN = "asked_again", "Asked again"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Answer(TextChoices):
    """What an agency answers to “Is this child known to you?”."""

    FOUND = "found", "Found: we have a record of this child"
    RECORDING_ERROR = "recording_error", "Recording error: we know this child, but our records went wrong"
    NOT_KNOWN = "not_known", "Confirmed: this child is not known to us"


#: (from, to) → who. Everything not here is refused.
QUESTION_MOVES: Final[dict[tuple[QuestionState, QuestionState], Side]] = {
    (QuestionState.ASKED, QuestionState.ANSWERED): Side.AGENCY,
    (QuestionState.ASKED, QuestionState.WITHDRAWN): Side.TEAM,
    (QuestionState.ANSWERED, QuestionState.ASKED_AGAIN): Side.TEAM,  # a new question follows; this answer stays beside it
}

#: States in which the agency asked may open who the child is. Asked again, the later question says it; withdrawn, none does.
SHOWN: Final = (QuestionState.ASKED, QuestionState.ANSWERED)

#: Stages in which agencies are asked whether they know a child, and may answer: from the first lists until the letter is signed.
OPEN: Final = (Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
