"""Written statements and what is in them. Private to the partnership; nothing here is about a child, and nothing is sealed.

A statement outlives the inspection and its key. Who did something is kept in words beside the account: an account is known to one
installation, a statement can be carried to another. All writing goes through `improvement.actions` and `improvement.planning`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from joinedup.areas.enums import AgencyRole, Sector
from joinedup.areas.models import AgencyMember, Area
from joinedup.audit.kept import Kept, KeptRows, Unchanged
from joinedup.improvement.enums import ActionState, CopyKind, PointKind, StatementState
from joinedup.people.models import Person
from joinedup.publication.models import State as Published

#: A publication nobody outside may read yet, or any more before it was out.
NOT_OUT = (Published.EMBARGOED, Published.CALLED_OFF)


class StatementQuerySet(KeptRows):
    def visible_to(self, person: Person) -> "StatementQuerySet":
        """Return the statements of the partnerships a person coordinates for or scrutinises, once the letter is out."""
        if not person.is_active:
            return self.none()
        areas = Area.objects.filter(agencies__members__in=AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR))
        scrutinised = Scrutineer.objects.filter(person=person, ended_at=None).values("statement")
        out = Q(publication=None) | ~Q(publication__state__in=NOT_OUT)
        return self.filter(out, Q(area__in=areas) | Q(pk__in=scrutinised)).distinct()


class WrittenStatement(Kept):
    """One letter's written statement of action. `publication` is none where it was carried here from another installation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.OneToOneField("publication.Publication", on_delete=models.PROTECT, related_name="statement", null=True)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="statements")
    letter = models.JSONField()  # what `core.content.Letter` holds
    state = models.CharField(max_length=16, choices=StatementState.choices, default=StatementState.DRAFT)
    principal_authority = models.CharField(max_length=200)
    prepared_by = models.CharField(max_length=200, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return f"Written statement {self.pk}"


class Scrutineer(Kept):
    """Somebody outside the agencies who scrutinises a statement and closes it with the partnership."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="scrutineers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    named_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("statement",), condition=Q(ended_at=None), name="improvement_one_scrutineer_at_a_time"),
        )

    def __str__(self) -> str:
        return f"Scrutineer {self.pk}"


class Point(models.Model):
    """One numbered point of the letter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=PointKind.choices)
    section = models.CharField(max_length=200, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    passage = models.CharField(max_length=60)  # id of the passage in the published letter
    sectors = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    likely_same = models.CharField(max_length=8, blank=True)
    same_as = models.CharField(max_length=8, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("statement", "position")
        constraints = (models.UniqueConstraint(fields=("statement", "number"), name="improvement_point_number_once"),)

    def __str__(self) -> str:
        return f"Point {self.number}"


class Board(models.Model):
    """A board or group of the partnership's own that oversees actions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(max_length=200)
    chaired_by = models.CharField(max_length=200, blank=True)  # a post

    class Meta:
        ordering = ("statement", "name")
        constraints = (models.UniqueConstraint(fields=("statement", "name"), name="improvement_board_name_once"),)

    def __str__(self) -> str:
        return f"Board {self.pk}"


class Action(models.Model):
    """What the partnership does about one or several points."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()
    what = models.TextField()
    points = models.ManyToManyField(Point, related_name="actions")
    owner = models.CharField(max_length=200, blank=True)  # a post, never a name
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    contributors = models.ManyToManyField("areas.Agency", related_name="+")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="actions", null=True)
    begins_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    difference = models.TextField(blank=True)  # for children
    measure = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ActionState.choices, default=ActionState.PLANNED)

    class Meta:
        ordering = ("statement", "number")
        constraints = (models.UniqueConstraint(fields=("statement", "number"), name="improvement_action_number_once"),)

    def __str__(self) -> str:
        return f"Action {self.number}"


class Milestone(models.Model):
    """A step of an action."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=500)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    proof = models.TextField(blank=True)

    class Meta:
        ordering = ("action", "position")

    def __str__(self) -> str:
        return f"Milestone {self.pk}"


class Said(Unchanged):
    """What somebody of the partnership did or wrote, by whom in words, and when. Written once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    by_words = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Remark(Said):
    """How an action goes on."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="remarks")
    words = models.TextField()

    class Meta:
        ordering = ("action", "at")

    def __str__(self) -> str:
        return f"Remark {self.pk}"


class StatementMove(Said):
    """One step from state to state."""

    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=16, choices=StatementState.choices)
    after = models.CharField(max_length=16, choices=StatementState.choices)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ("statement", "at")

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Approval(Kept):
    """That one statutory partner approved one exact plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="approvals")
    sector = models.CharField(max_length=20, choices=Sector.choices)
    agency = models.ForeignKey("areas.Agency", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    by_words = models.CharField(max_length=300)
    version = models.CharField(max_length=64)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("statement", "at")
        constraints = (
            models.UniqueConstraint(
                fields=("statement", "agency"), condition=Q(voided_at=None), name="improvement_one_standing_approval_an_agency"
            ),
        )

    def __str__(self) -> str:
        return f"Approval {self.pk}"


class Copy(Said):
    """What the inspectorates were given: frozen."""

    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=10, choices=CopyKind.choices)
    words = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    text = models.TextField()  # as `core.as_json` writes it

    class Meta:
        ordering = ("statement", "at")
        verbose_name_plural = "copies"

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"


class Voice(Said):
    """What children said has changed, about twelve months on. No child is named or can be recognised."""

    statement = models.ForeignKey(WrittenStatement, on_delete=models.PROTECT, related_name="voices")
    asked_on = models.DateField()
    how = models.TextField()
    changed = models.TextField()
    unchanged = models.TextField(blank=True)

    class Meta:
        ordering = ("statement", "at")

    def __str__(self) -> str:
        return f"Voice {self.pk}"
