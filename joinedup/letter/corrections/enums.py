"""How a correction stands."""

from django.db.models import TextChoices


class CorrectionState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    PUBLISHED = "published", "Published"
    DROPPED = "dropped", "Dropped"
