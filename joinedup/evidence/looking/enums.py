"""How a gap that somebody took stands, and the one table of its moves."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Role


class GapState(TextChoices):
    GIVEN = "given", "To be looked at"
    LOOKED = "looked", "Looked at"
    DROPPED = "dropped", "Not to be looked at"


class GapEntryKind(TextChoices):
    """What was done about a gap, one entry each, none ever changed."""

    GIVEN = "given", "Given"
    PASSED_ON = "passed_on", "Passed on"
    LOOKED = "looked", "Looked at"
    DROPPED = "dropped", "Not to be looked at"
    AGAIN = "again", "To be looked at again"


INSPECTORS: Final = frozenset({Role.LEAD, Role.INSPECTOR})

#: (from, to) → who may. Everything not here is refused.
GAP_MOVES: Final[dict[tuple[GapState, GapState], frozenset[Role]]] = {
    (GapState.GIVEN, GapState.LOOKED): INSPECTORS,
    (GapState.GIVEN, GapState.DROPPED): INSPECTORS,
    (GapState.LOOKED, GapState.GIVEN): INSPECTORS,
    (GapState.DROPPED, GapState.GIVEN): INSPECTORS,
}

#: What each move is called in the history.
SAID_AS: Final[dict[GapState, GapEntryKind]] = {
    GapState.LOOKED: GapEntryKind.LOOKED,
    GapState.DROPPED: GapEntryKind.DROPPED,
    GapState.GIVEN: GapEntryKind.AGAIN,
}
