"""Fixed words of reading letters side by side."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """What came of reading a passage beside those of other letters."""

    CHANGED = "changed", "Changed"
    KEPT = "kept", "Left as it is"
