"""How an agency's own headers are read, remembered from one file to the next. Writing goes through `intake.mappings.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.areas.models import AgencyMember
from joinedup.people.models import Person


class HeaderMappingQuerySet(models.QuerySet["HeaderMapping"]):
    def visible_to(self, person: Person) -> "HeaderMappingQuerySet":
        """Return the mappings of a person's own agencies."""
        agencies = AgencyMember.objects.filter(person=person).values("agency")
        return self.filter(agency__in=agencies) if person.is_active else self.none()


class HeaderMapping(models.Model):
    """One header of an agency's own, and the column of a list it stands for.

    A header is the sender's own words and may hold a name, and before notification there is no key to seal it with. So its words
    are not kept: only a keyed hash, by which the header is known again when a file with it comes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="header_mappings")
    list_id = models.CharField(max_length=80)
    header_mac = models.CharField(max_length=64)
    column = models.CharField(max_length=80, blank=True)  # the framework's key; "": the header is left out
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(auto_now=True)

    objects = HeaderMappingQuerySet.as_manager()

    class Meta:
        ordering = ("list_id", "column")
        constraints = (models.UniqueConstraint(fields=("agency", "list_id", "header_mac"), name="intake_header_mapped_once"),)

    def __str__(self) -> str:
        return f"{self.list_id}: {self.column or 'left out'}"
