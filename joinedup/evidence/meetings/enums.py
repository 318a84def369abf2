"""How a team meeting stands, and the one table of its moves."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Role


class MeetingState(TextChoices):
    HELD = "held", "Being held"
    CLOSED = "closed", "Closed"


#: (from, to) → who may. Everything not here is refused: what comes up later belongs into the next meeting.
MEETING_MOVES: Final[dict[tuple[MeetingState, MeetingState], frozenset[Role]]] = {
    (MeetingState.HELD, MeetingState.CLOSED): frozenset({Role.LEAD, Role.INSPECTOR}),
}
