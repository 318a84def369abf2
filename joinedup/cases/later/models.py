"""What a person decided of a later link run for one tracked child. All writing goes through `later.actions`.

In clear stand the run, the decision and who took it; records, what changed and why are sealed. No row is ever changed: the
records and chronology a child had before stay readable in the row before, the first ones in the sample.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.later.enums import Later
from joinedup.cases.seeing import teams_of
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class LaterDecisionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "LaterDecisionQuerySet":
        """Return the decisions in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class CohortLaterQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "CohortLaterQuerySet":
        """Return what was brought in in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class LaterDecision(Unchanged):
    """One decision about one child and one run. Accepted, it holds the child's ground from then on; refused, nothing but why.

    Taken back, the child stands `again` on what it stood on before the run was let in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="later_decisions")
    number = models.PositiveIntegerField()  # 1, 2 … for one child
    run = models.UUIDField()  # id of the link run it is about
    #: Of one that takes a run back: the decision whose ground the child stands on again; null for the sample's.
    again = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)
    decision = models.CharField(max_length=8, choices=Later.choices)
    why = SealedText()
    change = SealedJSON()  # see core.later.Change.as_json
    records_before = SealedJSON()  # list of record ids
    records = SealedJSON()  # list of record ids, as pinned from here on
    chronology = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)  # of one accepted
    received = models.JSONField(default=list)  # as Sample.received, of this run
    unshown = models.JSONField(default=list)  # as Sample.unshown, of this run
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = LaterDecisionQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "number")
        constraints = (models.UniqueConstraint(fields=("tracked", "number"), name="cases_one_later_decision_per_number"),)

    def __str__(self) -> str:
        return f"{self.get_decision_display()}, {self.number}"


class CohortLater(Unchanged):
    """What a later run tells of the children of a cohort, brought in by somebody to be read beside what stood at the draw.

    The sample, its frame and who is in it stay. `as_drawn` are the children who keep their chronology of the draw also here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey("cases.Sample", on_delete=models.PROTECT, related_name="brought_in")
    number = models.PositiveIntegerField()  # 1, 2 … for one sample
    run = models.UUIDField()  # id of the link run
    why = SealedText()
    as_drawn = SealedJSON()  # child_id → why, a word of core.later.AS_DRAWN
    chronologies = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")
    received = models.JSONField(default=list)  # as Sample.received, of this run
    unshown = models.JSONField(default=list)  # as Sample.unshown, of this run
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = CohortLaterQuerySet.as_manager()

    class Meta:
        ordering = ("sample", "number")
        verbose_name_plural = "cohorts with later lists"
        constraints = (
            models.UniqueConstraint(fields=("sample", "number"), name="cases_one_cohort_with_later_lists_per_number"),
            models.UniqueConstraint(fields=("sample", "run"), name="cases_a_run_is_brought_in_once"),
        )

    def __str__(self) -> str:
        return f"Later lists {self.number}"
