"""The child a slot is about. All writing goes through `cases.slots.actions`."""

import uuid

from django.db import models

from joinedup.cases.seeing import teams_of
from joinedup.people.models import Person


class SlotChildQuerySet(models.QuerySet["SlotChild"]):
    def visible_to(self, person: Person) -> "SlotChildQuerySet":
        """Return the links of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class SlotChild(models.Model):
    """That a slot is about one tracked child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    slot = models.OneToOneField("inspections.Slot", on_delete=models.PROTECT, related_name="about")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="slots")

    objects = SlotChildQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "slot children"

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.tracked_id}"
