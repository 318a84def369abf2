"""What has become of something kept aside."""

from django.db.models import TextChoices


class AsideState(TextChoices):
    WAITING = "waiting", "Waiting"
    TAKEN = "taken", "Taken into the notes"
    SETTLED = "settled", "Settled"
