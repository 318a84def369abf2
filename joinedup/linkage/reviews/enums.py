"""Fixed words of clerical review."""

from django.db.models import TextChoices

from joinedup.linkage.core import reviewing


class Look(TextChoices):
    """Which look at a pair a decision comes of."""

    FIRST = reviewing.FIRST, "First decision"
    SECOND = reviewing.SECOND, "Second look, without seeing the first decision"
    SETTLING = reviewing.SETTLING, "Settled after two people differed"


class PairState(TextChoices):
    """How a pair stands after everything people said of it. The words are those of a list of pairs."""

    UNDECIDED = reviewing.UNDECIDED, "To decide"
    DECIDED = reviewing.DECIDED, "Decided"
    SECOND_LOOK = reviewing.AWAITED, "Second look"
    AGREED = reviewing.AGREED, "Two agree"
    DIFFERING = reviewing.DIFFERING, "Two differ"
    SETTLED = reviewing.SETTLED, "Settled"
