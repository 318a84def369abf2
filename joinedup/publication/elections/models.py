"""Pre-election periods: no letter about an area is published within one."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept


class PreElectionPeriod(Kept):
    """One period of one area, first and last day included, and its source. One entered wrongly is struck out, not removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="pre_election_periods")
    first = models.DateField()
    last = models.DateField()
    election = models.CharField(max_length=120)
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True)
    struck_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("first", "area")

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
