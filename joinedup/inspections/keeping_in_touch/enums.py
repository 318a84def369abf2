"""Fixed words of meetings with agencies, and the one table of what is followed up."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.seeing import Side


class TalkKind(TextChoices):
    """Which kind of meeting with agencies."""

    SET_UP = "set_up", "Set-up discussion"
    KEEP_IN_TOUCH = "keep_in_touch", "Keep-in-touch meeting"


class PointKind(TextChoices):
    """What one point of a meeting's record is."""

    SAID = "said", "Said"
    AGREED = "agreed", "Agreed"
    OPEN = "open", "Left open"
    DISPUTED = "disputed", "Disputed"


class ViewKind(TextChoices):
    """What an agency says of the record of a meeting it was at."""

    READ = "read", "Read, nothing to add"
    DIFFERENTLY = "differently", "We saw it differently"


class FollowUpState(TextChoices):
    """How something that was to be done after a meeting stands."""

    OPEN = "open", "To be done"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


_TEAM: Final = frozenset({Side.TEAM})
_BOTH: Final = frozenset(Side)  # the agency only where it is the agency's to do

#: (from, to) → who may. Everything not here is refused.
FOLLOW_UP_MOVES: Final[dict[tuple[FollowUpState, FollowUpState], frozenset[Side]]] = {
    (FollowUpState.OPEN, FollowUpState.OPEN): _BOTH,  # how far it is, or a later day
    (FollowUpState.OPEN, FollowUpState.DONE): _BOTH,
    (FollowUpState.OPEN, FollowUpState.DROPPED): _TEAM,
    (FollowUpState.DONE, FollowUpState.OPEN): _TEAM,  # it was not done after all
    (FollowUpState.DROPPED, FollowUpState.OPEN): _TEAM,
}
