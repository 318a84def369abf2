"""Which children the agencies were asked about, and what each said of those it sent no record of.

In clear stand codes, counts, states and hashes; who the children are and what was said of the search is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.inspections.models import TeamMember
from joinedup.linkage.look_up.enums import Answer
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class LookUpQuerySet(models.QuerySet["LookUp"]):
    def visible_to(self, person: Person) -> "LookUpQuerySet":
        """Return the look-ups of inspections whose team the person is on. An agency opens its own through an action."""
        team = TeamMember.objects.filter(person=person).values("inspection")
        return self.filter(inspection__in=team) if person.is_active else self.none()


class LookUp(models.Model):
    """The children every agency is asked about, as they stood when the lead inspector asked. It is asked once and never redrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.OneToOneField("inspections.Inspection", on_delete=models.PROTECT, related_name="look_up")
    children = models.PositiveIntegerField()
    asked = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")  # core.look_up.ASKED
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = LookUpQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.children} children asked about"


class LookUpAnswer(models.Model):
    """What an agency said of one child it has sent no record of. A later answer stands in its place; none is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    look_up = models.ForeignKey(LookUp, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    answer = models.CharField(max_length=12, choices=Answer.choices)
    how = SealedText()  # where and how was searched
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("answered_at",)
        indexes = (models.Index(fields=("look_up", "agency"), name="linkage_look_up_answer"),)

    def __str__(self) -> str:
        return f"{self.code}: {self.get_answer_display()}"
