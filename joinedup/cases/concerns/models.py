"""Urgent concerns, who receives them, and what was said and done: nothing is overwritten and nothing can be deleted.

In clear stand codes, routes, states, times and macs. Who the child is, and every word, is sealed.
All writing goes through `cases.concerns.actions`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import AgencyMember
from joinedup.audit.kept import Kept, KeptError, KeptRows, Unchanged
from joinedup.cases.concerns.enums import ConcernState, EntryKind
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class KeptForEverError(KeptError):
    """Somebody tried to delete or overwrite part of an urgent concern."""

    sentence = "An urgent concern is never deleted or overwritten: what was wrong is withdrawn, with a reason."


class ConcernQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ConcernQuerySet":
        """Return the concerns a person may see.

        The team its inspection's, and at agencies the coordinators of those that receive it and whoever is named; but of one
        about staff only the lead inspectors, whoever raised it and whoever is named to receive it.
        """
        if not person.is_active:
            return self.none()
        mine = TeamMember.objects.filter(person=person)
        member = AgencyMember.objects.filter(person=person)
        leading, coordinating = mine.filter(role=Role.LEAD), member.filter(role=AgencyRole.COORDINATOR)
        named = ConcernReceiver.objects.filter(person=person, agency__in=member.values("agency"))
        received = ConcernReceiver.objects.filter(agency__in=coordinating.values("agency"))
        by_agency = Q(pk__in=named.values("concern")) | Q(about_staff=False, pk__in=received.values("concern"))
        raised = Q(raised_by=person, inspection__in=mine.values("inspection"))
        team = Q(about_staff=False, inspection__in=mine.values("inspection")) | raised
        lead = Q(inspection__in=leading.values("inspection"))
        return self.filter(team | lead | (by_agency & ~Q(inspection__stage=Stage.PLANNED)))


class Concern(Kept):
    """One urgent concern by one route of the framework. Only its state and times move on; what was said stands in its entries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="concerns")
    number = models.PositiveIntegerField()
    route = models.CharField(max_length=60)  # id of the framework's route
    about_staff = models.BooleanField(default=False)
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="concerns", null=True)
    code = models.CharField(max_length=20, blank=True)  # the child's own code; "" where the child is not on the lists
    child_id = models.CharField(max_length=16, blank=True)
    run = models.UUIDField(null=True)  # id of the link run `child_id` is of
    records = SealedJSON(default=list)  # record ids
    identity = SealedJSON(default=dict)  # linkage.core.identity, and under "own" each agency's own numbers
    who = SealedText(default="")  # of a child not on the lists, or a service
    spoken_of = SealedJSON(default=dict)  # role and agency of somebody at work, never a name
    state = models.CharField(max_length=12, choices=ConcernState.choices, default=ConcernState.RAISED)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()  # when the first step was taken: of a concern told by voice, when it was told
    written_due_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    acknowledge_due_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)

    refusal = KeptForEverError
    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="cases_concern_number_once"),)

    def __str__(self) -> str:
        return f"Urgent concern {self.number}"


class ConcernReceiver(Unchanged):
    """Somebody a concern was sent to: a person with an account, or a post with a sealed name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="receivers")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    post = models.CharField(max_length=200)
    name = SealedText(default="")

    refusal = KeptForEverError

    class Meta:
        ordering = ("concern", "post")

    def __str__(self) -> str:
        return self.post


class ConcernEntry(Unchanged):
    """One thing said or done about a concern, bound by its mac to the one before. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EntryKind.choices)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()  # when it was written down
    happened_at = models.DateTimeField(null=True)  # when somebody was rung
    due_at = models.DateTimeField(null=True)  # by when it was due, where it was
    words = SealedJSON(default=dict)  # keys of enums.WORDS
    previous = models.CharField(max_length=64, blank=True)
    mac = models.CharField(max_length=64)

    refusal = KeptForEverError

    class Meta:
        ordering = ("concern", "seq")
        verbose_name_plural = "concern entries"
        constraints = (models.UniqueConstraint(fields=("concern", "seq"), name="cases_concern_entry_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.concern}"
