"""Fixed words of what letters found."""

from django.db.models import TextChoices

from joinedup.library.core.entries import EntryKind as _Kind


class EntryKind(TextChoices):
    """What an entry is, as `core.entries.EntryKind` says it."""

    STRENGTH = _Kind.STRENGTH.value, "Strength"
    IMPROVE = _Kind.IMPROVE.value, "To improve"
    PRIORITY = _Kind.PRIORITY.value, "Priority action"
    PRACTICE = _Kind.PRACTICE.value, "Box: effective practice"
    IMPROVEMENT = _Kind.IMPROVEMENT.value, "Box: improvement"
    BOX = _Kind.BOX.value, "Box"


class Aspect(TextChoices):
    """What an entry can be about."""

    SECTOR = "sector", "Agency"
    TOPIC = "topic", "Topic"
    CRITERION = "criterion", "Criterion"
