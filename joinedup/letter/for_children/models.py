"""The page for children and young people: what the letter says, in plain words. Sealed until it is published with the letter."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.vault.fields import SealedText


class ChildrensText(models.Model):
    """One letter's page for children and young people, as it stands in the draft. A blank line parts its paragraphs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField("letter.Letter", on_delete=models.PROTECT, related_name="childrens_text")
    title = SealedText(default="")
    text = SealedText()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Page for children of {self.letter_id}"
