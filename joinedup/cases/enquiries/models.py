"""What the machine proposes, what a person decided, and the lines of enquiry. All writing goes through `enquiries.actions`.

In clear stand kinds, rules, states, criteria, sectors and who did what; whatever is said of a child is sealed.
"""

import uuid

from django.conf import settings
from django.db import models

from joinedup.audit.kept import Unchanged, UnchangedRows
from joinedup.cases.core.prompts import HEADINGS
from joinedup.cases.enquiries.enums import EnquiryState, EntryKind, Found, ProposalState
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person
from joinedup.vault.fields import SealedJSON, SealedText


class TeamQuerySet(models.QuerySet):
    """Rows of an inspection that only its team sees."""

    def visible_to(self, person: Person) -> "TeamQuerySet":
        """Return the rows of inspections whose team the person is on."""
        team = TeamMember.objects.filter(person=person).values("inspection")
        return self.filter(inspection__in=team) if person.is_active else self.none()


class KeptTeamQuerySet(UnchangedRows, TeamQuerySet):
    """The same of rows written once."""


class LineProposal(models.Model):
    """Something the lists give cause to ask about, as the machine worded it. Its words never change, only how it stands.

    `rests_on` holds the facts of each event it was made from: a later list gives the same event another id, and where nothing
    else is different `prompt` and the ids follow it. Without a tracked child it is about the cohort.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="line_proposals", null=True)
    prompt = models.CharField(max_length=16)  # see core.prompts.Prompt.id
    kind = models.CharField(max_length=20)  # a key of core.prompts.HEADINGS
    rule = models.CharField(max_length=80, blank=True)
    sentence = SealedText()
    question = SealedText()
    rests_on = SealedJSON()  # see core.proposing.facts_of
    follows = models.ForeignKey("self", on_delete=models.PROTECT, related_name="followed_by", null=True)  # before it changed
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    proposed_at = models.DateTimeField(auto_now_add=True)
    gone_at = models.DateTimeField(null=True)  # since when the records no longer show it so

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("proposed_at", "id")

    def __str__(self) -> str:
        return f"{self.heading} ({self.prompt})"

    @property
    def heading(self) -> str:
        """Return the heading of its kind: "Outside timescale"."""
        return HEADINGS[self.kind]

    @property
    def words(self) -> str:
        """Return what the machine says and would ask, as the line it would become reads."""
        return f"{self.sentence} {self.question}"


class Enquiry(models.Model):
    """One line of enquiry: about a tracked child or the cohort, from a proposal or by hand.

    `words` are its present wording, `found` what it was last closed with; `rests_on` is for one added by hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="enquiries")
    number = models.PositiveIntegerField()
    tracked = models.ForeignKey("cases.TrackedChild", on_delete=models.PROTECT, related_name="enquiries", null=True)
    words = SealedText()
    rests_on = SealedText(default="")
    criterion = models.CharField(max_length=80, blank=True)
    sectors = models.JSONField(default=list)  # ids of the framework's sectors it goes to
    state = models.CharField(max_length=10, choices=EnquiryState.choices, default=EnquiryState.OPEN)
    found = models.CharField(max_length=16, choices=Found.choices, blank=True)
    inspectors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("inspection", "number")
        verbose_name_plural = "enquiries"
        constraints = (models.UniqueConstraint(fields=("inspection", "number"), name="cases_one_enquiry_per_number"),)

    def __str__(self) -> str:
        return f"Line {self.number}"

    @property
    def about(self) -> str:
        """Return whom it is about: a child's code, or the cohort."""
        return self.tracked.code if self.tracked else "The cohort"


class LineDecision(Unchanged):
    """What a person made of a proposal: the line it became and its words, or the reason why not. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(LineProposal, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=ProposalState.choices)
    words = SealedText(default="")
    reason = SealedText(default="")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="decisions", null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    objects = KeptTeamQuerySet.as_manager()

    class Meta:
        ordering = ("decided_at",)

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.proposal_id}"


class EnquiryEntry(Unchanged):
    """One thing said or done about a line of enquiry. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    words = SealedText(default="")
    found = models.CharField(max_length=16, choices=Found.choices, blank=True)  # of one that closes it
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")  # of one that says who follows it
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    objects = KeptTeamQuerySet.as_manager()

    class Meta:
        ordering = ("enquiry", "said_at")
        verbose_name_plural = "enquiry entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.enquiry_id}"


class EnquiryQuestion(models.Model):
    """That a question of the query log was asked, or its answer is used, to follow a line."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="asked")
    question = models.ForeignKey("intake.Question", on_delete=models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("linked_at",)
        constraints = (models.UniqueConstraint(fields=("enquiry", "question"), name="cases_a_question_follows_a_line_once"),)

    def __str__(self) -> str:
        return f"{self.enquiry_id} asks {self.question_id}"


class ThingToLookAt(models.Model):
    """Something to look at on a visit or in a file, to follow a line; ticked off by whoever saw it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="things")
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    words = SealedText()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    seen_at = models.DateTimeField(null=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering = ("noted_at",)
        verbose_name_plural = "things to look at"

    def __str__(self) -> str:
        return f"To look at for {self.enquiry_id}"
