"""The letter of an inspection, its passages and boxes, and who signed which version. Writing goes through `letter.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.inspections.models import TeamMember
from joinedup.letter.enums import BoxKind, LetterState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: Person) -> "LetterQuerySet":
        """Return the letters of every inspection whose team the person is on, while they are active; nobody else sees a draft."""
        return self.filter(inspection__in=TeamMember.objects.filter(person=person, person__is_active=True).values("inspection"))


class Letter(models.Model):
    """One inspection's one letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.OneToOneField("inspections.Inspection", on_delete=models.PROTECT, related_name="letter")
    state = models.CharField(max_length=12, choices=LetterState.choices, default=LetterState.DRAFTING)
    principal_authority = models.CharField(max_length=200, blank=True)
    statement_needed = models.BooleanField(null=True)
    version = models.CharField(max_length=64, blank=True)  # the version offered for signature
    publication = models.OneToOneField("publication.Publication", on_delete=models.PROTECT, related_name="+", null=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)

    objects = LetterQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Letter {self.id}"


class Addressee(models.Model):
    """Someone the letter is addressed to, by post, never by name."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=120)
    organisation = models.CharField(max_length=200)

    class Meta:
        ordering = ("letter", "position")

    def __str__(self) -> str:
        return f"{self.role}, {self.organisation}"


class Box(models.Model):
    """A practice study or case study set apart from the text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="boxes")
    section = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=BoxKind.choices)
    title = SealedText()

    class Meta:
        ordering = ("letter", "position")

    def __str__(self) -> str:
        return f"Box {self.position}"


class Passage(models.Model):
    """A stretch of the letter that says one thing, and the findings it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="passages")
    section = models.CharField(max_length=60)  # a section of the framework's outline
    heading = models.CharField(max_length=60, blank=True)  # a criterion area, where the section has one subheading each
    position = models.PositiveSmallIntegerField()
    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="passages", null=True)
    text = SealedText()
    findings = models.ManyToManyField("evidence.Finding", related_name="passages")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("letter", "position")

    def __str__(self) -> str:
        return f"Passage {self.position}"


class SignOff(models.Model):
    """That one inspectorate signed one exact version. A later change voids it; it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="signatures")
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=120)
    version = models.CharField(max_length=64)
    signed_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "inspectorate"), condition=models.Q(voided_at=None), name="one_standing_signature_an_inspectorate"
            ),
        )

    def __str__(self) -> str:
        return f"Signature {self.id}"


# Django looks for an app's models here. These modules name the tables above by word, so neither needs the other first.
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint, AccuracyReply, Proof  # noqa: E402
from joinedup.letter.board.models import SlipReason  # noqa: E402
from joinedup.letter.boxes.models import BoxAgreement, BoxReading, BoxStory  # noqa: E402
from joinedup.letter.consistency.models import SharedLetter, WordingSettled  # noqa: E402
from joinedup.letter.corrections.models import Correction, CorrectionSignature  # noqa: E402
from joinedup.letter.determination.models import Determination, NamedRecipient  # noqa: E402
from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureDecision, DisclosureHit  # noqa: E402
from joinedup.letter.for_children.models import ChildrensText  # noqa: E402
from joinedup.letter.history.models import PassageVersion  # noqa: E402
from joinedup.letter.locks.models import SectionHold  # noqa: E402
from joinedup.letter.priority.models import PriorityAction, PriorityEntry, PriorityNotice  # noqa: E402
from joinedup.letter.quality.models import QualityQuery, QualityRead, QualityReader, QueryEntry  # noqa: E402
from joinedup.letter.spans.models import PassageSpan, SpanRest  # noqa: E402
from joinedup.letter.style.models import HintDismissed  # noqa: E402

__all__ = (
    "AccuracyCheck",
    "AccuracyPoint",
    "AccuracyReply",
    "Addressee",
    "Box",
    "BoxAgreement",
    "BoxReading",
    "BoxStory",
    "ChildrensText",
    "Correction",
    "CorrectionSignature",
    "Determination",
    "DisclosureCheck",
    "DisclosureDecision",
    "DisclosureHit",
    "HintDismissed",
    "Letter",
    "LetterQuerySet",
    "NamedRecipient",
    "Passage",
    "PassageSpan",
    "PassageVersion",
    "PriorityAction",
    "PriorityEntry",
    "PriorityNotice",
    "Proof",
    "QualityQuery",
    "QualityRead",
    "QualityReader",
    "QueryEntry",
    "SectionHold",
    "SharedLetter",
    "SignOff",
    "SlipReason",
    "SpanRest",
    "WordingSettled",
)
