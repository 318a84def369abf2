"""Checks of a letter for disclosure, what they found and what was decided. All writing goes through `disclosure.actions`.

In clear stand kinds, places, counts, states and times; the words found, those around them and every reason are sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows, Unchanged
from joinedup.inspections.models import TeamMember
from joinedup.letter.disclosure.enums import Decision, Found
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class DisclosureCheck(Unchanged):
    """That somebody had a letter checked: exactly these texts, against what the inspection knew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="disclosure_checks")
    texts = models.CharField(max_length=64)  # hash of the texts checked
    ground = models.CharField(max_length=64)  # hash of which lists and children they were checked against
    words = models.PositiveIntegerField()
    names = models.PositiveIntegerField()  # of people on the lists that were looked for
    found = models.JSONField(default=dict)  # kind → how many
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("checked_at",)

    def __str__(self) -> str:
        return f"Disclosure check {self.texts[:8]}"


class HitQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "HitQuerySet":
        """Return what was found in the letters of inspections whose team the person is on."""
        return self.filter(inspection__in=TeamMember.objects.filter(person=person, person__is_active=True).values("inspection"))


class DisclosureHit(Kept):
    """One thing found in one place of a letter. The same words of one kind in one place are one row through rewordings."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="disclosure_hits")
    place = models.CharField(max_length=60)  # "passage:<id>", "box:<id>" for a title, "children" for the page for children
    kind = models.CharField(max_length=12, choices=Found.choices)
    seen = SealedJSON()  # {"phrase", "why", "contexts": [[before, words, after]]}
    mentions = models.PositiveIntegerField()  # how often it stands in its place
    stands = models.BooleanField(default=True)  # the last check found it
    first_check = models.ForeignKey(DisclosureCheck, on_delete=models.PROTECT, related_name="+")
    last_check = models.ForeignKey(DisclosureCheck, on_delete=models.PROTECT, related_name="+")  # that found it

    objects = HitQuerySet.as_manager()

    class Meta:
        ordering = ("letter", "place", "kind")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.place}"


class DisclosureDecision(Unchanged):
    """What one person decided about a thing found, and why. Never changed: a later one takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    hit = models.ForeignKey(DisclosureHit, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()  # 1 for the first
    decision = models.CharField(max_length=8, choices=Decision.choices)
    everywhere = models.BooleanField(default=False)  # wherever the same words of the same kind stand in the letter
    mentions = models.PositiveIntegerField()  # how often it stood in its place when it was decided
    reason = SealedText(default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("hit", "number")
        constraints = (models.UniqueConstraint(fields=("hit", "number"), name="letter_disclosure_decision_once"),)

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.hit}"
