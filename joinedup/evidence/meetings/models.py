"""Team meetings and what was decided in them. All writing goes through `meetings.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.meetings.enums import MeetingState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class TeamMeetingQuerySet(models.QuerySet["TeamMeeting"]):
    def visible_to(self, person: Person) -> "TeamMeetingQuerySet":
        """Return the meetings of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class TeamDecisionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "TeamDecisionQuerySet":
        """Return what was decided in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class TeamMeeting(models.Model):
    """One meeting of the team. `since` is from when on what came is new to it; `stood` the gaps as they stood when it closed.

    `stood` is as somebody sees it who reads no note for restricted eyes: everybody of the team reads it later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="team_meetings")
    number = models.PositiveIntegerField()
    on = models.DateField()
    since = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.HELD)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    there = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    #: Inspectors of the team as it was then who were not there; nobody where it closed before they were kept.
    absent = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    closed_at = models.DateTimeField(null=True)
    stood = models.JSONField(default=list)  # [criterion, sector, mark] each
    #: Ids of the notes that were new to it when it closed, whoever may read them; null where it closed before they were kept.
    new_to_it = models.JSONField(null=True)

    objects = TeamMeetingQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="evidence_one_meeting_per_number"),)

    def __str__(self) -> str:
        return f"Team meeting {self.number}"


class TeamDecision(Unchanged):
    """One thing a team meeting decided, in words. Never changed: what turns out otherwise is decided anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(TeamMeeting, on_delete=models.PROTECT, related_name="decisions")
    words = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("meeting", "at")

    def __str__(self) -> str:
        return f"Decided in {self.meeting_id}"
