"""What is said of a box, the readings it was given to and who agreed. All writing goes through `letter.boxes.actions`.

In clear stand roles, states, codes and times. Pseudonyms, what was varied, the words read and the words answered are sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import AgencyMember
from joinedup.audit.kept import Unchanged
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import TeamMember
from joinedup.letter.boxes.enums import About, Agreement, Answer, Whose
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class ReadingQuerySet(models.QuerySet["BoxReading"]):
    def visible_to(self, person: Person) -> "ReadingQuerySet":
        """Return the readings of inspections whose team the person is on, and those asked of agencies the person coordinates."""
        if not person.is_active:
            return self.none()
        teams = TeamMember.objects.filter(person=person).values("inspection")
        own = AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR).values("agency")
        at_agency = models.Q(agency__in=own) & ~models.Q(inspection__stage=Stage.PLANNED)
        return self.filter(models.Q(inspection__in=teams) | at_agency)


class BoxStory(models.Model):
    """What the writer says of a box. It goes with the box; none of it is printed but the passage of what others can learn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    box = models.OneToOneField("letter.Box", on_delete=models.CASCADE, related_name="story")
    about = models.CharField(max_length=10, choices=About.choices)
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="+", null=True)
    #: Who knows the child, or runs the service. Null: a service of nobody taking part.
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    pseudonyms = SealedJSON(default=list)  # first names the box uses instead of true ones
    varied = models.BooleanField(default=False)  # the writer says that details are not as they were
    varied_how = SealedText(default="")
    lesson = models.OneToOneField("letter.Passage", on_delete=models.SET_NULL, related_name="+", null=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "box stories"

    def __str__(self) -> str:
        return f"About {self.get_about_display().lower()}"


class BoxReading(models.Model):
    """That an agency was asked to read a box in exactly these words, and what it answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey("letter.Box", on_delete=models.SET_NULL, related_name="readings", null=True)  # null: taken out since
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    code = models.CharField(max_length=20, blank=True)  # the child's, as agencies know it; "" for a service or a child without
    version = models.CharField(max_length=64)  # of the words shown
    shown = SealedJSON()  # {"title": …, "paragraphs": […]}
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    words = SealedText(default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # it is not asked any more

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return f"Reading of a box about {self.get_about_display().lower()}"


class BoxAgreement(Unchanged):
    """That somebody agreed that a box is told, refused, or withdrew it. Never changed: the last row holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    box = models.ForeignKey("letter.Box", on_delete=models.SET_NULL, related_name="agreements", null=True)
    number = models.PositiveIntegerField()
    whose = models.CharField(max_length=10, choices=Whose.choices)
    to = models.CharField(max_length=10, choices=Agreement.choices)
    on = models.DateField()
    how = SealedText()  # who was asked by role, by whom, and in what words
    #: The consent to be quoted that it rests on, given earlier in the inspection: it stands as long as that stands.
    rests_on = models.ForeignKey("cases.Consent", on_delete=models.PROTECT, related_name="+", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("box", "number")

    def __str__(self) -> str:
        return f"{self.get_whose_display()}: {self.get_to_display()}"
