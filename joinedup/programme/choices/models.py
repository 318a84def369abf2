"""The choices of a round and the areas in it. All writing goes through `programme.choices.actions`.

What would tell an area's part in a round (sentences, inputs, who was swapped for whom and why) is sealed with the round's key.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.people.models import Person
from joinedup.programme.choices.enums import AreaState, CameBy
from joinedup.programme.rounds.models import Round, knowing
from joinedup.vault.fields import SealedJSON, SealedText


class ChoiceQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "ChoiceQuerySet":
        """Return the choices of rounds whose areas a person may know."""
        return self.filter(knowing(person))


class Choice(Unchanged):
    """One choice: what went in, with which seed, and a sentence on each area. The same inputs and seed give the same bytes.

    `inputs` is canonical JSON and its sha256 `inputs_hash`; `outcome` holds the areas chosen and left out, by code, with sentences.
    """

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="choices")
    number = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    inputs = SealedJSON()
    inputs_hash = models.CharField(max_length=64)
    framework_sha256 = models.CharField(max_length=64)
    outcome = SealedJSON()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ("round", "number")
        constraints = (models.UniqueConstraint(fields=("round", "number"), name="programme_one_choice_per_number"),)

    def __str__(self) -> str:
        return f"Choice {self.number}"


class RoundAreaQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "RoundAreaQuerySet":
        """Return the places in rounds a person has a part in: as code words, but to those who may know areas."""
        return self.filter(round__in=Round.objects.all().visible_to(person).values("pk"))

    def known_to(self, person: Person) -> "RoundAreaQuerySet":
        """Return the places in rounds whose areas a person may know."""
        return self.filter(knowing(person))

    def standing(self) -> "RoundAreaQuerySet":
        """Return those in their round now."""
        return self.filter(state=AreaState.IN)


class RoundArea(Kept):
    """One area in a round: its code word, the sentence why, and, once planned, its week. One swapped out stays, as such."""

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="areas")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    code_word = models.SlugField(max_length=40, unique=True)
    came_by = models.CharField(max_length=8, choices=CameBy.choices, default=CameBy.CHOICE)
    state = models.CharField(max_length=4, choices=AreaState.choices, default=AreaState.IN)
    why = SealedText()
    week = models.DateField(null=True)  # the Monday of fieldwork, by the plan that holds
    inspection = models.OneToOneField("inspections.Inspection", on_delete=models.PROTECT, related_name="round_area", null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = RoundAreaQuerySet.as_manager()

    class Meta:
        ordering = ("round", "week", "code_word")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "area"), condition=models.Q(state="in"), name="programme_area_once_in_a_round"
            ),
        )

    def __str__(self) -> str:
        return self.code_word

    @property
    def called(self) -> str:
        """The code word as words: "Quiet lantern"."""
        return self.code_word.replace("-", " ").capitalize()


class AreaEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "AreaEntryQuerySet":
        """Return what happened to areas a person may know."""
        return self.filter(knowing(person, "place__round"))


class AreaEntry(Unchanged):
    """What happened to one area of a round: chosen, swapped in or out, put in urgently, by whom and why."""

    sealed_by: ClassVar[str] = "round"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("programme.Round", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(RoundArea, on_delete=models.PROTECT, related_name="entries")
    what = models.CharField(max_length=30)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = AreaEntryQuerySet.as_manager()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "area entries"

    def __str__(self) -> str:
        return self.what
