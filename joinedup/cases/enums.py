"""Fixed words of selection, and the one table of a tracked child's states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.cases.core.sharing import EQUAL, LARGEST_REMAINDER, PROPORTIONAL
from joinedup.inspections.enums import Role


class TrackedState(TextChoices):
    TRACKED = "tracked", "Tracked"
    LEFT_OUT = "left_out", "Left out"  # moved away, no consent, a live criminal case …


class ReplacedFor(TextChoices):
    """Why a sampled child is left out and the next in order taken."""

    LEFT_AREA = "left_area", "Left the area"
    NO_CONSENT = "no_consent", "No consent"
    CRIMINAL_CASE = "criminal_case", "A live criminal case"
    OTHER = "other", "Another reason"


class Sharing(TextChoices):
    """How the places of a sample were shared among the strata: the words of `core.sharing`."""

    LARGEST_REMAINDER = LARGEST_REMAINDER, "In proportion, the largest remainders first"
    PROPORTIONAL = PROPORTIONAL, "In proportion"
    EQUAL = EQUAL, "Equally on the first level, in proportion below"


#: (from, to) → who may. Everything not here is refused.
MOVES: Final[dict[tuple[TrackedState, TrackedState], frozenset[Role]]] = {
    (TrackedState.TRACKED, TrackedState.LEFT_OUT): frozenset({Role.LEAD}),
    (TrackedState.LEFT_OUT, TrackedState.TRACKED): frozenset({Role.LEAD}),  # consent given after all
}
