"""Reasons somebody gives for an area. All writing goes through `programme.reasons.actions`.

Words and source are sealed with the round's key; kind, dates and who entered it stand in clear.
"""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows
from joinedup.people.models import Person
from joinedup.programme.reasons.enums import Eyes, ReasonKind
from joinedup.programme.rounds.models import knowing
from joinedup.vault.fields import SealedText


class ReasonQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ReasonQuerySet":
        """Return the reasons of rounds whose areas a person may know: that there is one, of which kind. Words: `readable_by`."""
        return self.filter(knowing(person))

    def readable_by(self, person: Person) -> "ReasonQuerySet":
        """Return the reasons whose words a person may read: open to all planners, entered by them, or named to them."""
        named = ReasonEye.objects.filter(person=person).values("reason")
        return self.visible_to(person).filter(Q(eyes=Eyes.PLANNERS) | Q(entered_by=person) | Q(pk__in=named))


class Reason(Kept):
    """One reason for one area: a kind, words, where it comes from, of which day, and when it runs out. Withdrawn, never removed."""

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="reasons")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ReasonKind.choices)
    words = SealedText()
    source = SealedText()
    dated = models.DateField()
    expires = models.DateField()
    eyes = models.CharField(max_length=10, choices=Eyes.choices, default=Eyes.PLANNERS)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_why = SealedText(null=True)

    objects = ReasonQuerySet.as_manager()

    class Meta:
        ordering = ("area__name", "entered_at")

    def __str__(self) -> str:
        return self.get_kind_display()

    def holds_on(self, day: date) -> bool:
        """Return whether it counts on a day: not withdrawn, not run out."""
        return self.withdrawn_at is None and self.expires >= day


class ReasonEye(Kept):
    """Somebody who may read a reason's words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, related_name="named")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reason", "person"), name="programme_reason_named_once"),)

    def __str__(self) -> str:
        return str(self.person)
