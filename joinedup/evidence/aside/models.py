"""What could not be placed. All writing goes through `aside.actions`; nothing is ever deleted."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.aside.enums import AsideState
from joinedup.evidence.aside.seeing import closed_among
from joinedup.inspections.enums import Role
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class KeptAsideQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "KeptAsideQuerySet":
        """Return what a person sent themselves, and for a lead inspector what anyone of their team sent.

        What is for restricted eyes is its sender's only; whether it is, is worked out from all that is known of its note now.
        """
        leads = TeamMember.objects.filter(person=person, person__is_active=True, role=Role.LEAD).values("inspection")
        own = Q(by=person, inspection__in=teams_of(person))
        others = Q(restricted=False, inspection__in=leads) & ~Q(pk__in=closed_in(leads))
        return self.filter(own | others)


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
    restricted = models.BooleanField(default=False)  # as far as was known when it came; asked through `is_closed`
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

    @property
    def is_closed(self) -> bool:
        """Whether it is for restricted eyes, by all that is known of its note now."""
        return self.pk in closed_in([self.inspection_id])


def closed_in(inspections: Iterable[Any]) -> set[uuid.UUID]:
    """Return the ids of what is kept aside for restricted eyes in some inspections."""
    notes = apps.get_model("evidence", "Note")
    kept = KeptAside.objects.filter(inspection__in=inspections)  # opened one by one: a sealed column cannot be asked for its words
    rows = [(one.pk, one.inspection_id, one.restricted, one.sent) for one in kept]
    restricted = notes.objects.filter(inspection__in=inspections, restricted=True).values_list("pk", flat=True) if rows else ()
    return closed_among(rows, restricted)
