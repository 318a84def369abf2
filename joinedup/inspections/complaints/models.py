"""Complaints, what was said about them, with whom they were shared, and holds on publication. Nothing can be deleted.

In clear stand states, times, subjects and who does what. Every word is sealed. All writing goes through `complaints.actions`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.models import Inspectorate
from joinedup.audit.kept import Kept, KeptError, KeptRows, Unchanged
from joinedup.inspections.complaints.enums import Came, ComplaintEntryKind, ComplaintState, Moment, moment_of
from joinedup.inspections.enums import Stage
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class ComplaintKeptError(KeptError):
    """Somebody tried to delete or overwrite part of a complaint."""

    sentence = "A complaint is never deleted or overwritten. Whoever made it can withdraw it."


class ComplaintQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ComplaintQuerySet":
        """Return the complaints whose words a person may read.

        Whoever made one; its readers, while they are outside the inspection's team; and whoever a reader shared it with. Never the
        person whose behaviour it is about.
        """
        if not person.is_active:
            return self.none()
        made = Q(made_by=person, came=Came.DOOR)
        staff = Inspectorate.objects.filter(members__person=person).exists()
        on_team = self.model.objects.filter(inspection__team__person=person).values("pk")
        reads = (Q(reader=person) | Q(second_reader=person)) & ~Q(pk__in=on_team) if staff else Q(pk=None)
        shared = Q(pk__in=ComplaintShare.objects.filter(person=person).values("complaint"))
        return self.filter(made | ((reads | shared) & ~Q(about=person)))


class Complaint(Kept):
    """One complaint about an inspection. Only its state, readers and times move on; what was said stands in its entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="complaints")
    subject = models.CharField(max_length=60)  # id of the framework's subject
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)  # whose behaviour
    words = SealedText()
    wanted = SealedText(default="")  # what is asked to be put right
    came = models.CharField(max_length=10, choices=Came.choices, default=Came.DOOR)
    who = SealedText(default="")  # who complained, and how to reach them, where somebody else wrote it down
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # or wrote it down
    made_at = models.DateTimeField(auto_now_add=True)
    arrived_at = models.DateTimeField()  # clocks run from here
    stage = models.CharField(max_length=20, choices=Stage.choices)  # of the inspection when it was made
    state = models.CharField(max_length=14, choices=ComplaintState.choices, default=ComplaintState.MADE)
    outcome = models.CharField(max_length=14, choices=ComplaintState.choices, blank=True)  # as answered, later as reviewed
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    second_reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    acknowledge_due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ask_review_until = models.DateTimeField(null=True)
    review_due_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)

    refusal = ComplaintKeptError
    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ("arrived_at", "pk")

    def __str__(self) -> str:
        return f"Complaint {self.reference}"

    @property
    def reference(self) -> str:
        """What it is called. Not numbered: a number would tell how many others there are."""
        return self.pk.hex[:6].upper()

    @property
    def moment(self) -> Moment:
        """When in the inspection it was made."""
        return moment_of(self.stage)


class ComplaintEntry(Unchanged):
    """One thing said or done about a complaint."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=ComplaintEntryKind.choices)
    outcome = models.CharField(max_length=14, choices=ComplaintState.choices, blank=True)  # of a review
    words = SealedText(default="")
    told_by = SealedText(default="")  # who told the reader so, where whoever complained has no account here
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    refusal = ComplaintKeptError

    class Meta:
        ordering = ("complaint", "seq")
        verbose_name_plural = "complaint entries"
        constraints = (models.UniqueConstraint(fields=("complaint", "seq"), name="inspections_complaint_entry_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.complaint_id}"


class ComplaintShare(Unchanged):
    """Somebody of the team a reader showed a complaint to. Why stands in its entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="shares")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    refusal = ComplaintKeptError

    class Meta:
        constraints = (models.UniqueConstraint(fields=("complaint", "person"), name="inspections_complaint_shared_once"),)

    def __str__(self) -> str:
        return f"Shared: {self.complaint_id}"


class PublicationHold(Kept):
    """A hold on publication: no letter of its inspection is published until it is lifted. Why stands in the complaint's entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="holds")
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="holds")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lifted_at = models.DateTimeField(null=True)

    refusal = ComplaintKeptError
    objects = KeptRows.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("complaint",), condition=Q(lifted_at=None), name="inspections_one_hold_stands"),
        )

    def __str__(self) -> str:
        return f"Hold, {'lifted' if self.lifted_at else 'standing'}"
