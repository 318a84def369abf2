"""An inspection and what belongs to it from the first day."""

import uuid
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.inspections.complaints.models import (  # noqa: F401  Django finds an app's tables in this module
    Complaint,
    ComplaintEntry,
    ComplaintShare,
    PublicationHold,
)
from joinedup.inspections.contacts.models import Contact, ContactVersion  # noqa: F401
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.feeds.models import CalendarFeed  # noqa: F401
from joinedup.inspections.interruptions.models import (  # noqa: F401
    Interruption,
    InterruptionEntry,
    InterruptionSeen,
    KeyDateMove,
)
from joinedup.inspections.keeping_in_touch.models import (  # noqa: F401
    FollowUp,
    FollowUpEntry,
    Talk,
    TalkPoint,
    TalkView,
)
from joinedup.inspections.notifying.models import DaySet, NeedsName, NotificationCall, NotificationPack  # noqa: F401
from joinedup.inspections.recusals.models import Recusal, stands_back  # noqa: F401
from joinedup.inspections.setting_up.models import SetUpEntry, SetUpItem  # noqa: F401
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer  # noqa: F401
from joinedup.inspections.timetable.models import Place, Slot, SlotAgency, SlotEntry, SlotTold  # noqa: F401
from joinedup.method.canonical import from_json
from joinedup.method.framework import Framework
from joinedup.people.models import Person


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def visible_to(self, person: Person) -> "InspectionQuerySet":
        """Return the inspections a person is in: by team, by having opened it, or by an agency taking part once it was notified.

        While one is planned also by having been named as somebody who needs to know its area. None for an account that was ended,
        and never one they stand back from.
        """
        if not person.is_active:
            return self.none()
        team = TeamMember.objects.filter(person=person).values("inspection")
        asked = InspectionAgency.objects.filter(agency__members__person=person).values("inspection")
        told = NeedsName.objects.filter(person=person, ended_at=None, inspection__stage=Stage.PLANNED).values("inspection")
        mine = Q(pk__in=team) | Q(opened_by=person) | Q(pk__in=told)
        back = Recusal.objects.filter(person=person, lifted_at=None).values("inspection")
        return self.filter(mine | (Q(pk__in=asked) & ~Q(stage=Stage.PLANNED))).exclude(pk__in=back)


class Inspection(models.Model):
    """One inspection of one area under its own copy of a framework: the folder is never read again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_word = models.SlugField(max_length=40, unique=True)  # what it is called before, and wherever the area must not be named
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="inspections")
    framework_id = models.CharField(max_length=80)
    framework_json = models.TextField()  # canonical JSON
    framework_sha256 = models.CharField(max_length=64)
    legal_basis = models.TextField()
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.PLANNED)
    notified_on = models.DateField()
    fieldwork_from = models.DateField(null=True)
    fieldwork_to = models.DateField(null=True)
    made_up = models.BooleanField(default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="inspections_opened")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-notified_on", "code_word")

    def __str__(self) -> str:
        return self.code_word

    @property
    def framework(self) -> Framework:
        """The framework as it stood when the inspection opened."""
        return _framework(self.framework_json)


@lru_cache(maxsize=16)
def _framework(text: str) -> Framework:
    """Return the framework of a canonical JSON text, remembered: reading one takes milliseconds and pages ask often."""
    return from_json(text)


class TeamMember(models.Model):
    """A person in an inspection's team, there for one inspectorate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_memberships")
    inspectorate = models.ForeignKey(Inspectorate, on_delete=models.PROTECT, related_name="team_memberships")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("inspection", "person", "role"), name="inspections_team_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display().lower()}"


class InspectionAgency(models.Model):
    """An agency that takes part in an inspection."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="agencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inspections")

    class Meta:
        verbose_name_plural = "inspection agencies"
        constraints = (models.UniqueConstraint(fields=("inspection", "agency"), name="inspections_agency_once"),)

    def __str__(self) -> str:
        return str(self.agency)


class KeyDate(models.Model):
    """One step of the calendar: the day computed from the framework, and the day printed on the notification where that differs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="key_dates")
    step = models.CharField(max_length=60)  # id in the framework's calendar
    computed = models.DateField()
    until = models.DateField(null=True)  # last day of a step that lasts
    printed = models.DateField(null=True)
    printed_until = models.DateField(null=True)  # last day of a step that lasts and whose first day was set by hand

    class Meta:
        ordering = ("computed",)
        constraints = (models.UniqueConstraint(fields=("inspection", "step"), name="inspections_key_date_once"),)

    def __str__(self) -> str:
        return f"{self.step}: {self.printed or self.computed}"

    @property
    def first(self) -> date:
        """The first day as it holds: set by hand, else as computed."""
        return self.printed or self.computed

    @property
    def last(self) -> date | None:
        """The last day as it holds; null for a step of one day."""
        return self.printed_until if self.printed else self.until
