"""“Is this child known to you?”: one question at one agency's door, and its answer. Writing goes through `not_known.actions`.

In clear stand the inspection's own code, states, days and who did what; who the child is, its records and every answer are sealed.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.models import AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import TeamMember
from joinedup.linkage.not_known.enums import Answer, QuestionState
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class NotKnownQuestionQuerySet(models.QuerySet["NotKnownQuestion"]):
    def visible_to(self, person: Person) -> "NotKnownQuestionQuerySet":
        """Return the questions of inspections whose team a person is on, and those asked of their own agency."""
        if not person.is_active:
            return self.none()
        team = TeamMember.objects.filter(person=person).values("inspection")
        agencies = AgencyMember.objects.filter(person=person).values("agency")
        return self.filter(Q(inspection__in=team) | (Q(agency__in=agencies) & ~Q(inspection__stage=Stage.PLANNED)))


class NotKnownQuestion(models.Model):
    """One child, one agency. Asked again is another row that follows this one; an answer is given once and never changed.

    Its id and its number are those of its line in the query log (`intake.Question`), where what it costs the agency is counted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="not_known_questions")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()  # in the query log
    run = models.ForeignKey("linkage.LinkRun", on_delete=models.PROTECT, related_name="+")  # whose child this is
    child_id = models.CharField(max_length=16)  # of that run
    code = models.CharField(max_length=40)  # the inspection's own word for the child: "Child 4"
    records = SealedJSON()  # ids of the child's records in that run
    identity = SealedJSON()  # see core.identity
    why = SealedText(default="")
    state = models.CharField(max_length=12, choices=QuestionState.choices, default=QuestionState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followed_by", null=True)
    answer = models.CharField(max_length=16, choices=Answer.choices, blank=True)
    found_under = SealedText(default="")  # the agency's own id of the child
    said = SealedText(default="")  # where it was looked for, or what went wrong
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    decision = models.ForeignKey("linkage.LinkDecision", on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_why = SealedText(default="")

    objects = NotKnownQuestionQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "number"), name="linkage_one_question_per_number"),
            models.UniqueConstraint(
                fields=("inspection", "agency", "child_id"),
                condition=Q(state=QuestionState.ASKED),
                name="linkage_one_open_question_a_child",
            ),
        )

    def __str__(self) -> str:
        return f"Question {self.number}: {self.code}"
