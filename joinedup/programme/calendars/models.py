"""Inspections by every inspectorate, and school holidays. All writing goes through `programme.calendars.actions`.

These are plans of inspectorates as much as facts: until an inspection has begun, that it will be is for inspectorates' staff alone.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.areas.models import InspectorateMember
from joinedup.audit.kept import Kept, KeptRows
from joinedup.people.models import Person
from joinedup.programme.calendars.enums import VisitKind


class ForInspectoratesQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ForInspectoratesQuerySet":
        """Return every row for somebody who works for an inspectorate, and none for anybody else."""
        works = person.is_active and InspectorateMember.objects.filter(person=person).exists()
        return self if works else self.none()

    def standing(self) -> "ForInspectoratesQuerySet":
        """Return those that were not struck out."""
        return self.filter(struck_at=None)


class CalendarFile(Kept):
    """One file that was taken in: who sent it, when, its hash, how many rows. The file itself is not kept: its rows are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    holds = models.CharField(max_length=12, choices=(("inspections", "Inspections"), ("holidays", "School holidays")))
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    objects = ForInspectoratesQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_at",)

    def __str__(self) -> str:
        return self.name


class OtherInspection(Kept):
    """One inspection of an area, a force or health bodies, past or planned, by any inspectorate; first and last day included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.CharField(max_length=120)  # as its file names it: not all are on the register
    kind = models.CharField(max_length=12, choices=VisitKind.choices)
    title = models.CharField(max_length=200)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="other_inspections", null=True)
    force = models.CharField(max_length=120, blank=True)  # as the register of areas names it
    health = models.JSONField(default=list)  # codes of boards or trusts, likewise
    first = models.DateField()
    last = models.DateField()
    source = models.CharField(max_length=300)
    address = models.URLField(max_length=300, blank=True)  # of its report
    file = models.ForeignKey(CalendarFile, on_delete=models.PROTECT, related_name="inspections")
    row = models.PositiveIntegerField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    struck_why = models.CharField(max_length=300, blank=True)

    objects = ForInspectoratesQuerySet.as_manager()

    class Meta:
        ordering = ("-first", "title")

    def __str__(self) -> str:
        return f"{self.title} ({self.inspectorate})"


class SchoolHoliday(Kept):
    """One school holiday, everywhere or of one area; first and last day included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="school_holidays", null=True)
    first = models.DateField()
    last = models.DateField()
    source = models.CharField(max_length=300)
    file = models.ForeignKey(CalendarFile, on_delete=models.PROTECT, related_name="holidays")
    row = models.PositiveIntegerField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    struck_why = models.CharField(max_length=300, blank=True)

    objects = ForInspectoratesQuerySet.as_manager()

    class Meta:
        ordering = ("first", "title")

    def __str__(self) -> str:
        return f"{self.title}, {self.first} to {self.last}"
