"""Runs of the roster, what-if copies, wishes and who goes. All writing goes through `programme.plans.actions`.

Inputs, outcome and reasons are sealed with the round's key: a declared interest's kind stands in them.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows
from joinedup.people.models import Person
from joinedup.programme.plans.enums import PlanState, WishKind
from joinedup.programme.rounds.models import Round, knowing
from joinedup.vault.fields import SealedJSON, SealedText


class OfPlannersQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "OfPlannersQuerySet":
        """Return the rows of rounds whose areas a person may know: who plans."""
        return self.filter(knowing(person))


class PlanCopy(Kept):
    """A what-if copy of a round's plan: rules that differ, wishes of its own. Nothing of it holds until it is taken over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="plan_copies")
    title = models.CharField(max_length=80)
    rules = models.JSONField(default=dict)  # whole numbers laid over the round's rules, by name
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = OfPlannersQuerySet.as_manager()

    class Meta:
        ordering = ("made_at",)
        verbose_name_plural = "plan copies"
        constraints = (
            models.UniqueConstraint(fields=("round", "title"), condition=models.Q(ended_at=None), name="programme_copy_title_once"),
        )

    def __str__(self) -> str:
        return self.title


class Plan(Kept):
    """One run: what went in, the seed, and the plan it found, or which rules clash. `copy` null: for the round itself."""

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="plans")
    copy = models.ForeignKey(PlanCopy, on_delete=models.PROTECT, related_name="plans", null=True)
    before = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)  # the plan it differs least from
    seed = models.BigIntegerField()
    time_limit = models.PositiveSmallIntegerField()  # seconds
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.RUNNING)
    step = models.CharField(max_length=40, blank=True)  # what it is doing, for who waits
    inputs = SealedJSON()
    inputs_hash = models.CharField(max_length=64)
    outcome = SealedJSON(null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    held_from = models.DateTimeField(null=True)  # taken over as the round's plan
    held_until = models.DateTimeField(null=True)

    objects = OfPlannersQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("round",),
                condition=models.Q(held_from__isnull=False, held_until=None),
                name="programme_one_plan_holds",
            ),
        )

    def __str__(self) -> str:
        return f"plan {str(self.pk)[:8]}"


class Wish(Kept):
    """What somebody lays down: a week fixed, an inspector pinned, made lead or forbidden, in the round or in one copy of it."""

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="wishes")
    copy = models.ForeignKey(PlanCopy, on_delete=models.PROTECT, related_name="wishes", null=True)
    place = models.ForeignKey("programme.RoundArea", on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(max_length=8, choices=WishKind.choices)
    week = models.DateField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = OfPlannersQuerySet.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return self.get_kind_display()


class AssignmentQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "AssignmentQuerySet":
        """Return who goes where in the rounds a person has a part in, by code word, and where they go themselves."""
        if not person.is_active:
            return self.none()
        return self.filter(models.Q(round__in=Round.objects.all().visible_to(person).values("pk")) | models.Q(person=person))

    def standing(self) -> "AssignmentQuerySet":
        """Return those of the plans that hold."""
        return self.filter(ended_at=None)


class Assignment(Kept):
    """Somebody goes to one inspection of a round, by the plan that holds. The row stays when another plan takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="assignments")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assignments")
    place = models.ForeignKey("programme.RoundArea", on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    lead = models.BooleanField(default=False)
    week = models.DateField()
    from_week = models.DateField()  # the first Monday they work on it
    until_week = models.DateField()  # the last
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    ended_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("week", "-lead")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "person"), condition=models.Q(ended_at=None), name="programme_goes_once_to_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} to {self.place}"
