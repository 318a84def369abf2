"""Fixed words of selection, and the one table of a tracked child's states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Role


class TrackedState(TextChoices):
    TRACKED = "tracked", "Tracked"
    LEFT_OUT = "left_out", "Left out"  # moved away, no consent, a live criminal case …


#: (from, to) → who may. Everything not here is refused.
MOVES: Final[dict[tuple[TrackedState, TrackedState], frozenset[Role]]] = {
    (TrackedState.TRACKED, TrackedState.LEFT_OUT): frozenset({Role.LEAD}),
    (TrackedState.LEFT_OUT, TrackedState.TRACKED): frozenset({Role.LEAD}),  # consent given after all
}
