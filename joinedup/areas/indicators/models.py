"""Published measures, one table for each measure and year. All writing goes through `areas.indicators.actions`.

A table is never changed: a revised one is a further row, so that what a choice was made from can always be read again.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, UnchangedRows
from joinedup.people.models import Person


class MeasureTableQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "MeasureTableQuerySet":
        """Return every table for somebody who works for an inspectorate, and none for anybody else."""
        works = person.is_active and person.inspectorate_memberships.exists()
        return self if works else self.none()


class MeasureTable(Kept):
    """One measure's figures of one year for the areas its publisher gives, real ones or made-up ones, never both."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    measure = models.SlugField(max_length=60)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=40)
    made_up = models.BooleanField(default=False)
    #: {area's code: figure, or the publisher's mark as text}
    values = models.JSONField()
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    #: 1 for the first table of a measure and year, one more for each that took its place.
    version = models.PositiveIntegerField(default=1)
    loaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = MeasureTableQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "year", "version")
        constraints = (
            models.UniqueConstraint(fields=("measure", "year", "made_up", "version"), name="areas_measure_table_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"
