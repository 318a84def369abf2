"""Who of another team may read a draft beside their own, and what came of it.

All writing goes through `letter.consistency.actions`.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, Unchanged
from joinedup.letter.consistency.enums import Outcome
from joinedup.vault.fields import SealedText


class SharedLetter(Kept):
    """That a lead inspector lets somebody of another team of the round read the draft's passages beside their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="shared_with")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("letter", "shared_at")
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "person"), condition=models.Q(ended_at=None), name="letter_shared_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter_id} with {self.person_id}"


class WordingSettled(Unchanged):
    """What came of reading one passage beside other letters of the round: changed or left, why, from which words to which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="settled")
    passage = models.UUIDField()  # its id: the passage may be taken out later
    criterion = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    before = SealedText()
    after = SealedText()
    why = SealedText()
    beside = models.JSONField(default=list)  # ids of the letters it was read beside
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("letter", "at")
        verbose_name_plural = "wordings settled"

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.criterion}"
