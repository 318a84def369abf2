"""Quality readers, what they read and their queries. All writing goes through `letter.quality.actions`."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.audit.kept import Kept, KeptRows, Unchanged
from joinedup.inspections.models import TeamMember
from joinedup.letter.quality.enums import QueryState, QueryStep
from joinedup.people.models import Person
from joinedup.vault.fields import SealedText


class QualityReader(Kept):
    """That somebody outside the team reads the drafts of one inspection, from an appointment to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="quality_readers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("appointed_at",)
        constraints = (
            models.UniqueConstraint(fields=("inspection", "person"), condition=Q(ended_at=None), name="letter_quality_reader_once"),
        )

    def __str__(self) -> str:
        return f"{self.person}, quality reader"


class QualityRead(Unchanged):
    """That a quality reader has read one exact version whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="quality_reads")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(max_length=64)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("read_at",)

    def __str__(self) -> str:
        return f"Read {self.version[:10]}"


class QueryQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "QueryQuerySet":
        """Return the queries of drafts a person reads, for its quality or on its team; none for an account that was ended."""
        if not person.is_active:
            return self.none()
        team = TeamMember.objects.filter(person=person).values("inspection")
        reads = QualityReader.objects.filter(person=person, ended_at=None).values("inspection")
        return self.filter(Q(inspection__in=team) | Q(inspection__in=reads))


class QualityQuery(Kept):
    """One thing a quality reader asks about a passage, or about the letter as a whole, with the passage as it stood then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("letter.Letter", on_delete=models.PROTECT, related_name="quality_queries")
    number = models.PositiveIntegerField()
    passage_id = models.UUIDField(null=True)  # no foreign key: the query stays when the passage is taken out
    passage_text = SealedText(default="")  # as it stood when the query was raised; "" for the letter as a whole
    version = models.CharField(max_length=64)  # of the whole draft then
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=12, choices=QueryState.choices, default=QueryState.OPEN)

    objects = QueryQuerySet.as_manager()

    class Meta:
        ordering = ("letter", "number")
        verbose_name_plural = "quality queries"
        constraints = (models.UniqueConstraint(fields=("letter", "number"), name="letter_quality_query_number_once"),)

    def __str__(self) -> str:
        return f"Quality query {self.number}"


class QueryEntry(Unchanged):
    """One thing said about a query. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey("inspections.Inspection", on_delete=models.PROTECT, related_name="+")
    query = models.ForeignKey(QualityQuery, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=QueryStep.choices)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)
    words = SealedText(default="")

    class Meta:
        ordering = ("query", "said_at")
        verbose_name_plural = "query entries"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.query}"
