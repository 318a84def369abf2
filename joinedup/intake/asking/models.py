"""Reminders and more time: what happens between asking and receiving. All writing goes through `intake.asking.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.intake.enums import ExtensionState
from joinedup.intake.seeing import seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class ChaserQuerySet(models.QuerySet["Chaser"]):
    def visible_to(self, person: Person) -> "ChaserQuerySet":
        """Return the reminders of the requests a person may see."""
        return self.filter(seen_by(person, "request__")) if person.is_active else self.none()


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, person: Person) -> "ExtensionQuerySet":
        """Return the extensions of the requests a person may see."""
        return self.filter(seen_by(person, "request__")) if person.is_active else self.none()


class Chaser(models.Model):
    """A reminder of something awaited. Kept and counted: a chaser is a burden too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey("intake.DataRequest", on_delete=models.PROTECT, related_name="chasers")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    words = SealedText()
    reason = SealedText(default="")  # why a second one went on the same day

    objects = ChaserQuerySet.as_manager()

    class Meta:
        ordering = ("request", "sent_at")

    def __str__(self) -> str:
        return f"chaser of {self.request_id}"


class Extension(models.Model):
    """More time for one request: wished for by the agency or given unasked, decided by somebody of the team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey("intake.DataRequest", on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(max_length=20, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    due_before = models.DateField()  # what was due when it was wished for or given
    wished_until = models.DateField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField(null=True)  # null: the team gave it unasked
    reason = SealedText(default="")  # the agency's
    due_after = models.DateField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    decision = SealedText(default="")  # the team's reason

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ("request", "asked_at", "decided_at")
        constraints = (
            models.UniqueConstraint(
                fields=("request",), condition=models.Q(state=ExtensionState.ASKED), name="intake_one_wish_for_time_at_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_state_display().lower()} until {self.due_after or self.wished_until}"
