"""Fixed words of the register."""

from django.db.models import TextChoices


class Sector(TextChoices):
    """What frameworks and the grid speak of; the same words as `records.shape.SECTORS`."""

    LOCAL_AUTHORITY = "local_authority", "Local authority"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    PROBATION = "probation", "Probation"
    YOUTH_OFFENDING = "youth_offending", "Youth offending"
    EDUCATION = "education", "Education"
    BOARD = "board", "Board or partnership"


class AgencyRole(TextChoices):
    """What a person does for their agency in an inspection."""

    COORDINATOR = "coordinator", "Coordinator"
    CONTRIBUTOR = "contributor", "Contributor"
