"""The slots of a timetable and their places, what was done to each, who was told and saw it. Written by `timetable.actions` alone.

In clear stand days, hours, codes and states; what anybody typed is sealed: it may speak of a child, a person or a home.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.models import Agency
from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.core.timetable import AFTERNOON, MORNING
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable.enums import EntryKind, SlotState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


def _team(person: Person) -> Q:
    """Inspections whose team a person is on."""
    return Q(inspection__in=person.team_memberships.filter(person__is_active=True).values("inspection"))


def _asked(person: Person, agency: str) -> Q:
    """What is asked of an agency of the person's, once the area was notified; `agency` is the way to it."""
    own = Agency.objects.filter(members__person=person, members__person__is_active=True).values("pk")
    return Q(**{f"{agency}__in": own}) & ~Q(inspection__stage=Stage.PLANNED)


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, person: Person) -> "PlaceQuerySet":
        """Return all to the team; to an agency's people the places it gave, and those of the slots it is asked for."""
        of_slots = SlotAgency.objects.filter(_asked(person, "agency")).values("slot__place")
        given = Q(pk__in=of_slots) | _asked(person, "agency")
        return self.filter(_team(person) | given)


class SlotQuerySet(models.QuerySet["Slot"]):
    def visible_to(self, person: Person) -> "SlotQuerySet":
        """Return all to the team; to an agency's people the slots that ask something of it."""
        asked = SlotAgency.objects.filter(_asked(person, "agency")).values("slot")
        return self.filter(_team(person) | Q(pk__in=asked))


class SlotEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "SlotEntryQuerySet":
        """Return what was done to the slots a person may see."""
        return self.filter(slot__in=Slot.objects.visible_to(person).values("pk"))


class SlotToldQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "SlotToldQuerySet":
        """Return all to the team; to an agency's people what the agency was told."""
        return self.filter(_team(person) | _asked(person, "agency"))


class Place(models.Model):
    """Somewhere inspectors go, with the minutes they need from there to any other place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="places")
    title = SealedText()
    address = SealedText(default="")
    minutes = models.PositiveIntegerField()
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True
    )  # whose people gave it; null: the team
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "added_at")

    def __str__(self) -> str:
        return f"Place {self.pk}"


class Slot(models.Model):
    """One thing inspectors do in part of a half-day. `version` counts what was done to it: whoever writes says which they saw.

    `child` is the code of a tracked child; which child that is, a room above knows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="slots")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=SlotState.choices)
    day = models.DateField()
    half = models.CharField(max_length=10, choices=((MORNING, "Morning"), (AFTERNOON, "Afternoon")))
    begins = models.TimeField(null=True)  # London; null: from the half-day's beginning
    ends = models.TimeField(null=True)
    activity = models.CharField(max_length=40)  # id of the framework's activity
    inspectors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="slots")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="slots", null=True)
    room = SealedText(default="")
    online = models.BooleanField(default=False)
    link = SealedText(default="")
    criteria = models.JSONField(default=list)
    sector = models.CharField(max_length=30, blank=True)  # "": no sector in particular
    child = models.CharField(max_length=20, blank=True)
    what = SealedText(default="")  # what it is about; told to the agencies asked
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "day", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="inspections_one_slot_per_number"),)

    def __str__(self) -> str:
        return f"Slot {self.number}"

    @property
    def unanswered(self) -> list[str]:
        """Return the agencies an agreed slot is not answered by: that one side agreed is no answer of the others."""
        if self.state != SlotState.AGREED:
            return []
        return [asked.agency.name for asked in self.agencies.all() if asked.answered_at is None]

    @property
    def stands(self) -> str:
        """Return where it stands, in words."""
        said, open = self.get_state_display(), self.unanswered
        return f"{said}, not answered by {', '.join(open)}" if open else said


class SlotAgency(models.Model):
    """An agency a slot asks something of: which of its staff by role, and when it last answered what is asked now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="slots")
    roles = SealedJSON(default=list)  # of staff, never a name
    answered_at = models.DateTimeField(null=True)  # null: it has not answered what is asked now

    class Meta:
        ordering = ("slot", "agency__name")
        verbose_name_plural = "slot agencies"
        constraints = (models.UniqueConstraint(fields=("slot", "agency"), name="inspections_slot_agency_once"),)

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.agency_id}"


class SlotEntry(Unchanged):
    """One thing done to a slot, and the whole slot as it stood from then on (`core.slot_history`). Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="entries")
    version = models.PositiveIntegerField()  # of the slot from then on
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    to = models.CharField(max_length=10, choices=SlotState.choices)
    stood = SealedJSON()
    words = SealedText(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)  # null: an inspector did it
    at = models.DateTimeField(auto_now_add=True)

    objects = SlotEntryQuerySet.as_manager()

    class Meta:
        ordering = ("slot", "version")
        verbose_name_plural = "slot entries"
        constraints = (models.UniqueConstraint(fields=("slot", "version"), name="inspections_one_slot_entry_per_version"),)

    @property
    def said(self) -> str:
        """Return what was done, in a word."""
        return self.get_kind_display()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.version}"


class SlotTold(Kept):
    """That a person or an agency is told of what was done to a slot, and when they said that they saw it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(SlotEntry, on_delete=models.PROTECT, related_name="told")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = SlotToldQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "slots told"
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(agency__isnull=True), name="inspections_told_a_person_or_an_agency"
            ),
            models.UniqueConstraint(fields=("entry", "person"), name="inspections_told_a_person_once"),
            models.UniqueConstraint(fields=("entry", "agency"), name="inspections_told_an_agency_once"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.person_id or self.agency_id}"
