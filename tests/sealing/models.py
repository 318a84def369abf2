import uuid

from django.db import models

from joinedup.vault.fields import SealedJSON, SealedText


class Slip(models.Model):
    """A row with sealed columns; `inspection_id` is a plain id here, a foreign key in the product."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    inspection_id = models.UUIDField()
    text = SealedText()
    other = SealedText(null=True)
    values = SealedJSON(null=True)
