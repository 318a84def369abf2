"""What is concluded of a criterion and what each inspectorate says to it. All writing goes through `together.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.seeing import teams_of
from joinedup.evidence.core.phases import Saying
from joinedup.evidence.own_views.enums import SAYINGS
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class TeamsRows(UnchangedRows):
    """Rows that the team of their inspection sees."""

    def visible_to(self, person: Person) -> "TeamsRows":
        """Return the rows of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class NoFinding(Unchanged):
    """That the team concludes nothing of a criterion, and why; or takes that back. The last row holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=80)
    stands = models.BooleanField()
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return "No finding" if self.stands else "No finding, taken back"


class Stance(Unchanged):
    """What an inspectorate says to what was concluded: it agrees, keeps its difference of view, or takes back what it said.

    The last row of an inspectorate holds, as long as what was concluded is still what it speaks `about`. It is shown as the
    inspectorate's, never as the person's who wrote it down.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=80)
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    saying = models.CharField(max_length=10, choices=[(saying.value, words) for saying, words in SAYINGS.items()])
    words = SealedText(default="")
    #: The finding a difference of view is about; null: the criterion as a whole.
    finding = models.ForeignKey("evidence.Finding", on_delete=models.PROTECT, related_name="stances", null=True)
    about = models.CharField(max_length=64, blank=True)  # hash of what was concluded
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = TeamsRows.as_manager()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return SAYINGS[Saying(self.saying)]
