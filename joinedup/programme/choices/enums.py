"""Fixed words of the choice."""

from django.db.models import TextChoices


class CameBy(TextChoices):
    """How an area came into a round."""

    CHOICE = "choice", "By the choice"
    SWAP = "swap", "Swapped in"
    URGENT = "urgent", "Put in urgently"


class AreaState(TextChoices):
    """Whether an area is in a round."""

    IN = "in", "In the round"
    OUT = "out", "Taken out"
