"""Corrections of published letters, and who signed which wording of one. The words are sealed until they are published."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.vault.fields import SealedJSON


class Correction(Kept):
    """Other words for passages of one published version. Of a letter one is proposed at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="corrections")
    corrects = models.ForeignKey("publication.Publication", on_delete=models.PROTECT, related_name="+")
    published = models.OneToOneField("publication.Publication", on_delete=models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED)
    changes = SealedJSON(default=dict)  # id of a passage → its new words
    why = models.TextField()  # everybody reads it beside the version that was corrected
    version = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(fields=("letter",), condition=Q(state="proposed"), name="letter_one_correction_at_a_time"),
        )

    def __str__(self) -> str:
        return f"Correction {self.pk}"


class CorrectionSignature(Kept):
    """That one inspectorate signed one exact wording of a correction. A later change voids it; it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="signatures")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=64)
    signed_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("signed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("correction", "inspectorate"), condition=Q(voided_at=None), name="letter_correction_signed_once"
            ),
        )

    def __str__(self) -> str:
        return f"Signature {self.pk}"
