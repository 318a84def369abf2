"""Own views and their opening. All writing goes through `own_views.actions`.

What a view says, which way it leans and which notes it rests on is sealed as one. In clear stand whose it is, of which criterion,
and when it was written: what everybody on the team may know.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.versions.models import PartBase, VersionBase
from joinedup.evidence.own_views.enums import OpeningKind
from joinedup.evidence.own_views.visibility import readable_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class OwnViewVersionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "OwnViewVersionQuerySet":
        """Return the views of the person's own inspectorate, and after the opening those of all; to nobody off the team any."""
        return self.filter(readable_by(person))


class OwnView(PartBase):
    """The place one inspectorate writes its own view of one criterion."""

    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("inspection", "inspectorate", "criterion"), name="evidence_one_own_view_a_criterion"),
        )

    def __str__(self) -> str:
        return f"Own view of {self.criterion}"


class OwnViewVersion(VersionBase):
    """One wording. `said` holds `leaning`, `words` and `notes`: "note:revision" for each, in the exact wording it rests on."""

    part = models.ForeignKey(OwnView, on_delete=models.PROTECT, related_name="versions")

    objects = OwnViewVersionQuerySet.as_manager()


class OpeningEntry(Unchanged):
    """That a lead inspector set the hour at which the views open together, or opened them. Never changed; the last hour holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=OpeningKind.choices)
    opens_at = models.DateTimeField()  # of an opening: the moment it was done
    why = SealedText(default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "opening entries"

    def __str__(self) -> str:
        return self.get_kind_display()
