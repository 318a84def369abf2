"""Priority actions, what happened to each, and whom each was told. All writing goes through `letter.priority.actions`.

In clear stand states, agencies and times; what is asked, why, and what an agency answers is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import AgencyMember
from joinedup.audit.kept import Kept, KeptRows, Unchanged
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import TeamMember
from joinedup.letter.priority.enums import PriorityEntryKind, PriorityState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class PriorityQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "PriorityQuerySet":
        """Return the priority actions of inspections whose team the person is on."""
        teams = TeamMember.objects.filter(person=person, person__is_active=True)
        return self.filter(inspection__in=teams.values("inspection"))


class NoticeQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "NoticeQuerySet":
        """Return the notices of inspections whose team the person is on, and those to agencies the person coordinates."""
        if not person.is_active:
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("inspection")
        own = AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR).values("agency")
        at_agency = models.Q(agency__in=own) & ~models.Q(inspection__stage=Stage.PLANNED)
        return self.filter(models.Q(inspection__in=teams) | at_agency)


class PriorityAction(Kept):
    """That a finding asks for action before everything else, and of which agencies. Only its state and day move on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="priority_actions")
    number = models.PositiveIntegerField()
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="+")
    agencies = models.ManyToManyField("areas.Agency", related_name="+")  # one or several: those it is addressed to
    asks = SealedText()  # what must be done at once
    reasons = SealedText()
    state = models.CharField(max_length=12, choices=PriorityState.choices, default=PriorityState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(null=True)  # by when the agencies say what they have done; null until it is decided on

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="letter_priority_number_once"),)

    def __str__(self) -> str:
        return f"Priority action {self.number}"


class PriorityEntry(Unchanged):
    """One thing that happened to a priority action, or an agency's answer to it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    priority = models.ForeignKey(PriorityAction, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=PriorityEntryKind.choices)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)  # that answered
    words = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("priority", "number")
        verbose_name_plural = "priority entries"
        constraints = (models.UniqueConstraint(fields=("priority", "number"), name="letter_priority_entry_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.priority}"


class PriorityNotice(Kept):
    """That one agency was told of a priority action, when, and when somebody there first read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    priority = models.ForeignKey(PriorityAction, on_delete=models.PROTECT, related_name="notices")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("priority", "agency__name")
        constraints = (models.UniqueConstraint(fields=("priority", "agency"), name="letter_priority_told_once"),)

    def __str__(self) -> str:
        return f"{self.priority}, {self.agency}"
