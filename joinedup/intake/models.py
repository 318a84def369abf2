"""What agencies are asked for, what they sent, and what is wrong with it. All writing goes through `intake.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.intake.asking.models import Chaser, Extension  # noqa: F401  Django finds an app's tables in this module
from joinedup.intake.enums import Coverage, ItemKind, RequestState, SubmissionState
from joinedup.intake.mappings.models import HeaderMapping  # noqa: F401
from joinedup.intake.own_checks.models import OwnCheck, SubmissionRemark, SubmissionSummary  # noqa: F401
from joinedup.intake.questions.models import Question, QuestionEntry  # noqa: F401
from joinedup.intake.seeing import seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def visible_to(self, person: Person) -> "DataRequestQuerySet":
        """Return the requests a person may see: of inspections they are in the team of, and those made to their own agency."""
        return self.filter(seen_by(person)) if person.is_active else self.none()


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, person: Person) -> "SubmissionQuerySet":
        """Return the submissions a person may see: of inspections they are in the team of, and those of their own agency."""
        return self.filter(seen_by(person)) if person.is_active else self.none()


class SubmissionIssueQuerySet(models.QuerySet["SubmissionIssue"]):
    def visible_to(self, person: Person) -> "SubmissionIssueQuerySet":
        """Return the issues of the submissions a person may see."""
        return self.filter(submission__in=Submission.objects.all().visible_to(person).values("pk"))


class DataRequest(models.Model):
    """One thing one agency is asked for: a list, or any other item of the framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20, choices=ItemKind.choices)
    item = models.CharField(max_length=80)  # id of the list or request item in the framework
    title = models.CharField(max_length=300)
    purpose = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = SealedText(default="")  # why it is not held

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "kind", "title")
        constraints = (models.UniqueConstraint(fields=("inspection", "agency", "item"), name="intake_item_asked_once"),)

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """One file as an agency sent it, kept for ever, and what was read from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DataRequest, on_delete=models.PROTECT, related_name="submissions")
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="submissions")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="submissions")
    list_id = models.CharField(max_length=80, blank=True)  # "" for what is not a list
    coverage = models.CharField(max_length=10, choices=Coverage.choices, blank=True, default="")  # "": not said
    #: What this is the same as: sent before in this inspection, for another item or for this one, and not sent a second time.
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, related_name="stands_for", null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # of work, as the agency states; null: not stated
    filename = SealedText()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, related_name="superseded_by", null=True)
    state = models.CharField(max_length=20, choices=SubmissionState.choices, default=SubmissionState.RECEIVED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    reason = SealedText(default="")  # why it was refused, or accepted as it is
    #: Accepted as it is, and what is open is cleared up by telephone: who will ring.
    rings = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    file = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")
    records = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    events = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    relations = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    rows = models.PositiveIntegerField(null=True)
    record_count = models.PositiveIntegerField(null=True)
    event_count = models.PositiveIntegerField(null=True)
    relation_count = models.PositiveIntegerField(null=True)
    kinds_unshown = models.JSONField(default=list)  # kinds of event it was asked for and lacks the columns of
    #: How many issues there are, shown or not: [{rule, column, severity, sentence, count}], the gravest and most frequent first.
    issue_counts = SealedJSON(default=list)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at",)
        indexes = (models.Index(fields=("inspection", "state"), name="intake_submission_state"),)

    def __str__(self) -> str:
        return f"{self.list_id or 'file'} {self.sha256[:12]}"


class SubmissionIssue(models.Model):
    """One problem of a submission, at its place. The sentence is clear of values; the value as written stands apart.

    Headers and titles of sheets are the sender's own words and may hold a child's name, so wherever they stand is sealed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="issues")
    place = models.PositiveIntegerField()  # order within the submission
    sheet = SealedText(default="")
    row = models.PositiveIntegerField(null=True)  # null: of the whole column or sheet
    column = SealedText(default="")
    severity = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    sentence = SealedText()
    value = SealedText(null=True)

    objects = SubmissionIssueQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "place")

    def __str__(self) -> str:
        return f"{self.rule} in row {self.row}" if self.row else self.rule
