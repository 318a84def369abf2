"""What an agency learnt of its own lists, and what it says of them. All writing goes through `intake.own_checks.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.areas.models import AgencyMember
from joinedup.intake.seeing import seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class OwnCheckQuerySet(models.QuerySet["OwnCheck"]):
    def visible_to(self, person: Person) -> "OwnCheckQuerySet":
        """Return the checks of a person's own agencies. Nobody else sees them, whatever inspection is open."""
        agencies = AgencyMember.objects.filter(person=person).values("agency")
        return self.filter(agency__in=agencies) if person.is_active else self.none()


class SubmissionRemarkQuerySet(models.QuerySet["SubmissionRemark"]):
    def visible_to(self, person: Person) -> "SubmissionRemarkQuerySet":
        """Return the remarks on the submissions a person may see."""
        return self.filter(seen_by(person, "submission__")) if person.is_active else self.none()


class SubmissionSummaryQuerySet(models.QuerySet["SubmissionSummary"]):
    def visible_to(self, person: Person) -> "SubmissionSummaryQuerySet":
        """Return the summaries of the submissions a person may see."""
        return self.filter(seen_by(person, "submission__")) if person.is_active else self.none()


class OwnCheck(models.Model):
    """That an agency checked one list, and how many issues of each rule it had. Stands outside any inspection, so in clear:

    no value, no header, no title of a sheet and no name of a file; columns by the framework's own key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="own_checks")
    framework_id = models.CharField(max_length=80)
    list_id = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)  # of the file as it was checked
    rows = models.PositiveIntegerField()
    counts = models.JSONField(default=list)  # [{rule, column, severity, count}]; column "" where the framework has none of it
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    objects = OwnCheckQuerySet.as_manager()

    class Meta:
        ordering = ("-checked_at",)
        indexes = (models.Index(fields=("agency", "framework_id", "list_id"), name="intake_own_check_of_list"),)

    def __str__(self) -> str:
        return f"{self.list_id} {self.sha256[:12]}"


class SubmissionRemark(models.Model):
    """What an agency says beside one part of what it sent: why 14 ages are missing. Shown to the inspectors in its place.

    About an issue (`rule`, and `column` as the file heads it), about a part of the summary (`part`), or, with neither, the whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey("intake.Submission", on_delete=models.PROTECT, related_name="remarks")
    rule = models.CharField(max_length=40, blank=True)
    part = models.CharField(max_length=40, blank=True)
    column = SealedText(default="")
    text = SealedText()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    objects = SubmissionRemarkQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "said_at")

    def __str__(self) -> str:
        return f"remark on {self.rule or self.part or 'the whole'}"


class SubmissionSummary(models.Model):
    """What a submission holds, counted: the same figures the agency saw before it sent it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    submission = models.OneToOneField("intake.Submission", on_delete=models.PROTECT, related_name="summary")
    figures = SealedJSON(default=dict)

    objects = SubmissionSummaryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"summary of {self.submission_id}"
