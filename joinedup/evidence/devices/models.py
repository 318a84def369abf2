"""Devices and their wiping. All writing goes through `devices.actions`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person


class DeviceQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "DeviceQuerySet":
        """Return a person's own devices, and for a lead inspector those of the people on their teams."""
        led = TeamMember.objects.filter(person=person, person__is_active=True, role=Role.LEAD).values("inspection")
        people = TeamMember.objects.filter(inspection__in=led).values("person")
        return self.filter(Q(person=person) | Q(person__in=people))


class Device(Kept):
    """One browser on one machine that one person takes notes on. Its id is made there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=100)
    registered_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()  # when it last spoke to the server
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    revoked_why = models.TextField(blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ("registered_at",)

    def __str__(self) -> str:
        return self.name

    @property
    def revoked(self) -> bool:
        """Whether it may no longer read or write notes."""
        return self.revoked_at is not None


class DeviceWipeQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "DeviceWipeQuerySet":
        """Return the wipes of a person's own devices, and for a lead inspector those of their inspections."""
        led = TeamMember.objects.filter(person=person, person__is_active=True, role=Role.LEAD).values("inspection")
        return self.filter(Q(device__person=person) | Q(inspection__in=led))


class DeviceWipe(Unchanged):
    """Proof that a device held nothing the server does not hold, written just before it was wiped of one inspection."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="device_wipes")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="wipes")
    revisions = models.PositiveIntegerField()  # how many wordings it had written
    digest = models.CharField(max_length=64)  # sha256 over their sorted hashes, a line each
    told_at = models.CharField(max_length=40, blank=True)  # by the device's clock, as it told it
    proven_at = models.DateTimeField(auto_now_add=True)

    objects = DeviceWipeQuerySet.as_manager()

    class Meta:
        ordering = ("proven_at",)

    def __str__(self) -> str:
        return f"{self.device_id} wiped"
