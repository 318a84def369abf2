"""Fixed words of the survey."""

from django.db.models import TextChoices


class Group(TextChoices):
    """Who answers; the same words as `method.surveys.GROUPS`."""

    STAFF = "staff", "Staff of agencies"
    LEADERS = "leaders", "Leaders of agencies"
    INSPECTORS = "inspectors", "Inspectors"
