"""Interruptions of an inspection, what was decided about each, the key dates they moved, and who was told.

All writing goes through `interruptions.actions`. Grounds and words are sealed: they may speak of a child or of somebody at work.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.inspections.interruptions.enums import AskedBy, InterruptionKind, InterruptionState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class _OfTheTeam(models.QuerySet["Interruption"]):
    def visible_to(self, person: Person) -> "_OfTheTeam":
        """Return the interruptions of inspections whose team the person is on: agencies are told what follows, not why."""
        if not person.is_active:
            return self.none()
        return self.filter(inspection__in=person.team_memberships.values("inspection"))


class _RowsOfTheTeam(UnchangedRows):
    def visible_to(self, person: Person) -> "_RowsOfTheTeam":
        """Return the rows of inspections whose team the person is on."""
        if not person.is_active:
            return self.none()
        return self.filter(inspection__in=person.team_memberships.values("inspection"))


class Interruption(models.Model):
    """One interruption: who asked for it and why, from when until when, and how it stands.

    Of a deferral and a pause `until` is the day on which the work goes on; null while nobody knows it. Of additional evidence it
    is the last day on which it is gathered.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="interruptions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=InterruptionKind.choices)
    state = models.CharField(max_length=10, choices=InterruptionState.choices, default=InterruptionState.ASKED)
    asked_by = models.CharField(max_length=12, choices=AskedBy.choices)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)  # where the area asks
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+", null=True)
    post = SealedText()  # who asked, by post
    asked_on = models.DateField()
    grounds = SealedText()
    begins = models.DateField()
    until = models.DateField(null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = _OfTheTeam.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="inspections_one_interruption_a_number"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class InterruptionEntry(Unchanged):
    """One decision about an interruption, never changed: agreed, refused, withdrawn or ended, by whom, in which words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    interruption = models.ForeignKey(Interruption, on_delete=models.PROTECT, related_name="entries")
    before = models.CharField(max_length=10, choices=InterruptionState.choices)
    to = models.CharField(max_length=10, choices=InterruptionState.choices)
    begins = models.DateField()
    until = models.DateField(null=True)
    words = SealedText(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = _RowsOfTheTeam.as_manager()

    class Meta:
        ordering = ("interruption", "at")
        verbose_name_plural = "interruption entries"

    def __str__(self) -> str:
        return f"{self.get_to_display()}: {self.interruption_id}"


class KeyDateMove(Unchanged):
    """That a key date moved: the day it was computed for, the day that was printed where it differed, and the day since."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="key_date_moves")
    entry = models.ForeignKey(InterruptionEntry, on_delete=models.PROTECT, related_name="moves")
    step = models.CharField(max_length=60)  # id in the framework's calendar
    was_computed = models.DateField()
    was_until = models.DateField(null=True)
    was_printed = models.DateField(null=True)
    was_printed_until = models.DateField(null=True)
    computed = models.DateField()
    until = models.DateField(null=True)

    objects = UnchangedRows.as_manager()

    class Meta:
        ordering = ("entry", "computed", "step")
        constraints = (models.UniqueConstraint(fields=("entry", "step"), name="inspections_a_step_moves_once"),)

    def __str__(self) -> str:
        return f"{self.step}: {self.was_computed} to {self.computed}"


class InterruptionSeen(Unchanged):
    """That somebody saw on a page of theirs what an interruption's decision means for them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(InterruptionEntry, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = UnchangedRows.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "interruptions seen"
        constraints = (models.UniqueConstraint(fields=("entry", "person"), name="inspections_interruption_seen_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id} seen by {self.person_id}"
