"""Fixed words of plans."""

from django.db.models import TextChoices


class PlanState(TextChoices):
    """How far a run of the roster is."""

    RUNNING = "running", "Running"
    PLANNED = "planned", "Planned"
    CLASHES = "clashes", "Rules clash"
    FAILED = "failed", "Broken off"


class WishKind(TextChoices):
    """What people lay down before the rest is planned."""

    WEEK = "week", "Fieldwork in this week"
    PIN = "pin", "This inspector goes"
    LEAD = "lead", "This inspector leads"
    FORBID = "forbid", "This inspector does not go"
