"""The parts of a tracked child's record and their versions. All writing goes through `cases.tracking.actions`."""

from django.db import models

from joinedup.audit.kept import UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.cases.versions.models import PartBase, VersionBase
from joinedup.people.models import Person


class RecordPartQuerySet(models.QuerySet["RecordPart"]):
    def visible_to(self, person: Person) -> "RecordPartQuerySet":
        """Return the parts of records of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class RecordVersionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "RecordVersionQuerySet":
        """Return the versions of parts the person may see."""
        return self.filter(inspection__in=teams_of(person))


class RecordPart(PartBase):
    """One part of one child's record: a section of the framework, and the sector it is about ("" for the child's own)."""

    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="record_parts")
    section = models.CharField(max_length=80)
    sector = models.CharField(max_length=30, blank=True)

    objects = RecordPartQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("tracked", "section", "sector"), name="cases_one_record_part"),)

    def __str__(self) -> str:
        return f"{self.section} {self.sector}".strip()


class RecordVersion(VersionBase):
    """One wording of a part: `said` holds `words`, and for a child's or family's own words `heard`: who heard them, and when."""

    part = models.ForeignKey(RecordPart, on_delete=models.PROTECT, related_name="versions")

    objects = RecordVersionQuerySet.as_manager()
