"""Fixed words of intake, and its two tables of states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage


class ItemKind(TextChoices):
    """What an agency can be asked for."""

    LIST = "list", "List"
    DOCUMENT = "document", "Document"
    MEETING = "meeting", "Meeting to observe"
    CASE_FILE = "case_file", "Case files"
    QUESTION = "question", "Question"


class RequestState(TextChoices):
    """How a data request stands."""

    ASKED = "asked", "Asked"
    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted"
    NOT_HELD = "not_held", "Not held"


class SubmissionState(TextChoices):
    """How one submission stands. A superseded one is kept for ever, and no longer counts."""

    RECEIVED = "received", "Received"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    SUPERSEDED = "superseded", "Superseded"


class Coverage(TextChoices):
    """Whom a list covers, as its sender says; the framework has the words it is asked in."""

    AREA = "area", "This authority alone"
    WIDER = "wider", "A wider area"


class ExtensionState(TextChoices):
    """How a wish for more time stands, or an extension the team gave unasked."""

    ASKED = "asked", "Asked for"
    GIVEN = "given", "Given"
    REFUSED = "refused", "Not given"


class QuestionState(TextChoices):
    """How a question of the query log stands."""

    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    AGAIN = "again", "Asked again"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: `Question.item` of “Is this child known to you?”: one child, one agency. Its own page answers it (`linkage.not_known.models`).
NOT_KNOWN: Final = "not-known"


class EntryKind(TextChoices):
    """What was said or done about a question, one entry each, none ever changed."""

    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    AGAIN = "again", "Asked again"
    WITHDRAWN = "withdrawn", "Withdrawn"
    USED = "used", "Answer used instead of asking again"


class Side(TextChoices):
    """Who may make a move: somebody of the agency asked, or of the inspection's team."""

    AGENCY = "agency", "The agency asked"
    TEAM = "team", "The inspection's team"


#: (from, to) → who. Everything not here is refused.
REQUEST_MOVES: Final[dict[tuple[RequestState, RequestState], Side]] = {
    (RequestState.ASKED, RequestState.RECEIVED): Side.AGENCY,
    (RequestState.ASKED, RequestState.NOT_HELD): Side.AGENCY,
    (RequestState.NOT_HELD, RequestState.RECEIVED): Side.AGENCY,  # it was found after all
    (RequestState.NOT_HELD, RequestState.ASKED): Side.TEAM,  # asked again
    (RequestState.RECEIVED, RequestState.RECEIVED): Side.AGENCY,  # sent again before anybody looked
    (RequestState.RECEIVED, RequestState.ACCEPTED): Side.TEAM,
    (RequestState.RECEIVED, RequestState.ASKED): Side.TEAM,  # refused: please send again
    (RequestState.ACCEPTED, RequestState.RECEIVED): Side.AGENCY,  # a better one; the accepted one counts until it is accepted
}

#: (from, to) → who.
SUBMISSION_MOVES: Final[dict[tuple[SubmissionState, SubmissionState], Side]] = {
    (SubmissionState.RECEIVED, SubmissionState.ACCEPTED): Side.TEAM,
    (SubmissionState.RECEIVED, SubmissionState.REFUSED): Side.TEAM,
    (SubmissionState.RECEIVED, SubmissionState.SUPERSEDED): Side.AGENCY,  # sent again before anybody looked
    (SubmissionState.ACCEPTED, SubmissionState.SUPERSEDED): Side.TEAM,  # a later one was accepted
}

#: (from, to) → who. An extension the team gives unasked begins as given.
EXTENSION_MOVES: Final[dict[tuple[ExtensionState, ExtensionState], Side]] = {
    (ExtensionState.ASKED, ExtensionState.GIVEN): Side.TEAM,
    (ExtensionState.ASKED, ExtensionState.REFUSED): Side.TEAM,
}

#: (from, to) → who.
QUESTION_MOVES: Final[dict[tuple[QuestionState, QuestionState], Side]] = {
    (QuestionState.ASKED, QuestionState.ANSWERED): Side.AGENCY,
    (QuestionState.ASKED, QuestionState.WITHDRAWN): Side.TEAM,
    (QuestionState.ANSWERED, QuestionState.ANSWERED): Side.AGENCY,  # the agency adds to its answer, or puts it right
    (QuestionState.ANSWERED, QuestionState.AGAIN): Side.TEAM,  # the answer leaves something open
    (QuestionState.AGAIN, QuestionState.ANSWERED): Side.AGENCY,
    (QuestionState.AGAIN, QuestionState.WITHDRAWN): Side.TEAM,
}

#: Stages in which agencies are asked, and in which what they send is taken in.
ASKING: Final = (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK)
SENDING: Final = (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
