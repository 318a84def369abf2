"""Surveys and answers. An answer carries no person and no time, and after the survey has closed nothing leads back to one."""

import uuid

from django.db import models

from joinedup.audit.kept import Kept
from joinedup.inspections.survey.enums import Group
from joinedup.vault.fields import SealedJSON, SealedText


class InspectionSurvey(Kept):
    """One inspection's survey. It closes by itself; `tie` lets people find their own answer until then, and is wiped at the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.OneToOneField("inspections.Inspection", on_delete=models.PROTECT, related_name="survey")
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    tie = SealedText(default="")  # secret the answers' keys are made with; "" once wiped
    counted = models.JSONField(null=True)  # how often each choice was made, by group, as far as shown; null until it closed

    def __str__(self) -> str:
        return "Survey"


class SurveyAnswer(models.Model):
    """What one person answers, by question. Whose it is can be told only by that person's own session, with the survey's secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    survey = models.ForeignKey(InspectionSurvey, on_delete=models.PROTECT, related_name="answers")
    whose = models.CharField(max_length=64)  # keyed hash of the person; afterwards random
    group = models.CharField(max_length=12, choices=Group.choices)
    said = SealedJSON(default=dict)  # question id → {"choice": code, "words": text}

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("survey", "whose"), name="inspections_one_answer_each"),)

    def __str__(self) -> str:
        return "An answer"
