"""Link runs, and what people decided about pairs. All writing goes through `linkage.actions`.

In clear stand counts, settings, states and hashes; record ids and reasons are sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.inspections.models import TeamMember
from joinedup.linkage.enums import Decision, RunState
from joinedup.linkage.reviews.enums import Look
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


def _teams_of(person: Person) -> models.QuerySet:
    """Return the inspections whose team a person is on: nobody else sees who was linked with whom."""
    return TeamMember.objects.filter(person=person).values("inspection")


class LinkRunQuerySet(models.QuerySet["LinkRun"]):
    def visible_to(self, person: Person) -> "LinkRunQuerySet":
        """Return the runs of inspections whose team the person is on."""
        return self.filter(inspection__in=_teams_of(person)) if person.is_active else self.none()


class LinkDecisionQuerySet(models.QuerySet["LinkDecision"]):
    def visible_to(self, person: Person) -> "LinkDecisionQuerySet":
        """Return the decisions in inspections whose team the person is on."""
        return self.filter(inspection__in=_teams_of(person)) if person.is_active else self.none()


class LinkRun(models.Model):
    """One run over the records accepted at its start. Nothing of a finished run ever changes; a later run is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="link_runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=40, blank=True)  # what it is doing, for who waits
    progress = models.FloatField(default=0.0)  # 0 to 1
    failure = models.CharField(max_length=300, blank=True)  # one sentence, nothing of a child
    settings = models.JSONField()  # seed, thresholds, agencies that give each person one id
    model = models.CharField(max_length=60)
    model_sha256 = models.CharField(max_length=64)
    submissions = models.JSONField()  # ids of the lists that counted when it began: it reads these and no others
    seconds = models.JSONField(default=dict)  # by stage
    weights = models.JSONField(default=dict)  # what was weighed with: the model's, or as the lists moved or fitted them
    records = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    memberships = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    pairs = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    evidence = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)  # core.waterfall
    drawn = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)  # core.checking.DRAWN
    quality = models.JSONField(default=dict)  # counts alone; see linkage.reviews.quality
    record_count = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)  # children and adults
    children = models.PositiveIntegerField(null=True)  # people under 18, or expected, on the day of notification
    joined = models.PositiveIntegerField(null=True)  # pairs
    for_review = models.PositiveIntegerField(null=True)
    rejected = models.PositiveIntegerField(null=True)

    objects = LinkRunQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        indexes = (models.Index(fields=("inspection", "state"), name="linkage_run_state"),)

    def __str__(self) -> str:
        return f"link run {str(self.pk)[:8]}"


class LinkDecision(models.Model):
    """What one person said of one pair, and why. None is ever changed; which one stands tells `linkage.core.reviewing`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="link_decisions")
    run = models.ForeignKey(LinkRun, on_delete=models.PROTECT, related_name="decisions")
    pair_id = models.CharField(max_length=16)  # see linkage.queries.pair_id
    record_id_l = SealedText()
    record_id_r = SealedText()
    decision = models.CharField(max_length=12, choices=Decision.choices)
    look = models.CharField(max_length=8, choices=Look.choices, default=Look.FIRST)
    checks = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="checked_by", null=True
    )  # the first decision it is about
    second_asked = models.BooleanField(default=False)  # whoever decided asked for a second look
    reason = SealedText()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = LinkDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("decided_at",)
        indexes = (models.Index(fields=("inspection", "pair_id"), name="linkage_decision_pair"),)

    def __str__(self) -> str:
        return f"{self.get_decision_display()} ({self.pair_id})"


# Django looks for an app's models here. These modules name the two above by word, so neither needs the other first.
from joinedup.linkage.look_up.models import LookUp, LookUpAnswer  # noqa: E402
from joinedup.linkage.not_known.models import NotKnownQuestion  # noqa: E402
from joinedup.linkage.reviews.models import LinkWithdrawal  # noqa: E402

__all__ = ("LinkDecision", "LinkRun", "LinkWithdrawal", "LookUp", "LookUpAnswer", "NotKnownQuestion")
