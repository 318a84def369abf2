"""What kinds of interruption there are, how one stands, and the one table of its moves."""

from enum import StrEnum
from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage


class InterruptionKind(TextChoices):
    DEFERRAL = "deferral", "Deferral"
    PAUSE = "pause", "Pause"
    INCOMPLETE = "incomplete", "Incomplete"
    ADDITIONAL_EVIDENCE = "additional_evidence", "Additional evidence"


class AskedBy(TextChoices):
    """Who asks for it."""

    AREA = "area", "The area"
    INSPECTORATE = "inspectorate", "An inspectorate"


class InterruptionState(TextChoices):
    ASKED = "asked", "Asked for"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended"


class Mover(StrEnum):
    """Who may move it: any inspector of the team, or whoever decides under the framework."""

    INSPECTOR = "an inspector of the team"
    DECIDER = "whoever decides under the framework"


#: (from, to) → who may. Everything not here is refused: what is refused, withdrawn or ended is asked for anew.
INTERRUPTION_MOVES: Final[dict[tuple[InterruptionState, InterruptionState], Mover]] = {
    (InterruptionState.ASKED, InterruptionState.AGREED): Mover.DECIDER,
    (InterruptionState.ASKED, InterruptionState.REFUSED): Mover.DECIDER,
    (InterruptionState.ASKED, InterruptionState.WITHDRAWN): Mover.INSPECTOR,
    (InterruptionState.AGREED, InterruptionState.ENDED): Mover.DECIDER,
}

#: In which stages each may be asked for.
ASKED_IN: Final[dict[InterruptionKind, tuple[Stage, ...]]] = {
    InterruptionKind.DEFERRAL: (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION),
    InterruptionKind.PAUSE: tuple(Stage)[1:8],  # from notification until the letter is signed
    InterruptionKind.INCOMPLETE: (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING),
    InterruptionKind.ADDITIONAL_EVIDENCE: (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING),
}
#: Those that move the key dates that lie ahead.
MOVES_DATES: Final = frozenset({InterruptionKind.DEFERRAL, InterruptionKind.PAUSE})
