"""The hints its writers dismissed. All writing goes through `letter.style.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept
from joinedup.vault.fields import SealedText


class HintDismissed(Kept):
    """That somebody looked at a hint and leaves the passage as it is. Its words are kept: one that says another thing is new."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="hints_dismissed")
    passage = models.UUIDField()  # its id: the passage may be taken out later
    kind = models.CharField(max_length=10)
    sentence = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    brought_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    brought_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("letter", "at", "id")
        verbose_name_plural = "hints dismissed"

    def __str__(self) -> str:
        return f"{self.kind} at {self.passage}"
