"""Rounds and who plans them. All writing goes through `programme.rounds.actions`."""

import uuid
from functools import lru_cache

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows
from joinedup.method.canonical import from_json
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.programme.rounds.enums import KNOW, Planning, RoundState


class RoundQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "RoundQuerySet":
        """Return the rounds a person has a part in now; none for an account that was ended."""
        if not person.is_active:
            return self.none()
        mine = RoundMember.objects.filter(person=person, ended_at=None).values("round")
        return self.filter(pk__in=mine)


class Round(Kept):
    """One set of inspections under its own copy of a framework: how many areas, between which days.

    `asked` holds what differs from the framework: `weights` of grounds in the choice, `team` sizes by inspectorate.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120, unique=True)
    framework_id = models.CharField(max_length=80)
    framework_json = models.TextField()  # canonical JSON
    framework_sha256 = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    asked = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=RoundState.choices, default=RoundState.GATHERING)
    made_up = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-first", "title")

    def __str__(self) -> str:
        return self.title

    @property
    def framework(self) -> Framework:
        """The framework as it stood when the round was opened."""
        return _framework(self.framework_json)


@lru_cache(maxsize=8)
def _framework(text: str) -> Framework:
    return from_json(text)


class RoundMemberQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "RoundMemberQuerySet":
        """Return who has a part in the rounds a person has one in."""
        return self.filter(round__in=Round.objects.all().visible_to(person).values("pk"))


class RoundMember(Kept):
    """Somebody's part in a round; the row stays when it ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=8, choices=Planning.choices)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = RoundMemberQuerySet.as_manager()

    class Meta:
        ordering = ("added_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "person"), condition=models.Q(ended_at=None), name="programme_round_member_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_part_display()}"


def knowing(person: Person, way: str = "round") -> models.Q:
    """Return which rows belong to rounds whose areas a person may know: those who run or plan them. `way` leads there."""
    if not person.is_active:
        return models.Q(pk__in=())
    members = RoundMember.objects.filter(person=person, ended_at=None, part__in=[part.value for part in KNOW])
    return models.Q(**{f"{way}__in": members.values("round")})
