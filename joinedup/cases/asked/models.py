"""The children agencies are asked about, and each thing asked. All writing goes through `cases.asked.actions`.

In clear stand codes, ids of the framework, days and states; record ids, words and names of files are sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.asked.enums import ChildEntryKind, ChildRequestKind, ChildRequestState
from joinedup.inspections.models import TeamMember
from joinedup.intake.seeing import seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class FollowedChildQuerySet(models.QuerySet["FollowedChild"]):
    def visible_to(self, person: Person) -> "FollowedChildQuerySet":
        """Return the children of inspections whose team a person is on, and those their own agency is asked about."""
        if not person.is_active:
            return self.none()
        team = TeamMember.objects.filter(person=person).values("inspection")
        asked = ChildRequest.objects.all().visible_to(person).values("child")
        return self.filter(models.Q(inspection__in=team) | models.Q(pk__in=asked))


class ChildRequestQuerySet(models.QuerySet["ChildRequest"]):
    def visible_to(self, person: Person) -> "ChildRequestQuerySet":
        """Return what is asked in inspections whose team a person is on, and what is asked of their own agency."""
        return self.filter(seen_by(person)) if person.is_active else self.none()


class ChildRequestEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "ChildRequestEntryQuerySet":
        """Return what was said about the requests a person may see."""
        return self.filter(seen_by(person, "request__")) if person.is_active else self.none()


class FollowedChild(models.Model):
    """One child agencies are asked about, by the inspection's own code. `records` are the pinned record ids of every agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="followed_children")
    child_id = models.CharField(max_length=16)
    code = models.CharField(max_length=20)
    tracked = models.OneToOneField("cases.TrackedChild", on_delete=models.PROTECT, related_name="followed", null=True)
    records = SealedJSON()  # list of record ids

    objects = FollowedChildQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "code")
        verbose_name_plural = "followed children"
        constraints = (models.UniqueConstraint(fields=("inspection", "child_id"), name="cases_a_child_is_followed_once"),)

    def __str__(self) -> str:
        return self.code


class ChildRequest(models.Model):
    """One thing one agency is asked for about one child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="child_requests")
    child = models.ForeignKey(FollowedChild, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="child_requests")
    item = models.CharField(max_length=80)  # id in the framework
    kind = models.CharField(max_length=20, choices=ChildRequestKind.choices)
    title = models.CharField(max_length=300)
    purpose = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=ChildRequestState.choices, default=ChildRequestState.ASKED)
    wished_until = models.DateField(null=True)  # a wish for more time nobody has decided on yet

    objects = ChildRequestQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "title")
        constraints = (models.UniqueConstraint(fields=("child", "agency", "item"), name="cases_asked_once_about_a_child"),)

    def __str__(self) -> str:
        return f"{self.item} of {self.child_id}"


class ChildRequestEntry(Unchanged):
    """One thing said or done about a request, dated and never changed: asked, a file handed over, more time given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(ChildRequest, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=ChildEntryKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedText(default="")
    file = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+", null=True)
    filename = SealedText(default="")
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)

    objects = ChildRequestEntryQuerySet.as_manager()

    class Meta:
        ordering = ("request", "at")
        verbose_name_plural = "child request entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.request_id}"
