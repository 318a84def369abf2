"""Fixed words of what later lists change."""

from django.db.models import TextChoices


class Later(TextChoices):
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
    TAKEN_BACK = "back", "Taken back"  # wrongly let in: the child stands on what it stood on before
