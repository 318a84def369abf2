"""The log's two tables. Ids are text, never foreign keys: the log outlives what it speaks of."""

import uuid

from django.db import models

from joinedup.audit.kept import KeptError, Unchanged


class AppendOnlyError(KeptError):
    """Somebody tried to change or remove a line of the log."""

    sentence = "The log is append-only: a line once written is never changed or removed. Write a further line instead."


class Entry(Unchanged):
    """One line: who did or read what, when and why. Nothing about a child but ids, kinds, counts and hashes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.CharField(max_length=36, blank=True)  # an inspection's id, or "" for the rest
    seq = models.PositiveBigIntegerField()  # 1, 2, 3 … within the chain
    at = models.DateTimeField()
    actor = models.CharField(max_length=36, blank=True)  # a person's id; "" for the machine itself
    reading = models.BooleanField(default=False)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    why = models.TextField(blank=True)
    detail = models.TextField(default="{}")  # canonical JSON as text: databases rewrite JSON, and the mac covers its bytes
    previous = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)

    refusal = AppendOnlyError

    class Meta:
        ordering = ("chain", "seq")
        verbose_name_plural = "entries"
        constraints = (models.UniqueConstraint(fields=("chain", "seq"), name="audit_entry_once"),)
        indexes = (models.Index(fields=("object_kind", "object_id"), name="audit_entry_object"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_kind} {self.object_id}"


class Head(models.Model):
    """The end of each chain. Its row is locked while a line is added; its mac may be published, and then shows a cut tail."""

    chain = models.CharField(primary_key=True, max_length=36)
    seq = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain or 'general'} at {self.seq}"
