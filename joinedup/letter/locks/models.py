"""That somebody holds a section of a letter to write it. All writing goes through `letter.locks.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.vault.fields import SealedText


class SectionHold(models.Model):
    """One person's hold on one section, until it lapses, is given back or is taken over. Kept as it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="holds")
    section = models.CharField(max_length=60)  # a section of the framework's outline
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()  # when it lapses, unless its holder saves something before
    ended_at = models.DateTimeField(null=True)
    taken_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    why = SealedText(default="")  # why it was taken over

    class Meta:
        ordering = ("letter", "section", "taken_at")
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "section"), condition=models.Q(ended_at=None), name="letter_one_hold_a_section"
            ),
        )

    def __str__(self) -> str:
        return f"Hold on {self.section}"
