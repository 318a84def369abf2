"""The log's two tables. Ids are text, never foreign keys: the log outlives what it speaks of."""

import uuid
from typing import Any

from django.db import models


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove a line of the log."""

    def __init__(self) -> None:
        super().__init__("The log is append-only: a line once written is never changed or removed. Write a further line instead.")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads only."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnlyError


class Entry(models.Model):
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

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("chain", "seq")
        verbose_name_plural = "entries"
        constraints = (models.UniqueConstraint(fields=("chain", "seq"), name="audit_entry_once"),)
        indexes = (models.Index(fields=("object_kind", "object_id"), name="audit_entry_object"),)

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.object_kind} {self.object_id}"

    def save(self, *, force_insert: Any = False, using: str | None = None, **kwargs: Any) -> None:
        """Insert a new line; refuse anything else."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(force_insert=True, using=using)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise AppendOnlyError


class Head(models.Model):
    """The end of each chain. Its row is locked while a line is added; its mac may be published, and then shows a cut tail."""

    chain = models.CharField(primary_key=True, max_length=36)
    seq = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain or 'general'} at {self.seq}"
