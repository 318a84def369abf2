"""Sampled children, who looks at whom, and the versions of each one's short form. Writing goes through `cases.sampled.actions`."""

from django.conf import settings
from django.db import models

from joinedup.audit.kept import UnchangedRows
from joinedup.cases.sampled.enums import FormState
from joinedup.cases.seeing import teams_of
from joinedup.cases.versions.models import PartBase, VersionBase
from joinedup.people.models import Person


class SampledChildQuerySet(models.QuerySet["SampledChild"]):
    def visible_to(self, person: Person) -> "SampledChildQuerySet":
        """Return the sampled children of inspections whose team the person is on."""
        return self.filter(inspection__in=teams_of(person))


class ShortFormVersionQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "ShortFormVersionQuerySet":
        """Return the versions of the forms the person may see."""
        return self.filter(inspection__in=teams_of(person))


class SampledChild(PartBase):
    """A sampled child somebody looks at, under the child's code ("Sampled 7"). There is a row once somebody takes the child."""

    sample = models.ForeignKey("cases.Sample", on_delete=models.PROTECT, related_name="looked_at")
    child_id = models.CharField(max_length=16)
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=FormState.choices, default=FormState.NOT_BEGUN)
    #: Null: nobody at present.
    looks = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField(null=True)

    objects = SampledChildQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "sampled children"
        constraints = (models.UniqueConstraint(fields=("sample", "child_id"), name="cases_a_sampled_child_once"),)

    def __str__(self) -> str:
        return self.code


class ShortFormVersion(VersionBase):
    """One wording of a child's short form: `said` holds `<question>` (a code) and `<question>-words`."""

    part = models.ForeignKey(SampledChild, on_delete=models.PROTECT, related_name="versions")

    objects = ShortFormVersionQuerySet.as_manager()
