"""Fixed words of the calendars of others."""

from django.db.models import TextChoices


class VisitKind(TextChoices):
    """What kind of inspection takes up a place; the words of a framework's gaps."""

    ILACS = "ilacs", "Children’s services (ILACS)"
    SEND = "send", "Special educational needs and disabilities"
    HEALTH = "health", "Health services"
    POLICE = "police", "Police force (PEEL, child protection)"
    PROBATION = "probation", "Probation"
    YOUTH = "youth", "Youth justice"
    JOINT = "joint", "Joint targeted area inspection"
    OTHER = "other", "Another inspection"
