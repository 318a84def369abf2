"""The sample, the children tracked, and those replaced. All writing goes through `cases.actions`.

In clear stand codes, hashes, ids and states; whatever is said of a child is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.enums import ReplacedFor, Sharing, TrackedState
from joinedup.cases.seeing import teams_of
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class SampleQuerySet(models.QuerySet["Sample"]):
    def visible_to(self, person: Person) -> "SampleQuerySet":
        """Return the samples of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class TrackedChildQuerySet(models.QuerySet["TrackedChild"]):
    def visible_to(self, person: Person) -> "TrackedChildQuerySet":
        """Return the children tracked in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class Sample(models.Model):
    """The cohort as it stood, the sample drawn from it, and the chronologies of its children: later runs never move them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.OneToOneField("inspections.Inspection", on_delete=models.PROTECT, related_name="sample")
    run = models.UUIDField()  # id of the link run whose children these are
    frame_hash = models.CharField(max_length=64)
    seed = models.CharField(max_length=100)
    method = models.TextField()  # how to redo the draw, in words
    sharing = models.CharField(max_length=20, choices=Sharing.choices, default=Sharing.LARGEST_REMAINDER)
    size = models.PositiveIntegerField()  # children drawn
    children = models.PositiveIntegerField()  # children in the cohort
    received = models.JSONField()  # ids of the lists that had been received
    unshown = models.JSONField(default=list)  # [list, kind of event] those lists were asked for and could not show
    artefact = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")  # the cohort frame
    chronologies = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = SampleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.size} of {self.children} children"


class Replacement(Unchanged):
    """A sampled child left out and the next in order taken instead: why, and who decided."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="replacements")
    number = models.PositiveIntegerField()
    child_id = models.CharField(max_length=16)
    by_child = models.CharField(max_length=16)
    #: A value of ReplacedFor, filled up to one length: what is sealed is as long as what it holds. Null: the key was destroyed.
    replaced_for = SealedText(null=True)
    reason = SealedText()  # more, in words; may be empty where `kind` says it
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("sample", "number")
        constraints = (models.UniqueConstraint(fields=("sample", "number"), name="cases_one_replacement_per_number"),)

    def __str__(self) -> str:
        return f"Replacement {self.number}"

    @property
    def why(self) -> str:
        """The reason as a page tells it: "No consent. The mother said no on Tuesday."; the words alone for another reason."""
        if self.kind == ReplacedFor.OTHER:
            return self.reason
        return f"{self.kind.label}. {self.reason}" if self.reason else f"{self.kind.label}."

    @property
    def kind(self) -> ReplacedFor:
        """Why in one word, which says something of the child."""
        return ReplacedFor((self.replaced_for or ReplacedFor.OTHER).strip())

    @staticmethod
    def filled_up(kind: ReplacedFor) -> str:
        """Return a kind as it is sealed."""
        return kind.value.ljust(max(map(len, ReplacedFor.values)))


class TrackedChild(models.Model):
    """A child followed in depth, by code. `records` are the pinned record ids, `facts` what the authority's list says."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="tracked_children")
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="tracked")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    child_id = models.CharField(max_length=16)
    records = SealedJSON()  # list of record ids
    facts = SealedJSON()  # age, age_band, sex
    why = SealedText()
    state = models.CharField(max_length=10, choices=TrackedState.choices, default=TrackedState.TRACKED)
    left_out_why = SealedText(default="")
    leads = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)

    objects = TrackedChildQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        verbose_name_plural = "tracked children"
        constraints = (
            models.UniqueConstraint(fields=("inspection", "code"), name="cases_one_child_per_code"),
            models.UniqueConstraint(fields=("inspection", "child_id"), name="cases_a_child_is_tracked_once"),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def age(self) -> int | None:
        """Completed years on the day of notification; null where not certain."""
        return self.facts["age"]


class TrackedMoveQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "TrackedMoveQuerySet":
        """Return the moves in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class TrackedMove(Unchanged):
    """One time a tracked child was left out or taken in again: why, by whom and when. No row is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey(TrackedChild, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()  # 1, 2 … for one child
    to = models.CharField(max_length=10, choices=TrackedState.choices)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TrackedMoveQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "number")
        constraints = (models.UniqueConstraint(fields=("tracked", "number"), name="cases_one_move_per_number"),)

    def __str__(self) -> str:
        return f"{self.get_to_display()}, {self.number}"


# Django looks for an app's models here. This module names the two above by word, so neither needs the other first.
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry, FollowedChild  # noqa: E402
from joinedup.cases.audits.models import AuditEntry, AuditMark, AuditPart, AuditVersion, JointAudit  # noqa: E402
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver  # noqa: E402
from joinedup.cases.consent.models import Consent, ConsentEntry, Meeting, SetAside  # noqa: E402
from joinedup.cases.enquiries.models import (  # noqa: E402
    Enquiry,
    EnquiryEntry,
    EnquiryQuestion,
    LineDecision,
    LineProposal,
    ThingToLookAt,
)
from joinedup.cases.later.models import CohortLater, LaterDecision  # noqa: E402
from joinedup.cases.leads.models import LeadsChange  # noqa: E402
from joinedup.cases.sampled.models import SampledChild, ShortFormVersion  # noqa: E402
from joinedup.cases.slots.models import SlotChild  # noqa: E402
from joinedup.cases.times.models import CohortJudged  # noqa: E402
from joinedup.cases.tracking.models import RecordPart, RecordVersion  # noqa: E402

__all__ = (
    "AuditEntry",
    "AuditMark",
    "AuditPart",
    "AuditVersion",
    "ChildRequest",
    "ChildRequestEntry",
    "CohortJudged",
    "CohortLater",
    "Concern",
    "ConcernEntry",
    "ConcernReceiver",
    "Consent",
    "ConsentEntry",
    "Enquiry",
    "EnquiryEntry",
    "EnquiryQuestion",
    "FollowedChild",
    "JointAudit",
    "LaterDecision",
    "LeadsChange",
    "LineDecision",
    "LineProposal",
    "Meeting",
    "RecordPart",
    "RecordVersion",
    "Replacement",
    "Sample",
    "SampledChild",
    "SetAside",
    "ShortFormVersion",
    "SlotChild",
    "ThingToLookAt",
    "TrackedChild",
    "TrackedMove",
)
