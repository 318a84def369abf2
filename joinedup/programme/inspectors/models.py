"""Inspectors as the programme needs to know them. All writing goes through `programme.inspectors.actions`.

What somebody declares of themselves is sealed with a key of their own; that they declared something, and of which kind, is not.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows
from joinedup.people.models import Person
from joinedup.programme.inspectors.enums import AwayKind, Grade, Holds, InterestKind
from joinedup.vault.fields import SealedText


def offices_of(person: Person) -> models.QuerySet["OfficeMember"]:
    """Return the programme offices a person works in now."""
    return OfficeMember.objects.filter(person=person, ended_at=None, person__is_active=True)


def kept_by(person: Person, way: str = "") -> Q:
    """Return which rows are a person's own, or of inspectors of an inspectorate whose programme office they work in."""
    if not person.is_active:
        return Q(pk__in=())
    own = Q(**{f"{way}person": person})
    return own | Q(**{f"{way}inspectorate__in": offices_of(person).values("inspectorate")})


class OfficeMemberQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "OfficeMemberQuerySet":
        """Return who works in the programme office of an inspectorate the person works for."""
        if not person.is_active:
            return self.none()
        return self.filter(inspectorate__members__person=person).distinct()


class OfficeMember(Kept):
    """Somebody works in the programme office of their inspectorate; the row stays when that ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="programme_office")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfficeMemberQuerySet.as_manager()

    class Meta:
        ordering = ("added_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("inspectorate", "person"), condition=Q(ended_at=None), name="programme_office_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class InspectorQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "InspectorQuerySet":
        """Return a person's own entry, and those of their inspectorate for whoever works in its programme office."""
        return self.filter(kept_by(person))


class Inspector(Kept):
    """One inspector of one inspectorate: grade, specialisms, base and working pattern. The row stays when they leave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inspector_entries")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="inspectors")
    grade = models.CharField(max_length=12, choices=Grade.choices)
    specialisms = models.JSONField(default=list)
    may_lead = models.BooleanField(default=False)
    base = models.CharField(max_length=80)  # a region, or a place the travel table knows
    days = models.JSONField(default=list)  # of the week they work, as `enums.DAYS`
    confirmed_at = models.DateTimeField(null=True)  # when they last said that their declaration is whole
    entered_at = models.DateTimeField(auto_now_add=True)
    left_on = models.DateField(null=True)

    objects = InspectorQuerySet.as_manager()

    class Meta:
        ordering = ("person__name", "person__email")
        constraints = (models.UniqueConstraint(fields=("person",), condition=Q(left_on=None), name="programme_inspector_once"),)

    def __str__(self) -> str:
        return str(self.person)

    @property
    def share(self) -> float:
        """Their share of full time: days worked of five."""
        return len(self.days) / 5


class OfInspectorQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "OfInspectorQuerySet":
        """Return what belongs to a person's own entry, or to one of the inspectorate whose programme office they work in."""
        return self.filter(kept_by(person, "inspector__"))

    def standing(self) -> "OfInspectorQuerySet":
        """Return what was not taken back."""
        return self.filter(ended_at=None)


class Away(Kept):
    """A time in which an inspector does no work on inspections: first and last day included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="times_away")
    kind = models.CharField(max_length=10, choices=AwayKind.choices)
    first = models.DateField()
    last = models.DateField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)  # taken back

    objects = OfInspectorQuerySet.as_manager()

    class Meta:
        ordering = ("first",)
        verbose_name_plural = "times away"

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Training(Kept):
    """Something an inspector was trained for, when, and until when that holds where it runs out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="trainings")
    title = models.CharField(max_length=120)
    done_on = models.DateField()
    holds_until = models.DateField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfInspectorQuerySet.as_manager()

    class Meta:
        ordering = ("-done_on",)

    def __str__(self) -> str:
        return self.title


class DeclaredInterest(Kept):
    """What ties an inspector to an area, or to an agency and so to all areas it serves.

    Until the programme office has said what it does it keeps them away. One that is no longer true is ended, never removed.
    """

    sealed_by: ClassVar[str] = "inspector"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspector = models.ForeignKey(Inspector, on_delete=models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=20, choices=InterestKind.choices)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", null=True)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    words = SealedText()
    until = models.DateField(null=True)  # when it ended: the last day with a former employer, of an earlier inspection
    holds = models.CharField(max_length=8, choices=Holds.choices, default=Holds.BLOCKS)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = SealedText(null=True)
    declared_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfInspectorQuerySet.as_manager()

    class Meta:
        ordering = ("declared_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(area__isnull=False, agency=None) | Q(area=None, agency__isnull=False),
                name="programme_interest_in_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    def ended_by(self, day: date) -> bool:
        """Return whether it was over by a day."""
        return self.until is not None and self.until <= day
