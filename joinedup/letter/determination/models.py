"""What is determined with a letter: who answers it, on what legal basis, and whom it is sent to. Of a child it holds nothing."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept
from joinedup.letter.determination.enums import Basis, BodyKind, RecipientKind


class Determination(Kept):
    """One letter's determination. Whether a statement is needed and of whom stands with the letter itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.OneToOneField("letter.Letter", on_delete=models.PROTECT, related_name="determination")
    principal_kind = models.CharField(max_length=12, choices=BodyKind.choices, blank=True)
    prepared_by = models.CharField(max_length=200, blank=True)  # "": the principal authority
    prepared_kind = models.CharField(max_length=12, choices=BodyKind.choices, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)  # "": whoever prepares it
    sent_kind = models.CharField(max_length=12, choices=BodyKind.choices, blank=True)
    basis = models.CharField(max_length=8, choices=Basis.choices, blank=True)
    determined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    determined_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Determination of {self.letter_id}"


class NamedRecipient(models.Model):
    """A body the letter is to be sent to, named before it is signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=RecipientKind.choices)
    must_publish = models.BooleanField()
    postal_address = models.TextField(blank=True)
    web_address = models.CharField(max_length=300, blank=True)  # where it publishes the letter

    class Meta:
        ordering = ("letter", "position")

    def __str__(self) -> str:
        return self.name
