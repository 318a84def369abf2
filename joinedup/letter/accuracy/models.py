"""Drafts as they were sent, the agencies' replies, their points and proofs. Written through `letter.accuracy.actions` alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import AgencyMember
from joinedup.audit.kept import Kept, KeptRows
from joinedup.inspections.models import TeamMember
from joinedup.letter.accuracy.enums import Decision, ReplyState
from joinedup.letter.core.sent_draft import SentDraft, from_plain
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


def _own(person: Person, reply: str) -> Q:
    """Return what keeps the rows that hang on a reply of an agency a person coordinates, which takes part in the inspection."""
    own = AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR).values("agency")
    return Q(**{f"{reply}agency__in": own, f"{reply}agency__inspections__inspection": models.F(f"{reply}inspection")})


def _team(person: Person) -> Q:
    return Q(inspection__in=TeamMember.objects.filter(person=person).values("inspection"))


class ReplyQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "ReplyQuerySet":
        """Return the replies of inspections whose team a person is on, and those of agencies they coordinate."""
        return self.filter(_team(person) | _own(person, "")).distinct() if person.is_active else self.none()


class PointQuerySet(models.QuerySet["AccuracyPoint"]):
    def visible_to(self, person: Person) -> "PointQuerySet":
        """Return the points of a person's own agency, and to the team those of replies that were sent."""
        sent = _team(person) & Q(reply__state=ReplyState.SENT)
        return self.filter(sent | _own(person, "reply__")).distinct() if person.is_active else self.none()


class ProofQuerySet(models.QuerySet["Proof"]):
    def visible_to(self, person: Person) -> "ProofQuerySet":
        """Return the proofs of points a person may see."""
        sent = _team(person) & Q(point__reply__state=ReplyState.SENT)
        return self.filter(sent | _own(person, "point__reply__")).distinct() if person.is_active else self.none()


class AccuracyCheck(Kept):
    """One exact version of the draft, sent to every agency taking part, and the one reply the lead gave to all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="accuracy_checks")
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=64)  # of the draft, as a signature would be given to it
    sha256 = models.CharField(max_length=64)  # of the words that were sent
    draft = SealedJSON()  # a core.sent_draft.SentDraft
    words = SealedText(default="")  # what the lead wrote with it
    due_on = models.DateField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    answer = SealedText(default="")  # the consolidated reply's own words
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("letter", "number")
        constraints = (models.UniqueConstraint(fields=("letter", "number"), name="letter_accuracy_check_number_once"),)

    def __str__(self) -> str:
        return f"Draft {self.number}"

    @property
    def sent(self) -> SentDraft:
        """The words that were sent."""
        return from_plain(self.draft)


class AccuracyReply(Kept):
    """What one agency replies to one draft: its points, or that it has none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    check_of = models.ForeignKey(AccuracyCheck, on_delete=models.PROTECT, related_name="replies")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ReplyState.choices, default=ReplyState.AWAITED)
    due_on = models.DateField()
    why_longer = SealedText(default="")  # why it was given more time; "" where it was not
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ("check_of", "agency__sector", "agency__name")
        verbose_name_plural = "accuracy replies"
        constraints = (models.UniqueConstraint(fields=("check_of", "agency"), name="letter_accuracy_reply_once"),)

    def __str__(self) -> str:
        return f"Reply of {self.agency}"


class AccuracyPoint(models.Model):
    """One comment of an agency on the facts of a draft, and what became of it. The agency may change it until it replies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    reply = models.ForeignKey(AccuracyReply, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveIntegerField()  # within the reply
    passage_id = models.UUIDField(null=True)  # of the draft as sent; null: about the letter as a whole
    text = SealedText()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.UNDECIDED)
    reason = SealedText(default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ("reply", "number")
        constraints = (models.UniqueConstraint(fields=("reply", "number"), name="letter_accuracy_point_number_once"),)

    def __str__(self) -> str:
        return f"Accuracy point {self.number}"


class Proof(models.Model):
    """A file an agency attached to a point."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(AccuracyPoint, on_delete=models.CASCADE, related_name="proofs")
    file = models.ForeignKey("vault.SealedFile", on_delete=models.PROTECT, related_name="+")
    filename = SealedText()  # agencies name files by the child
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now_add=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ("point", "attached_at")

    def __str__(self) -> str:
        return f"Proof of {self.point}"
