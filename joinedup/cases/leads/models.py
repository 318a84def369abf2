"""Each time other inspectors were named to lead on a tracked child. All writing goes through `leads.actions`.

In clear stand ids and who did it; why is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class LeadsChangeQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "LeadsChangeQuerySet":
        """Return the changes in inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class LeadsChange(Unchanged):
    """One change of who leads on a child: who led before, who leads from then on, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="lead_changes")
    number = models.PositiveIntegerField()  # 1, 2 … for one child
    before = models.JSONField()  # list of ids of people
    after = models.JSONField()  # list of ids of people
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = LeadsChangeQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "number")
        constraints = (models.UniqueConstraint(fields=("tracked", "number"), name="cases_one_change_of_leads_per_number"),)

    def __str__(self) -> str:
        return f"Leads changed, {self.number}"
