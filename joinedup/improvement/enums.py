"""Fixed words of a written statement."""

from typing import Final

from django.db.models import TextChoices


class StatementState(TextChoices):
    """Where a statement stands."""

    DRAFT = "draft", "Being written"
    APPROVED = "approved", "Approved by the statutory partners"
    SENT = "sent", "Sent to the inspectorates"
    ACKNOWLEDGED = "acknowledged", "Acknowledged, being carried out"
    PUT_TO_SCRUTINY = "put_to_scrutiny", "With the scrutineer, to be closed"
    CLOSED = "closed", "Closed"


class Party(TextChoices):
    """Whose step it is."""

    PARTNERS = "partners", "the statutory partners"
    COORDINATOR = "coordinator", "a coordinator of the partnership"
    INSPECTORATE = "inspectorate", "an inspectorate"
    SCRUTINEER = "scrutineer", "the partnership's scrutineer"


class PointKind(TextChoices):
    """Where a point of the letter comes from."""

    PRIORITY = "priority", "Area for priority action"
    IMPROVE = "improve", "What needs to improve"
    PROSE = "prose", "Told in the text"


class ActionState(TextChoices):
    """How far an action has come."""

    PLANNED = "planned", "Not begun"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    DROPPED = "dropped", "Not pursued"


class CopyKind(TextChoices):
    """What the inspectorates were given."""

    SUBMITTED = "submitted", "The statement as sent"
    SHARED = "shared", "Shared later"


#: Sectors of the statutory safeguarding partners: Children Act 2004, section 16E (Working Together 2023, chapter 2).
STATUTORY: Final = ("local_authority", "health", "police")
#: Of these each body of the area is a partner: every council, every force. In health the integrated care board alone is; the
#: register does not tell it from a trust, so that one agency of health approves, and the partnership knows which.
EACH_BODY: Final = ("local_authority", "police")

#: (from, to) → whose step it is. Everything else is refused.
MOVES: Final = {
    (StatementState.DRAFT, StatementState.APPROVED): Party.PARTNERS,
    (StatementState.APPROVED, StatementState.DRAFT): Party.COORDINATOR,
    (StatementState.APPROVED, StatementState.SENT): Party.COORDINATOR,
    (StatementState.SENT, StatementState.ACKNOWLEDGED): Party.INSPECTORATE,
    (StatementState.ACKNOWLEDGED, StatementState.PUT_TO_SCRUTINY): Party.COORDINATOR,
    (StatementState.PUT_TO_SCRUTINY, StatementState.ACKNOWLEDGED): Party.SCRUTINEER,
    (StatementState.PUT_TO_SCRUTINY, StatementState.CLOSED): Party.SCRUTINEER,
}
