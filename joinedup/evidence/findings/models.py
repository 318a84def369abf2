"""Every wording of a finding, and when each was fed back. All writing goes through `findings.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.evidence.together.models import TeamsRows
from joinedup.vault.fields import SealedJSON, SealedText


class FindingVersion(Unchanged):
    """One wording of a finding, never changed. What stands now stands on the finding itself too.

    `said` holds what the finding said: text, direction, criterion, also, sectors, agencies, known_to_leaders, acted (what, on,
    seen_by) and notes ("note:revision" each).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    said = SealedJSON()
    hash = models.CharField(max_length=64, unique=True)
    why = SealedText(default="")  # why it was changed; "" for the first
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("finding", "number")
        constraints = (models.UniqueConstraint(fields=("finding", "number"), name="evidence_one_finding_version_a_number"),)

    def __str__(self) -> str:
        return f"Version {self.number}"


class FedBack(Unchanged):
    """That a finding was fed back, in which wording, when, and at which meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="fed_back")
    version = models.ForeignKey(FindingVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    meeting = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "fed back"

    def __str__(self) -> str:
        return f"Fed back on {self.on}"
