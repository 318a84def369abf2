"""How a final feedback meeting stands, what may be said back, and the tables of both."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Role


class FeedbackState(TextChoices):
    PREPARED = "prepared", "Being prepared"
    GIVEN = "given", "Given"


#: (from, to) → who may. Everything not here is refused: what was said is said.
FEEDBACK_MOVES: Final[dict[tuple[FeedbackState, FeedbackState], frozenset[Role]]] = {
    (FeedbackState.PREPARED, FeedbackState.GIVEN): frozenset({Role.LEAD}),
}


class Reply(TextChoices):
    """What an agency says to a finding that was fed back."""

    ACCEPTED = "accepted", "Accepted"
    DISPUTED = "disputed", "Disputed"
    PROMISED = "promised", "Further evidence promised"
    CAME = "came", "The further evidence came"
    NOT_COMING = "not_coming", "No further evidence comes"


#: What may be said first, and after what an agency said last of one finding. Only what was promised can come, or not come.
SAID_AFTER: Final[dict[Reply | None, tuple[Reply, ...]]] = {
    None: (Reply.ACCEPTED, Reply.DISPUTED, Reply.PROMISED),
    Reply.ACCEPTED: (Reply.DISPUTED, Reply.PROMISED),
    Reply.DISPUTED: (Reply.ACCEPTED, Reply.PROMISED),
    Reply.PROMISED: (Reply.CAME, Reply.NOT_COMING),
    Reply.CAME: (Reply.ACCEPTED, Reply.DISPUTED, Reply.PROMISED),
    Reply.NOT_COMING: (Reply.ACCEPTED, Reply.DISPUTED, Reply.PROMISED),
}
