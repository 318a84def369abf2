"""Consent and meetings of one tracked child. All writing goes through `cases.consent.actions`.

In clear stand roles, states and days; what somebody said, and anything that could tell who, is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.cases.consent.enums import Aside, ConsentState, MeetingState, Place, Whose
from joinedup.cases.seeing import teams_of
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, person: Person) -> "ConsentQuerySet":
        """Return the consents of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person) -> "MeetingQuerySet":
        """Return the meetings of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class Consent(models.Model):
    """One person in a child's life who is asked, by role. What happened to it stands in its entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="consents")
    whose = models.CharField(max_length=10, choices=Whose.choices)
    role = SealedText(default="")  # which one: "mother", "foster carer"; never a name
    state = models.CharField(max_length=10, choices=ConsentState.choices, default=ConsentState.ASKED)
    purposes = models.JSONField(default=list)  # what is consented to now; none unless given
    since = models.DateField()  # the day its state happened
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "asked_at")

    def __str__(self) -> str:
        return f"{self.get_whose_display()}: {self.get_state_display()}"


class ConsentEntry(Unchanged):
    """One thing that happened to a consent: asked, given, refused, withdrawn. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=10, choices=ConsentState.choices)
    on = models.DateField()  # the day it happened
    worker = SealedText(default="")  # the role of the agency's worker who asked or was told; never a name
    how = SealedText(default="")  # how it was asked, given, refused or withdrawn
    purposes = models.JSONField(default=list)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    #: The agency whose people recorded it. Null: an inspector did.
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("consent", "number")
        verbose_name_plural = "consent entries"
        constraints = (models.UniqueConstraint(fields=("consent", "number"), name="cases_one_consent_entry_per_number"),)

    def __str__(self) -> str:
        return f"{self.get_to_display()} on {self.on}"


class Meeting(models.Model):
    """Inspectors meet a child or family: who met whom, where, who else was there, and the note of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    on = models.DateField()
    place = models.CharField(max_length=10, choices=Place.choices)
    met = models.ManyToManyField(Consent, related_name="meetings")
    inspectors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    #: Whether a worker of an agency was in the room. Null: not known, as for a meeting still to come.
    worker_there = models.BooleanField(null=True)
    worker = SealedText(default="")  # that worker's role; never a name
    why_not = SealedText(default="")  # why it was called off
    note = models.UUIDField(null=True)  # id of the note of it: notes live in a room above this one
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "on", "recorded_at")

    def __str__(self) -> str:
        return f"Meeting {self.get_state_display().lower()}"


class SetAside(Unchanged):
    """That something learned under a consent is not to be used since it was withdrawn, or may be used again. The last row holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="set_aside")
    kind = models.CharField(max_length=10, choices=Aside.choices)
    object_id = models.UUIDField()  # of the note, or of the part of the record
    aside = models.BooleanField()
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "set aside"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {'set aside' if self.aside else 'taken up again'}"
