"""Meetings with agencies, what was said in them, how agencies saw it, what is followed up. Written by `keeping_in_touch.actions`.

In clear stand days, kinds, numbers and states; every word is sealed: it may speak of a child or a person.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.models import Agency
from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.keeping_in_touch.enums import FollowUpState, PointKind, TalkKind, ViewKind
from joinedup.inspections.seeing import Side, seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class TalkQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "TalkQuerySet":
        """Return the meetings of inspections whose team a person is on, and those an agency of theirs was at."""
        return self.filter(seen_by(person, "agencies")).distinct()


class FollowUpQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "FollowUpQuerySet":
        """Return what is followed up for a team; for an agency what is its own, and what the team marked for all who were there."""
        shared = Q(agency=None, for_all=True, talk__in=Talk.objects.all().visible_to(person))
        return self.filter(seen_by(person) | shared)


class EntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "EntryQuerySet":
        """Return what was said of follow-ups: for a team all of it, for an agency what was said of its own."""
        return self.filter(seen_by(person, "follow_up__agency"))


class ViewQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "ViewQuerySet":
        """Return what agencies say of records: for a team all of it, for an agency what it said itself."""
        return self.filter(seen_by(person))


class PointQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "PointQuerySet":
        """Return the points of the meetings a person may see."""
        return self.filter(talk__in=Talk.objects.all().visible_to(person))


class Talk(Kept):
    """One meeting with agencies. `present` are posts: {"team": […], "agencies": […]}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="talks")
    kind = models.CharField(max_length=20, choices=TalkKind.choices)
    number = models.PositiveIntegerField()  # of its kind
    held_at = models.DateTimeField()
    agencies = models.ManyToManyField(Agency, related_name="+")
    present = SealedJSON(default=dict)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = TalkQuerySet.as_manager()

    class Meta:
        ordering = ("held_at",)
        constraints = (models.UniqueConstraint(fields=("inspection", "kind", "number"), name="inspections_talk_number_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class TalkPoint(Unchanged):
    """One thing said, agreed, left open or disputed in a meeting. What was written wrongly is `replaced`, and stays to be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveIntegerField()
    topic = models.CharField(max_length=60, blank=True)  # id of an agenda point; "" where it belongs to none
    kind = models.CharField(max_length=10, choices=PointKind.choices)
    words = SealedText()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replaced_by", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ("talk", "number")
        constraints = (models.UniqueConstraint(fields=("talk", "number"), name="inspections_talk_point_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.talk_id}"


class TalkView(Unchanged):
    """What one agency that was at a meeting says of its record. The record stays as it was written; both are kept.

    `seen`: the highest number of a point it had before it; what was written later it has not seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="views")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=ViewKind.choices)
    words = SealedText(default="")
    seen = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering = ("talk", "at")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.talk_id}"


class FollowUp(Kept):
    """Something to be done after a meeting: by an agency that was there, or, with none, by the team. `who` is a post.

    `for_all`: the team's own that every agency that was there may read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="follow_ups")
    number = models.PositiveIntegerField()  # within the meeting
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    what = SealedText()
    who = SealedText(default="")
    for_all = models.BooleanField(default=False)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FollowUpState.choices, default=FollowUpState.OPEN)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ("talk", "number")
        constraints = (models.UniqueConstraint(fields=("talk", "number"), name="inspections_follow_up_once"),)

    def __str__(self) -> str:
        return f"Follow-up {self.number} of {self.talk_id}"


class FollowUpEntry(Unchanged):
    """One thing said about a follow-up: how it stands since, a later day, and in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=FollowUpState.choices)
    due_on = models.DateField()
    words = SealedText(default="")
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("follow_up", "at")
        verbose_name_plural = "follow-up entries"

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.follow_up_id}"
