"""Notes linked to lines of enquiry. All writing goes through `enquiring.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.evidence.eyes.seeing import notes_read_by
from joinedup.people.models import Person


class LinkQuerySet(models.QuerySet):
    """Links between notes and lines, which only the team sees."""

    def visible_to(self, person: Person) -> "LinkQuerySet":
        """Return the links in inspections whose team the person is on, to notes they may read."""
        return self.filter(notes_read_by(person, "note__"))


class EnquiryNote(models.Model):
    """That a note speaks to a line of enquiry, and in which wording it did when it was linked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey("cases.Enquiry", on_delete=models.PROTECT, related_name="noted")
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="enquiries")
    revision = models.ForeignKey("evidence.NoteRevision", on_delete=models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ("linked_at",)
        constraints = (models.UniqueConstraint(fields=("enquiry", "note"), name="a_note_speaks_to_a_line_once"),)

    def __str__(self) -> str:
        return f"{self.note_id} on {self.enquiry_id}"


class ClosingNote(models.Model):
    """That a line's closing rests on a note, in the wording the note had then. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    closing = models.ForeignKey("cases.EnquiryEntry", on_delete=models.PROTECT, related_name="rests_on")
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("evidence.NoteRevision", on_delete=models.PROTECT, related_name="+")

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("closing", "note"), name="a_closing_rests_on_a_note_once"),)

    def __str__(self) -> str:
        return f"{self.closing_id} on {self.note_id}"
