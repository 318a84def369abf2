"""The joint audit of one child: who said what to which question, in every wording. All writing goes through `cases.audits.actions`.

In clear stand states, days, ids of questions and agencies; every answer, difference of view and reason is sealed.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from joinedup.areas.models import AgencyMember
from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.asked.enums import ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest
from joinedup.cases.audits.enums import AuditEntryKind, AuditState, Comparison, Voice
from joinedup.cases.versions.models import PartBase, VersionBase
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


def _teams_of(person: Person) -> QuerySet:
    return TeamMember.objects.filter(person=person).values("inspection")


def _agencies_of(person: Person) -> QuerySet:
    return AgencyMember.objects.filter(person=person).values("agency")


def _asked_of(person: Person) -> QuerySet:
    """Return the tracked children in whose audit a person's own agency is asked to take part now."""
    mine = ChildRequest.objects.all().visible_to(person).filter(kind=ChildRequestKind.JOINT_AUDIT, agency__in=_agencies_of(person))
    return mine.exclude(state=ChildRequestState.WITHDRAWN).values("child__tracked")


class JointAuditQuerySet(models.QuerySet["JointAudit"]):
    def visible_to(self, person: Person) -> "JointAuditQuerySet":
        """Return the audits of inspections whose team a person is on, and those their own agency takes part in."""
        if not person.is_active:
            return self.none()
        return self.filter(Q(inspection__in=_teams_of(person)) | Q(tracked__in=_asked_of(person)))


class AuditPartQuerySet(models.QuerySet["AuditPart"]):
    def visible_to(self, person: Person) -> "AuditPartQuerySet":
        """Return what a person may read.

        The team: the inspectors' view, and the partnership's answers once the audit is returned. An agency: its own part, and
        the other parts and the agreed view once they are opened; never the inspectors' view.
        """
        if not person.is_active:
            return self.none()
        team = Q(inspection__in=_teams_of(person)) & (Q(voice=Voice.INSPECTORS) | Q(audit__state=AuditState.RETURNED))
        taking_part = Q(audit__tracked__in=_asked_of(person)) & ~Q(voice=Voice.INSPECTORS)
        own = Q(voice=Voice.AGENCY, agency__in=_agencies_of(person))
        return self.filter(team | (taking_part & (own | ~Q(audit__state=AuditState.PARTS))))


class AuditEntryQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "AuditEntryQuerySet":
        """Return what was done with the audits a person may see."""
        return self.filter(audit__in=JointAudit.objects.all().visible_to(person).values("pk"))


class AuditMarkQuerySet(UnchangedRows):
    def visible_to(self, person: Person) -> "AuditMarkQuerySet":
        """Return the comparisons of inspections whose team a person is on; no agency ever sees one."""
        return self.filter(inspection__in=_teams_of(person)) if person.is_active else self.none()


class JointAudit(models.Model):
    """The partnership's audit of one tracked child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="joint_audits")
    tracked = models.OneToOneField("cases.TrackedChild", on_delete=models.PROTECT, related_name="joint_audit")
    state = models.CharField(max_length=10, choices=AuditState.choices, default=AuditState.PARTS)

    objects = JointAuditQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "tracked__number")

    def __str__(self) -> str:
        return f"Joint audit of {self.tracked_id}"


class AuditPart(PartBase):
    """One question in one voice: an agency's, the partnership's together, or the inspectors'."""

    audit = models.ForeignKey(JointAudit, on_delete=models.PROTECT, related_name="parts")
    voice = models.CharField(max_length=10, choices=Voice.choices)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    question = models.CharField(max_length=80)  # id in the framework, or `enums.OF_THE_AUDIT`

    objects = AuditPartQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("audit", "agency", "question"), condition=Q(agency__isnull=False), name="cases_audit_agency_answers_once"
            ),
            models.UniqueConstraint(
                fields=("audit", "voice", "question"), condition=Q(agency__isnull=True), name="cases_audit_voice_answers_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}, {self.voice}"


class AuditVersion(VersionBase):
    """One wording of one answer."""

    part = models.ForeignKey(AuditPart, on_delete=models.PROTECT, related_name="versions")


class AuditEntry(Unchanged):
    """One thing done with an audit, dated and never changed. `wording` is the agreed view it was said of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    audit = models.ForeignKey(JointAudit, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)  # null: the team
    kind = models.CharField(max_length=12, choices=AuditEntryKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = SealedText(default="")
    wording = models.CharField(max_length=64, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ("audit", "at")
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.audit_id}"


class AuditMark(Unchanged):
    """What an inspector says of one question when both views are side by side. A later one stands in its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    audit = models.ForeignKey(JointAudit, on_delete=models.PROTECT, related_name="marks")
    question = models.CharField(max_length=80)
    mark = models.CharField(max_length=12, choices=Comparison.choices)
    why = SealedText()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AuditMarkQuerySet.as_manager()

    class Meta:
        ordering = ("audit", "at")

    def __str__(self) -> str:
        return f"{self.get_mark_display()}: {self.question}"
