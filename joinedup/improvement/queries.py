"""Reads of written statements."""

from dataclasses import asdict
from datetime import date

from django.db.models import Q, QuerySet

from joinedup.areas.models import Agency, Area, InspectorateMember
from joinedup.areas.queries import agencies_of
from joinedup.improvement.core import content
from joinedup.improvement.core.as_json import from_json
from joinedup.improvement.core.elsewhere import Practice, worked_elsewhere
from joinedup.improvement.enums import EACH_BODY, STATUTORY, CopyKind
from joinedup.improvement.models import NOT_OUT, Copy, Milestone, Scrutineer, WrittenStatement
from joinedup.people.models import Person
from joinedup.publication.models import Publication
from joinedup.publication.queries import published
from joinedup.publication.render.as_json import from_json as letter_from_json


def statements_of(person: Person) -> QuerySet[WrittenStatement]:
    """Return the statements of a person's partnerships, the newest first."""
    return WrittenStatement.objects.visible_to(person).select_related("area", "publication")


def statement_about(publication: Publication | None) -> WrittenStatement | None:
    """Return the statement that answers a published letter, or a version of it that was corrected later."""
    while publication is not None:
        if found := WrittenStatement.objects.filter(publication=publication).first():
            return found
        publication = publication.supersedes
    return None


def earlier_statements(area: Area, before: date) -> list[tuple[Publication, WrittenStatement | None]]:
    """Return the letters of an area published before a day that still stand, the newest first, each with its statement."""
    letters = published().filter(area=area, published_on__lt=before)
    return [(letter, statement_about(letter)) for letter in letters]


def copies_for(person: Person, statement: WrittenStatement) -> QuerySet[Copy]:
    """Return what the inspectorates were given of a statement, for their staff and the partnership; nothing for others."""
    inspects = InspectorateMember.objects.filter(person=person, person__is_active=True).exists()
    own = WrittenStatement.objects.visible_to(person).filter(pk=statement.pk).exists()
    out = Q(statement__publication=None) | ~Q(statement__publication__state__in=NOT_OUT)
    return statement.copies.filter(out) if inspects or own else statement.copies.none()


def read_copy(copy: Copy) -> content.Statement:
    """Return what a copy holds."""
    return from_json(copy.text)


def submitted(statement: WrittenStatement) -> Copy | None:
    """Return the statement as sent, or none where it is not sent."""
    return statement.copies.filter(kind=CopyKind.SUBMITTED).order_by("-at").first()


def milestones_of(statement: WrittenStatement) -> QuerySet[Milestone]:
    """Return the milestones of all actions of a statement."""
    return Milestone.objects.filter(action__statement=statement).select_related("action__statement")


def scrutineer_of(statement: WrittenStatement) -> Person | None:
    """Return who scrutinises a statement now."""
    named = Scrutineer.objects.filter(statement=statement, ended_at=None).select_related("person").first()
    return named.person if named else None


def partners_of(statement: WrittenStatement) -> dict[str, list]:
    """Return the statutory sectors the area has agencies of, each with those agencies."""
    agencies = list(agencies_of(statement.area).filter(sector__in=STATUTORY))
    return {sector: found for sector in STATUTORY if (found := [one for one in agencies if one.sector == sector])}


def approvals_needed(statement: WrittenStatement) -> list[tuple[Agency, ...]]:
    """Return whose approvals a plan needs, in order: one of each group. Every council and every force is a group of its own."""
    partners = partners_of(statement)
    return [
        group
        for sector, found in partners.items()
        for group in ([(one,) for one in found] if sector in EACH_BODY else [tuple(found)])
    ]


def practice_for(statement: WrittenStatement, number: str) -> list[Practice]:
    """Return what worked elsewhere on one point, from the letters of other areas that stand published."""
    point = next(_point(row) for row in statement.points.all() if row.number == number)
    others = published().exclude(area=statement.area)
    letters = [(row.slug, letter_from_json(row.document)) for row in others]
    return worked_elsewhere(point, statement.letter["framework"], letters)


def content_of(statement: WrittenStatement) -> content.Statement:
    """Return a whole statement as one tree, in the same order each time."""
    return content.Statement(
        id=str(statement.pk),
        state=str(statement.state),
        letter=letter_of(statement),
        principal_authority=statement.principal_authority,
        prepared_by=statement.prepared_by,
        sent_by=statement.sent_by,
        due_on=statement.due_on,
        received_on=statement.received_on,
        agencies=tuple(content.Agency(row.key, row.name, row.sector) for row in agencies_of(statement.area)),
        boards=tuple(content.Board(str(row.pk), row.name, row.chaired_by) for row in statement.boards.order_by("name")),
        points=tuple(_point(row) for row in statement.points.order_by("position")),
        actions=tuple(_action(row) for row in _actions(statement)),
        approvals=tuple(_approval(row) for row in statement.approvals.order_by("at", "pk").select_related("agency")),
        moves=tuple(
            content.Move(str(row.pk), row.before, row.after, row.at, row.by_words, row.words)
            for row in statement.moves.order_by("at", "pk")
        ),
        copies=tuple(
            content.Copy(str(row.pk), row.kind, row.at, row.by_words, row.words, row.sha256, row.text)
            for row in statement.copies.order_by("at", "pk")
        ),
        voices=tuple(
            content.Voice(str(row.pk), row.asked_on, row.how, row.changed, row.unchanged, row.at, row.by_words)
            for row in statement.voices.order_by("at", "pk")
        ),
    )


def letter_of(statement: WrittenStatement) -> content.Letter:
    """Return what a statement knows of its letter."""
    kept = dict(statement.letter)
    return content.Letter(**{**kept, "published_on": date.fromisoformat(kept["published_on"])})


def kept_letter(letter: content.Letter) -> dict:
    """Return a letter as its statement's row keeps it."""
    return {**asdict(letter), "published_on": letter.published_on.isoformat()}


def _actions(statement: WrittenStatement) -> QuerySet:
    told = statement.actions.order_by("number").select_related("agency", "board")
    return told.prefetch_related("points", "contributors", "milestones", "remarks")


def _point(row) -> content.Point:
    return content.Point(
        id=str(row.pk),
        number=row.number,
        kind=row.kind,
        section=row.section,
        heading=row.heading,
        text=row.text,
        passage=row.passage,
        sectors=tuple(row.sectors),
        criteria=tuple(row.criteria),
        likely_same=row.likely_same,
        same_as=row.same_as,
        words=row.words,
    )


def _action(row) -> content.Action:
    points = sorted(row.points.all(), key=lambda point: point.position)
    return content.Action(
        id=str(row.pk),
        number=row.number,
        what=row.what,
        points=tuple(point.number for point in points),
        owner=row.owner,
        agency=row.agency.key if row.agency else "",
        contributors=tuple(sorted(agency.key for agency in row.contributors.all())),
        board=str(row.board_id) if row.board_id else "",
        begins_on=row.begins_on,
        due_on=row.due_on,
        difference=row.difference,
        measure=row.measure,
        state=row.state,
        milestones=tuple(
            content.Milestone(str(one.pk), one.what, one.due_on, one.done_on, one.proof)
            for one in sorted(row.milestones.all(), key=lambda one: one.position)
        ),
        remarks=tuple(
            content.Remark(str(one.pk), one.at, one.by_words, one.words)
            for one in sorted(row.remarks.all(), key=lambda one: (one.at, one.pk))
        ),
    )


def _approval(row) -> content.Approval:
    return content.Approval(str(row.pk), row.sector, row.agency.key, row.by_words, row.version, row.at, row.voided_at)
