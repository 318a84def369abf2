"""Decisions about pairs taken back. The decision itself stays as it was made."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class LinkWithdrawalQuerySet(models.QuerySet["LinkWithdrawal"]):
    def visible_to(self, person: Person) -> "LinkWithdrawalQuerySet":
        """Return the withdrawals in inspections whose team the person is on."""
        team = TeamMember.objects.filter(person=person).values("inspection")
        return self.filter(inspection__in=team) if person.is_active else self.none()


class LinkWithdrawal(models.Model):
    """That a decision was taken back, by whom and why. What was said of the pair before it stands again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    decision = models.OneToOneField("linkage.LinkDecision", on_delete=models.PROTECT, related_name="withdrawal")
    reason = SealedText()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    objects = LinkWithdrawalQuerySet.as_manager()

    def __str__(self) -> str:
        return f"taken back: {self.decision}"
