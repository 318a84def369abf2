"""Areas, agencies, inspectorates, and who works for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.enums import AgencyRole, Sector
from joinedup.areas.indicators.models import MeasureTable  # noqa: F401  Django finds an app's tables in this module
from joinedup.areas.register.models import AreaFacts  # noqa: F401
from joinedup.people.models import Person


class Area(models.Model):
    """One local area: the place a partnership serves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=20, unique=True)  # ONS code, or a code of its own where made up
    name = models.CharField(max_length=120)
    made_up = models.BooleanField(default=False)
    #: Its postcode districts and sectors ("LK1", "LK1 4"): what a list of a wider area is cut to. Empty: not on the register.
    postcodes = models.JSONField(default=list)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, person: Person) -> "AgencyQuerySet":
        """Return every agency for a member of an inspectorate; for anyone else, those they work for; none for an ended account."""
        if not person.is_active:
            return self.none()
        if InspectorateMember.objects.filter(person=person).exists():
            return self
        return self.filter(Q(members__person=person)).distinct()


class Agency(models.Model):
    """One organisation in a sector. An area may have several in health; a police force serves several areas."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=60, unique=True)  # stands in record ids: "<key>:<own_id>"
    name = models.CharField(max_length=200)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    areas = models.ManyToManyField(Area, related_name="agencies")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ("sector", "name")
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class Inspectorate(models.Model):
    """One inspectorate. Its code is its id in every framework ("ofsted"); its name today is here, dated names in the framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class AgencyMember(models.Model):
    """A person who answers for an agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agency_memberships")
    role = models.CharField(max_length=20, choices=AgencyRole.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agency", "person"), name="areas_agency_member_once"),)

    def __str__(self) -> str:
        return f"{self.person} of {self.agency}"


class InspectorateMember(models.Model):
    """A person who works for an inspectorate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inspectorate_memberships")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("inspectorate", "person"), name="areas_inspectorate_member_once"),)

    def __str__(self) -> str:
        return f"{self.person} of {self.inspectorate}"
