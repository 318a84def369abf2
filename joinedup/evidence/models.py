"""Notes as sets of revisions, and the findings that rest on them. All writing goes through `evidence.actions`."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.added.models import AddedEvent  # noqa: F401  Django finds an app's tables in this module
from joinedup.evidence.enums import Eyes, FindingDirection, FindingState, KnownToLeaders, NoteDirection
from joinedup.evidence.eyes.seeing import notes_read_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, person: Person) -> "NoteQuerySet":
        """Return the notes a person may read: of inspections whose team they are on, those for restricted eyes only if theirs."""
        return self.filter(notes_read_by(person))


class NoteRevisionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "NoteRevisionQuerySet":
        """Return the wordings of notes a person may read."""
        return self.filter(notes_read_by(person, "note__"))


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, person: Person) -> "FindingQuerySet":
        """Return the findings of every inspection whose team the person is on, while they are active; nobody else sees any."""
        return self.filter(inspection__in=teams_of(person))


class Note(models.Model):
    """One thing an inspector saw, heard or read. What it says stands in its revisions.

    Everything below `created_at` follows from the revisions alone and is kept here to be asked for quickly. `current` is the
    head shown first: where `branched`, others stand beside it and outrank it no less.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    current = models.OneToOneField("NoteRevision", on_delete=models.PROTECT, related_name="+", null=True)
    heads = models.JSONField(default=list)  # ids of the revisions no other follows, sorted
    usable = models.BooleanField(default=True)  # one head, and it says all a finding needs
    restricted = models.BooleanField(default=False)  # a revision says so, and no lifting came after it

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="one_note_per_number"),)

    def __str__(self) -> str:
        return f"Note {self.number}"

    @property
    def branched(self) -> bool:
        """Whether more than one wording stands, until somebody joins them."""
        return len(self.heads) > 1


class NoteRevision(Unchanged):
    """One wording of a note, never changed. `seen_on` is when it happened; `recorded_at` when the server had it for certain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="revisions")
    parents = models.JSONField(default=list)  # ids of the revisions it follows, sorted; they may not have arrived yet
    form = models.PositiveSmallIntegerField(default=2)  # how its hash is computed: 1 before notebooks, 2 since
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=36, blank=True)  # id of the device it was written on; "": on a page
    source = models.CharField(max_length=60, blank=True)  # a kind of source of the framework
    role = SealedText(null=True)  # the work of whoever was spoken to, never a name; null: not asked (form 1)
    sector = models.CharField(max_length=30, blank=True)
    criteria = models.JSONField(default=list)  # ids of the framework, in its order
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="+", null=True)
    direction = models.CharField(max_length=10, choices=NoteDirection.choices, blank=True)
    text = SealedText()
    child_words = SealedText(null=True)  # what the child said, in their own words; null: not asked (form 1)
    seen_on = models.DateField(null=True)
    seen_at = models.DateTimeField(null=True)  # the minute, where that is known
    period_from = models.DateField(null=True)  # the time it speaks of
    period_to = models.DateField(null=True)
    #: The answered question this wording rests on, where it says that an agency knew or did not know a child.
    question = models.ForeignKey("linkage.NotKnownQuestion", on_delete=models.PROTECT, related_name="+", null=True)
    eyes = models.CharField(max_length=10, choices=Eyes.choices, default=Eyes.TEAM)
    written_at = models.DateTimeField(null=True)  # by the clock of its device, which may be wrong; null: form 1
    recorded_at = models.DateTimeField(default=timezone.now)  # one moment for all that arrived together

    objects = NoteRevisionQuerySet.as_manager()

    class Meta:
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"Revision {self.hash[:8]}"


class Arrival(Unchanged):
    """That a revision is to be sent to the team's devices: its place in the inspection's order of arrivals.

    A revision that somebody may read only later (they were named, or the note was opened) arrives once more: devices ask for
    what came after the last number they had.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(NoteRevision, on_delete=models.PROTECT, related_name="arrivals")

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="one_arrival_per_number"),)

    def __str__(self) -> str:
        return f"Arrival {self.number}"


class Finding(models.Model):
    """What the inspectors hold to be so about the partnership or named sectors and agencies. It rests on notes.

    What stands now stands here; every wording it has had is kept in its versions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    criterion = models.CharField(max_length=80)
    direction = models.CharField(max_length=10, choices=FindingDirection.choices)
    sectors = models.JSONField()  # list of sector ids; empty: the partnership as a whole
    text = SealedText()
    also = models.JSONField(default=list)  # further criteria it answers
    agencies = models.ManyToManyField("areas.Agency", related_name="+")  # named beside the sectors
    known_to_leaders = models.CharField(max_length=20, choices=KnownToLeaders.choices, default=KnownToLeaders.NOT_ESTABLISHED)
    acted_during = SealedText(default="")  # what was done about it during the inspection
    acted_on = models.DateField(null=True)  # when that was
    acted_seen_by = models.CharField(max_length=40, blank=True)  # id of the inspectorate that saw it; never a worker
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


# Django looks for an app's models here. These modules name the two above by word, so neither needs the other first.
from joinedup.evidence.aside.models import KeptAside  # noqa: E402
from joinedup.evidence.devices.models import Device, DeviceWipe  # noqa: E402
from joinedup.evidence.enquiring.models import ClosingNote, EnquiryNote  # noqa: E402
from joinedup.evidence.eyes.models import NoteLift, NoteReader  # noqa: E402
from joinedup.evidence.feedback.models import FeedbackMeeting, Present, SaidBack, SaidFinding  # noqa: E402
from joinedup.evidence.findings.models import FedBack, FindingVersion  # noqa: E402
from joinedup.evidence.looking.models import Gap, GapEntry  # noqa: E402
from joinedup.evidence.meetings.models import TeamDecision, TeamMeeting  # noqa: E402
from joinedup.evidence.own_views.models import OpeningEntry, OwnView, OwnViewVersion  # noqa: E402
from joinedup.evidence.together.models import NoFinding, Stance  # noqa: E402

__all__ = (
    "Arrival",
    "ClosingNote",
    "Device",
    "DeviceWipe",
    "EnquiryNote",
    "FedBack",
    "FeedbackMeeting",
    "Finding",
    "FindingNote",
    "FindingVersion",
    "Gap",
    "GapEntry",
    "KeptAside",
    "NoFinding",
    "Note",
    "NoteLift",
    "NoteReader",
    "NoteRevision",
    "OpeningEntry",
    "OwnView",
    "OwnViewVersion",
    "Present",
    "SaidBack",
    "SaidFinding",
    "Stance",
    "TeamDecision",
    "TeamMeeting",
)
