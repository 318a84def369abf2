"""Who may read a frozen document before its moment, and from when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept


class EmbargoReader(Kept):
    """One person who reads one document under embargo, from a moment on; ended, the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey("publication.Publication", on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reads_from = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("named_at",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "person"), condition=Q(ended_at=None), name="publication_reader_once"),
        )

    def __str__(self) -> str:
        return f"Reader {self.pk}"
