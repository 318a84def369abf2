"""Who stood back from an inspection, why, and whether it was put right. Written by `recusals.actions` alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows
from joinedup.inspections.recusals.enums import InterestKind
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class RecusalQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "RecusalQuerySet":
        """Return a person's own, and those of inspections whose team they are in now; none for an account that was ended."""
        if not person.is_active:
            return self.none()
        return self.filter(Q(person=person) | Q(inspection__team__person=person)).distinct()

    def standing(self) -> "RecusalQuerySet":
        """Return those nobody has lifted."""
        return self.filter(lifted_at=None)


class Recusal(Kept):
    """Somebody stands back from one inspection. While it stands they see nothing of it and nobody can take them into its team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=InterestKind.choices)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    lifted_why = SealedText(null=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "person"), condition=Q(lifted_at=None), name="inspections_recused_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"recusal {self.pk}"


def stands_back(person: Person, inspection_id: uuid.UUID) -> bool:
    """Return whether a person stands back from an inspection now."""
    return Recusal.objects.filter(person=person, inspection=inspection_id, lifted_at=None).exists()
