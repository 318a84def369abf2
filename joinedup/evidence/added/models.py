"""Events added by hand. All writing goes through `added.actions`; none is ever deleted."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.evidence.added.enums import AddedState
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class AddedEventQuerySet(models.QuerySet["AddedEvent"]):
    def visible_to(self, person: Person) -> "AddedEventQuerySet":
        """Return the events added in inspections whose team the person is on; nobody else sees any."""
        team = TeamMember.objects.filter(person=person).values("inspection")
        return self.filter(inspection__in=team) if person.is_active else self.none()


class AddedEvent(models.Model):
    """One event an inspector added to a tracked child's chronology, as one agency's file has it. Its id is the event's id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="added_events")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    note = models.ForeignKey("evidence.Note", on_delete=models.PROTECT, related_name="added_events")
    #: The wording the note had when the event was added.
    revision = models.ForeignKey("evidence.NoteRevision", on_delete=models.PROTECT, related_name="+")
    what = SealedJSON()  # kind, via ("": the child's own), and both edges as `core.dated` writes them
    words = SealedText(default="")
    state = models.CharField(max_length=10, choices=AddedState.choices, default=AddedState.STANDS)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = SealedText(default="")

    objects = AddedEventQuerySet.as_manager()

    class Meta:
        ordering = ("tracked", "added_at")

    def __str__(self) -> str:
        return f"Event added to {self.tracked_id}"
