"""The secret addresses under which calendars read a person's weeks. Written by `programme.diaries.actions` alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.people.models import Person


class DiaryFeedQuerySet(models.QuerySet["DiaryFeed"]):
    def visible_to(self, person: Person) -> "DiaryFeedQuerySet":
        """Return a person's own: nobody else ever learns that there is one."""
        return self.filter(person=person, person__is_active=True)


class DiaryFeed(models.Model):
    """One secret address of one person, for their weeks of every round. Only its hash is kept, to know it by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)  # last
    stopped_at = models.DateTimeField(null=True)

    objects = DiaryFeedQuerySet.as_manager()

    class Meta:
        ordering = ("made_at",)
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=Q(stopped_at=None), name="programme_one_diary_feed_each"),
        )

    def __str__(self) -> str:
        return f"Diary feed {self.pk}"
