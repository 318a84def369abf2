"""What could not be placed. All writing goes through `aside.actions`; nothing is ever deleted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.aside.enums import AsideState
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class KeptAsideQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "KeptAsideQuerySet":
        """Return what a person sent themselves, and for a lead inspector what anyone of the same inspectorate's team sent.

        A lead of another inspectorate sees it only where it is not for restricted eyes.
        """
        leads = TeamMember.objects.filter(person=person, person__is_active=True, role=Role.LEAD).values("inspection")
        own = Q(by=person, inspection__in=teams_of(person))
        return self.filter(own | Q(restricted=False, inspection__in=leads))


class KeptAside(Kept):
    """One thing a device sent, exactly as it was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="kept_aside")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=36, blank=True)
    digest = models.CharField(max_length=64)  # keyed: tells the same thing sent again, and nothing about what it says
    claimed = models.CharField(max_length=64, blank=True)  # the hash its device knows it by; "" where it has none
    sent = SealedJSON()
    why = models.TextField()  # a sentence, without a word of what was sent
    restricted = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=AsideState.choices, default=AsideState.WAITING)
    at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)
    settled_why = SealedText(default="")

    objects = KeptAsideQuerySet.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "kept aside"
        constraints = (models.UniqueConstraint(fields=("inspection", "by", "digest"), name="kept_aside_once"),)

    def __str__(self) -> str:
        return f"Kept aside {self.digest[:8]}"
