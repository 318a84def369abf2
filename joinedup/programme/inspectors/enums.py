"""Fixed words of the register of inspectors."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.recusals.enums import InterestKind  # noqa: F401  the kinds are one list, declared here and said there


class Grade(TextChoices):
    """How long somebody has inspected: what keeps a team mixed."""

    NEW = "new", "New to joint inspections"
    INSPECTOR = "inspector", "Inspector"
    EXPERIENCED = "experienced", "Experienced inspector"


class Specialism(TextChoices):
    """What somebody inspects; the words of a framework's team."""

    SOCIAL_CARE = "social_care", "Social care"
    SCHOOLS = "schools", "Schools"
    HEALTH = "health", "Health"
    POLICING = "policing", "Policing"
    PROBATION = "probation", "Probation"


class AwayKind(TextChoices):
    """Why somebody does no work on inspections for a time. No reason of health is ever asked for."""

    LEAVE = "leave", "Leave"
    TRAINING = "training", "Training"
    OTHER = "other", "Other work"


class Holds(TextChoices):
    """What a declared interest does to a plan."""

    BLOCKS = "blocks", "Keeps them away from the area"
    WARNS = "warns", "Is weighed, and does not keep them away"


#: Days of a working pattern, in order.
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")
