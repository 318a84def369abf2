"""Who knows a planned inspection's area, the notification packs, the calls, the days set by hand.

All writing goes through `notifying.actions`. Whatever could tell the area, and every word typed, is sealed: until the area is told
it stands nowhere in clear but on the register.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.recusals.models import Recusal
from joinedup.vault.fields import SealedJSON, SealedText


def knowing(person: Any, inspection: str = "inspection__") -> Q:
    """Return which rows belong to inspections whose area a person may know: before the area was notified those of the circle, from
    then on the team. `inspection` is the way from a row to its inspection.
    """
    if not person.is_active:
        return Q(pk__in=())
    open_to = {f"{inspection}needs_name__person": person, f"{inspection}needs_name__ended_at": None}
    leads = {f"{inspection}team__person": person, f"{inspection}team__role": "lead"}
    told = Q(**{f"{inspection}team__person": person}) & ~Q(**{f"{inspection}stage": "planned"})
    back = Recusal.objects.filter(person=person, lifted_at=None).values("inspection")
    opened = Q(**{f"{inspection}opened_by": person}) & ~Q(**{f"{inspection}pk__in": back})
    return opened | Q(**leads) | Q(**open_to) | told


class NeedsNameQuerySet(KeptRows):
    def visible_to(self, person: Any) -> "NeedsNameQuerySet":
        """Return who is in the circles of inspections whose area a person may know themselves."""
        return self.filter(knowing(person)).distinct()


class PackQuerySet(UnchangedRows):
    def visible_to(self, person: Any) -> "PackQuerySet":
        """Return the packs of areas a person may know; to an agency's people that of an area that was notified."""
        asked = Q(inspection__agencies__agency__members__person=person) & ~Q(inspection__stage="planned")
        return self.filter(knowing(person) | (asked if person.is_active else Q(pk__in=()))).distinct()


class CallQuerySet(UnchangedRows):
    def visible_to(self, person: Any) -> "CallQuerySet":
        """Return the calls to areas a person may know."""
        return self.filter(knowing(person)).distinct()


class NeedsName(Kept):
    """Somebody who has to know which area is inspected before it is told, and why; the row stays when that ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="needs_name")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = SealedText()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    objects = NeedsNameQuerySet.as_manager()

    class Meta:
        ordering = ("named_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "person"), condition=Q(ended_at=None), name="inspections_needs_name_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class NotificationPack(Unchanged):
    """One pack, frozen: its content as canonical JSON, sealed, and the sha256 of that. A later one takes its place, it stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveIntegerField()
    content = SealedJSON()
    sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="inspections_one_pack_per_number"),)

    def __str__(self) -> str:
        return f"Notification pack {self.number}"


class NotificationCall(Unchanged):
    """One telephone call to notify the area: who rang, which post was asked for, when, and whether it was reached.

    `at` is the exact minute. Of a call that reached nobody nothing was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="notification_calls")
    pack = models.ForeignKey(NotificationPack, on_delete=models.PROTECT, related_name="calls")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reached = models.BooleanField()
    post = SealedText()
    said = SealedText(default="")
    asked = SealedText(default="")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "at", "recorded_at")

    def __str__(self) -> str:
        return "Notified" if self.reached else "Nobody reached"


class DaySet(Unchanged):
    """That a lead inspector set the printed day of a step, or took it back (no day), and why; whether the day was questioned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="days_set")
    step = models.CharField(max_length=60)
    computed = models.DateField()
    printed = models.DateField(null=True)
    questioned = models.BooleanField(default=False)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "at")

    def __str__(self) -> str:
        return f"{self.step}: {self.printed or 'as counted'}"
