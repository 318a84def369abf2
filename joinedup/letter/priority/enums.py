"""Fixed words of a priority action, and its one table of states."""

from typing import Final

from django.db.models import TextChoices


class PriorityState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    DECIDED = "decided", "Decided on: needed"
    NOT_NEEDED = "not_needed", "Decided on: not needed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PriorityEntryKind(TextChoices):
    """What happened to a priority action."""

    PROPOSED = "proposed", "Proposed"
    DECIDED = "decided", "Decided on: needed"
    NOT_NEEDED = "not_needed", "Decided on: not needed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ANSWERED = "answered", "Answered by an agency"


class Who(TextChoices):
    """Who brings a priority action to a state."""

    INSPECTOR = "inspector", "an inspector of the team"
    DECIDER = "decider", "whoever the framework has decide"


#: (from, to) → who may. "" is where nothing is proposed. Everything not here is refused.
PRIORITY_MOVES: Final[dict[tuple[str, PriorityState], Who]] = {
    ("", PriorityState.PROPOSED): Who.INSPECTOR,
    (PriorityState.PROPOSED, PriorityState.DECIDED): Who.DECIDER,
    (PriorityState.PROPOSED, PriorityState.NOT_NEEDED): Who.DECIDER,
    (PriorityState.PROPOSED, PriorityState.WITHDRAWN): Who.INSPECTOR,
    (PriorityState.DECIDED, PriorityState.WITHDRAWN): Who.DECIDER,
}
