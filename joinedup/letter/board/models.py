"""Why a letter is not where its calendar says. All writing goes through `letter.board.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.vault.fields import SealedText


class SlipReason(Unchanged):
    """Why one step of a letter comes after its day, as its lead inspector says it. Never changed; the last one of a step holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=60)  # of the framework's calendar
    due = models.DateField()  # the day it was due when this was said
    expected = models.DateField(null=True)  # when the lead expects it now; null: not known
    why = SealedText()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("inspection", "said_at")

    def __str__(self) -> str:
        return f"{self.step}, due {self.due}"
