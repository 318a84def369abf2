"""Every wording of a passage. Nothing here is changed or removed; all writing goes through `letter.history.keeping`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.evidence.together.models import TeamsRows
from joinedup.letter.history.enums import PassageChange
from joinedup.vault.fields import SealedJSON


class PassageVersion(Unchanged):
    """A passage as it stood after one change: its words, its place, and every link to evidence with the hash it was pinned to.

    `passage` is the passage's id and no foreign key: the history of a passage outlives it. `said` holds text, section, heading,
    position, box (id, section, position, kind, title; null outside a box), findings (ids) and spans (`letter.spans.keeping`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="versions")
    passage = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()  # the passage's first, second … version
    change = models.CharField(max_length=10, choices=PassageChange.choices)
    said = SealedJSON()
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("at", "number")
        constraints = (models.UniqueConstraint(fields=("passage", "number"), name="letter_one_passage_version_a_number"),)

    def __str__(self) -> str:
        return f"Version {self.number}"
