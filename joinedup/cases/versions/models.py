"""A part several people write, and its versions: what apps' own tables are made of. Nothing here is changed or removed."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import KeptError, Unchanged
from joinedup.vault.fields import SealedJSON


class WrittenOverError(KeptError):
    """Somebody tried to change or remove a version."""

    sentence = "A version once kept is never changed or removed. Write a further one instead."


class PartBase(models.Model):
    """One place several people write in. The app's own table says which (child, section, sector …), each once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class VersionBase(Unchanged):
    """One wording of a part. The app's own table adds `part`, a key to its own `PartBase` with `related_name="versions"`.

    `parents` are the ids of the versions it was written over; the id comes with the page that was filled in, so that saving the
    same page twice keeps one version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    parents = models.JSONField(default=list)  # list of ids
    said = SealedJSON()  # field → words or code
    hash = models.CharField(max_length=64, unique=True)
    late = models.BooleanField(default=False)  # kept although the time to write had passed

    refusal = WrittenOverError

    class Meta:
        abstract = True
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"Version {self.hash[:8]}"
