"""Fixed words of what later lists change."""

from django.db.models import TextChoices


class Later(TextChoices):
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
