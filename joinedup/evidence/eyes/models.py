"""Who was named to read a note for restricted eyes, and when a restriction was lifted. All writing goes through `eyes.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.vault.fields import SealedText


class NoteReader(models.Model):
    """Somebody named to read a note for restricted eyes, outside its author's inspectorate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("named_at",)
        constraints = (models.UniqueConstraint(fields=("note", "person"), name="a_reader_is_named_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} reads {self.note_id}"


class NoteLift(Unchanged):
    """That a note was opened to the whole team, and why. `covers` are the revisions that no longer restrict it.

    A restricting revision that arrives later, which whoever lifted had not seen, restricts it again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="lifts")
    covers = models.JSONField()  # ids of revisions
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"Lifted on {self.note_id}"
