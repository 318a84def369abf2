"""To whom a published document was sent: sent, received and published are separate days."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, Unchanged


class Step(models.TextChoices):
    """What happens with a document at one recipient."""

    SENT = "sent", "Sent"
    RECEIVED = "received", "Received"
    PUBLISHED = "published", "Published by them"


class Delivery(Kept):
    """One recipient of one publication. `principal`: from the day it receives the letter the statement's time is counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey("publication.Publication", on_delete=models.PROTECT, related_name="deliveries")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    must_publish = models.BooleanField()
    principal = models.BooleanField(default=False)
    postal_address = models.TextField(blank=True)
    web_address = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("publication", "position")
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return self.name


class DeliveryDay(Unchanged):
    """A day somebody ticked off, or took back (no day). Of several for one step the last one holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="days")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices)
    day = models.DateField(null=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("delivery", "number")
        constraints = (models.UniqueConstraint(fields=("delivery", "number"), name="publication_delivery_day_once"),)

    def __str__(self) -> str:
        return f"{self.step} {self.day}"
