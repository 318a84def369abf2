"""What is published: the document once, and each form it is served in. Outside the vault; never changed once written."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.publication.elections.models import PreElectionPeriod  # noqa: F401  Django finds an app's tables in this module
from joinedup.publication.embargo.models import EmbargoReader  # noqa: F401
from joinedup.publication.recipients.models import Delivery, DeliveryDay  # noqa: F401
from joinedup.publication.search.models import PublishedText  # noqa: F401


class State(models.TextChoices):
    EMBARGOED = "embargoed", "Under embargo"
    CALLED_OFF = "called_off", "Called off before it was published"
    PUBLISHED = "published", "Published"
    CORRECTED = "corrected", "Corrected by a later version"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Form(models.TextChoices):
    HTML = "html", "Web page"
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    JSON = "json", "Data"


class RenditionBroken(ValueError):
    """A stored form is missing or is not what was published."""


class PublicationFrozen(TypeError):
    """Something tried to change what has been published. Only its state may move: publish a correction instead."""


class Publication(models.Model):
    """One document as published, under one public address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="publications")
    theme = models.CharField(max_length=200, blank=True, default="")
    published_on = models.DateField()
    public_from = models.DateTimeField(null=True)  # the moment an embargo ends; null where there was none
    made_up = models.BooleanField(default=False)
    document = models.TextField()  # as render.as_json writes it
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PUBLISHED)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, related_name="superseded_by", null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-published_on", "title")

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new publication, or the state of an old one; raise PublicationFrozen for anything else."""
        if not self._state.adding and set(kwargs.get("update_fields") or ("",)) != {"state"}:
            raise PublicationFrozen("A publication never changes. Publish a correction instead.")
        super().save(*args, **kwargs)


class Notice(Unchanged):
    """What everybody is told of why a document was corrected or withdrawn. It stands on the document's own page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="notice")
    words = models.TextField()
    told_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Notice on {self.publication_id}"


class Rendition(models.Model):
    """One form of a publication: bytes on the disk, named by their hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="renditions")
    format = models.CharField(max_length=8, choices=Form.choices)
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publication", "format"), name="publication_each_form_once"),)

    def __str__(self) -> str:
        return f"{self.publication} as {self.format}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new form; raise PublicationFrozen for an old one."""
        if not self._state.adding:
            raise PublicationFrozen("A published form never changes. Publish a correction instead.")
        super().save(*args, **kwargs)

    @property
    def path(self) -> Path:
        """Where the bytes stand."""
        return stored_path(self.sha256, self.format)

    def read(self) -> bytes:
        """Return the bytes as published; raise RenditionBroken where they are gone or changed."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            raise RenditionBroken(f"The stored form of {self} is missing. Restore it from a backup.") from None
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise RenditionBroken(f"The stored form of {self} is not what was published. Restore it from a backup.")
        return data


def published_folder() -> Path:
    """Return where published forms stand, outside the vault."""
    return Path(settings.VAR) / "publications"


def stored_path(sha256: str, format: str) -> Path:
    """Return where the bytes of one form stand."""
    return published_folder() / f"{sha256}.{format}"
