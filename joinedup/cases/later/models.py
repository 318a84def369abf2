"""What a person decided of a later link run for one tracked child. All writing goes through `later.actions`.

In clear stand the run, the decision and who took it; records, what changed and why are sealed. No row is ever changed: the
records and chronology a child had before stay readable in the row before, the first ones in the sample.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.later.enums import Later
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class LaterDecisionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "LaterDecisionQuerySet":
        """Return the decisions in inspections whose team the person is on."""
        team = TeamMember.objects.filter(person=person).values("inspection")
        return self.filter(inspection__in=team) if person.is_active else self.none()


class LaterDecision(Unchanged):
    """One decision about one child and one run. Accepted, it holds the child's ground from then on; refused, nothing but why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="later_decisions")
    number = models.PositiveIntegerField()  # 1, 2 … for one child
    run = models.UUIDField()  # id of the link run it is about
    decision = models.CharField(max_length=8, choices=Later.choices)
    why = SealedText()
    change = SealedJSON()  # see core.later.Change.as_json
    records_before = SealedJSON()  # list of record ids
    records = SealedJSON()  # list of record ids, as pinned from here on
    chronology = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)  # null: refused
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
