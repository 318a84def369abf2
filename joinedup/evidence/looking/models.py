"""Gaps given to inspectors: a criterion in a sector, or a child, somebody looks at on a day.

All writing goes through `looking.actions`. In clear stand criteria, sectors, codes, days and states; what was said is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.looking.enums import GapEntryKind, GapState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, person: Person) -> "GapQuerySet":
        """Return the gaps of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class GapEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "GapEntryQuerySet":
        """Return what was done about gaps in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class Gap(models.Model):
    """Something thin or empty that somebody looks at. It is about a criterion (in a sector, or in all), or about a child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="gaps")
    criterion = models.CharField(max_length=80, blank=True)
    sector = models.CharField(max_length=30, blank=True)
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="gaps")
    day = models.DateField()
    state = models.CharField(max_length=10, choices=GapState.choices, default=GapState.GIVEN)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "day", "given_at")

    def __str__(self) -> str:
        return f"Gap, {self.get_state_display().lower()}"


class GapEntry(Unchanged):
    """One thing done about a gap: given, passed on, looked at, dropped, taken up again. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    gap = models.ForeignKey(Gap, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=GapEntryKind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # who looks from then on
    day = models.DateField()
    words = SealedText(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = GapEntryQuerySet.as_manager()

    class Meta:
        ordering = ("gap", "at")
        verbose_name_plural = "gap entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.gap_id}"
