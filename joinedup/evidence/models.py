"""Notes as chains of revisions, and the findings that rest on them. All writing goes through `evidence.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.cases.seeing import teams_of
from joinedup.evidence.added.models import AddedEvent  # noqa: F401  Django finds an app's tables in this module
from joinedup.evidence.enums import FindingDirection, FindingState, KnownToLeaders, NoteDirection
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, person: Person) -> "NoteQuerySet":
        """Return the notes of every inspection whose team the person is on, while they are active; nobody else sees any."""
        return self.filter(inspection__in=teams_of(person))


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, person: Person) -> "FindingQuerySet":
        """Return the findings of every inspection whose team the person is on, while they are active; nobody else sees any."""
        return self.filter(inspection__in=teams_of(person))


class Note(models.Model):
    """One thing an inspector saw, heard or read. What it says stands in its revisions; `current` is the newest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    current = models.OneToOneField("NoteRevision", on_delete=models.PROTECT, related_name="+", null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="one_note_per_number"),)

    def __str__(self) -> str:
        return f"Note {self.number}"


class NoteRevision(models.Model):
    """One wording of a note, never changed. `seen_on` is when it happened; `recorded_at` when it was written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="revisions")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True)
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=60)  # a kind of source of the framework
    sector = models.CharField(max_length=30)
    criterion = models.CharField(max_length=80)
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="+", null=True)
    direction = models.CharField(max_length=10, choices=NoteDirection.choices)
    text = SealedText()
    seen_on = models.DateField()
    #: The answered question this wording rests on, where it says that an agency knew or did not know a child.
    question = models.ForeignKey("linkage.NotKnownQuestion", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"Revision {self.hash[:8]}"


class Finding(models.Model):
    """What the inspectors hold to be so about the partnership or named sectors. It rests on notes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    criterion = models.CharField(max_length=80)
    direction = models.CharField(max_length=10, choices=FindingDirection.choices)
    sectors = models.JSONField()  # list of sector ids; empty: the partnership as a whole
    text = SealedText()
    known_to_leaders = models.CharField(max_length=20, choices=KnownToLeaders.choices, default=KnownToLeaders.NOT_ESTABLISHED)
    acted_during = SealedText(default="")
    state = models.CharField(max_length=12, choices=FindingState.choices, default=FindingState.PROVISIONAL)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    notes = models.ManyToManyField(Note, through="FindingNote", related_name="findings")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="one_finding_per_number"),)

    def __str__(self) -> str:
        return f"Finding {self.number}"


class FindingNote(models.Model):
    """That a finding rests on a note, in the wording the note had when it was used."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey(NoteRevision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("finding", "note"), name="a_finding_rests_on_a_note_once"),)

    def __str__(self) -> str:
        return f"{self.finding_id} on {self.note_id}"


# Django looks for an app's models here. This module names the two above by word, so neither needs the other first.
from joinedup.evidence.enquiring.models import ClosingNote, EnquiryNote  # noqa: E402

__all__ = ("ClosingNote", "EnquiryNote", "Finding", "FindingNote", "Note", "NoteRevision")
