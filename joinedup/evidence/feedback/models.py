"""Final feedback meetings and what was said there. All writing goes through `feedback.actions`.

While a meeting is prepared, what is to be fed back may change. Once it is given, what was said stands as it was said: each
finding in the wording it had, who was there, and what was said back.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged
from joinedup.cases.seeing import teams_of
from joinedup.evidence.feedback.enums import FeedbackState, Reply
from joinedup.evidence.together.models import TeamsRows
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class FeedbackMeetingQuerySet(models.QuerySet["FeedbackMeeting"]):
    def visible_to(self, person: Person) -> "FeedbackMeetingQuerySet":
        """Return the meetings of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class FeedbackMeeting(models.Model):
    """One final feedback meeting. As a rule an inspection has one; a second follows where evidence was gathered afterwards.

    `marking` and `said_first` are the framework's words as they were used.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="feedback_meetings")
    number = models.PositiveIntegerField()
    on = models.DateField()  # the day it is planned for, then the day it was held
    state = models.CharField(max_length=10, choices=FeedbackState.choices, default=FeedbackState.PREPARED)
    findings = models.ManyToManyField("evidence.Finding", related_name="+")  # to be fed back; what was is in `said`
    marking = models.TextField()
    said_first = models.JSONField(default=list)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField(null=True)

    objects = FeedbackMeetingQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="evidence_one_feedback_per_number"),)

    def __str__(self) -> str:
        return "Final feedback meeting" if self.number == 1 else f"Final feedback meeting {self.number}"


class SaidFinding(Unchanged):
    """That a finding was fed back at a meeting, in which place, in the wording its `fed_back` names. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(FeedbackMeeting, on_delete=models.PROTECT, related_name="said")
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="+")
    fed_back = models.OneToOneField("evidence.FedBack", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("meeting", "position")
        constraints = (models.UniqueConstraint(fields=("meeting", "finding"), name="evidence_said_once_at_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.finding_id} at {self.meeting_id}"


class Present(Unchanged):
    """Somebody who was at a meeting: a person of the team, or a post of an agency, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(FeedbackMeeting, on_delete=models.PROTECT, related_name="present")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    post = SealedText(default="")

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("meeting",)
        verbose_name_plural = "present"

    def __str__(self) -> str:
        return f"At {self.meeting_id}"


class SaidBack(Unchanged):
    """What an agency said to one finding that was fed back, at the meeting or after it. What it says later is a further row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    said = models.ForeignKey(SaidFinding, on_delete=models.PROTECT, related_name="replies")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=12, choices=Reply.choices)
    words = SealedText(default="")
    due = models.DateField(null=True)  # by when the further evidence comes
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")  # who wrote it down
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "said back"

    def __str__(self) -> str:
        return f"{self.get_reply_display()}: {self.said_id}"
