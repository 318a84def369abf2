"""What is set up at each agency, and all that was said of it. All writing goes through `setting_up.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Kept, KeptRows, Unchanged, UnchangedRows
from joinedup.inspections.seeing import Side, seen_by
from joinedup.inspections.setting_up.enums import SetUpState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class SetUpItemQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "SetUpItemQuerySet":
        """Return what is set up in inspections whose team a person is on, and at an agency they answer for."""
        return self.filter(seen_by(person))


class SetUpEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "SetUpEntryQuerySet":
        """Return what was said of the things a person may see."""
        return self.filter(seen_by(person, "thing__agency"))


class SetUpItem(Kept):
    """One thing asked of one agency: one of the framework's, or one inspectors named themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="set_up")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60, blank=True)  # id in the framework; "" for one inspectors named themselves
    title = SealedText(default="")  # of the latter
    state = models.CharField(max_length=15, choices=SetUpState.choices, default=SetUpState.ASKED)
    by_when = models.DateField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = SetUpItemQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "agency", "item"), condition=~models.Q(item=""), name="inspections_set_up_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item or 'own'}, {self.agency}"


class SetUpEntry(Unchanged):
    """One thing said about it: how it stands since, who sees to it by post, by when, and in words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey(SetUpItem, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=15, choices=SetUpState.choices)
    who = SealedText(default="")
    words = SealedText(default="")
    by_when = models.DateField(null=True)
    side = models.CharField(max_length=10, choices=Side.choices)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    objects = SetUpEntryQuerySet.as_manager()

    class Meta:
        ordering = ("thing", "number")
        constraints = (models.UniqueConstraint(fields=("thing", "number"), name="inspections_set_up_entry_once"),)

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.thing_id}"
