"""Keys, and pointers to sealed files. No foreign keys upward: a scope is an inspection's id."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models


class Key(models.Model):
    """The key of one scope, wrapped by the master key. Destroyed: the wrapped key is gone and the row says when and by whom."""

    scope = models.UUIDField(primary_key=True, editable=False)
    wrapped = models.BinaryField(null=True)  # null once destroyed
    algorithm = models.CharField(max_length=30)
    created_at = models.DateTimeField(auto_now_add=True)
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by = models.CharField(max_length=36, blank=True)  # a person's id

    def __str__(self) -> str:
        return f"key of {self.scope}"


class SealedFile(models.Model):
    """Points to one sealed file. The file is always there before the row is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    scope = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60)  # what it is: "submission", "records", "links" …
    sha256 = models.CharField(max_length=64)  # of the plain bytes: what other rows and hashes cite
    sealed_sha256 = models.CharField(max_length=64)  # of the file as it lies on disk, and its name there
    size = models.PositiveBigIntegerField()  # of the plain bytes
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("scope", "kind"), name="vault_file_kind"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"

    @property
    def path(self) -> Path:
        """Where the sealed bytes lie."""
        return folder_of(self.scope) / self.sealed_sha256


def folder_of(scope: uuid.UUID) -> Path:
    """Return the folder that holds one scope's sealed files."""
    return Path(settings.VAULT_FOLDER) / str(scope)
