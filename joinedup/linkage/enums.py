"""Fixed words of linkage, and its table of states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage


class RunState(TextChoices):
    """How a link run stands."""

    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    FAILED = "failed", "Failed"


class Decision(TextChoices):
    """What a person says of two records."""

    ACCEPT = "accept", "The same person"
    REFUSE = "refuse", "Two people"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


#: (from, to) a run may go. Everything not here is refused.
RUN_MOVES: Final = frozenset({(RunState.RUNNING, RunState.FINISHED), (RunState.RUNNING, RunState.FAILED)})

#: Stages in which lists are linked and pairs decided: from the first lists until fieldwork ends.
LINKING: Final = (Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK)
