"""The query log of an inspection: one numbering for all questions. All writing goes through `intake.questions.actions`."""

import uuid

from django.conf import settings
from django.db import models

from joinedup.intake.enums import EntryKind, QuestionState
from joinedup.intake.seeing import seen_by
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, person: Person) -> "QuestionQuerySet":
        """Return the questions of inspections a person is in the team of, and those put to their own agency."""
        return self.filter(seen_by(person)) if person.is_active else self.none()


class QuestionEntryQuerySet(models.QuerySet["QuestionEntry"]):
    def visible_to(self, person: Person) -> "QuestionEntryQuerySet":
        """Return what was said about the questions a person may see."""
        return self.filter(seen_by(person, "question__")) if person.is_active else self.none()


class Question(models.Model):
    """One question to one agency, asked by the framework or by an inspector. Its words may be about a child, so they are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="questions")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    item = models.CharField(max_length=80, blank=True)  # id in the framework; "" for one of an inspector's own
    inspectorate = models.ForeignKey("areas.Inspectorate", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    #: The coordinator it went to. Null: the agency has none yet, and everybody of it sees the question.
    goes_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    text = SealedText()
    purpose = SealedText()
    hours = models.PositiveIntegerField(null=True)  # working hours it was given; null where the framework gives days
    due_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=QuestionState.choices, default=QuestionState.ASKED)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="intake_question_number_once"),)

    def __str__(self) -> str:
        return f"Question {self.number}"


class QuestionEntry(models.Model):
    """One thing said about a question: that it was asked, an answer, that it was asked again. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    words = SealedText(default="")
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # of work on an answer, as the agency states

    objects = QuestionEntryQuerySet.as_manager()

    class Meta:
        ordering = ("question", "said_at")
        verbose_name_plural = "question entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.question}"
