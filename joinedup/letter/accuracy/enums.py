"""Fixed words of factual accuracy, and the tables of what may follow what."""

from typing import Final

from django.db.models import TextChoices


class ReplyState(TextChoices):
    """How an agency's reply to one draft stands. Nobody is late: what has not come is awaited."""

    AWAITED = "awaited", "Awaited"
    SENT = "sent", "Comments sent"
    NO_COMMENTS = "no_comments", "No comments"


class Decision(TextChoices):
    """What became of one accuracy point."""

    UNDECIDED = "undecided", "Not decided"
    ACCEPTED = "accepted", "Accepted: the letter is changed"
    PARTLY = "partly", "Accepted in part"
    NOT_ACCEPTED = "not_accepted", "Not accepted"


#: From → to: an agency replies once.
REPLY_MOVES: Final[dict[ReplyState, frozenset[ReplyState]]] = {
    ReplyState.AWAITED: frozenset({ReplyState.SENT, ReplyState.NO_COMMENTS}),
    ReplyState.SENT: frozenset(),
    ReplyState.NO_COMMENTS: frozenset(),
}

_DECIDED = frozenset({Decision.ACCEPTED, Decision.PARTLY, Decision.NOT_ACCEPTED})

#: From → to: a decision may be changed, until the agencies are told; none is taken back to undecided.
DECISION_MOVES: Final[dict[Decision, frozenset[Decision]]] = dict.fromkeys(Decision, _DECIDED)

#: Decisions after which the passage cannot say what it said.
CHANGES: Final = (Decision.ACCEPTED, Decision.PARTLY)
