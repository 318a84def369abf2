"""The only writers of a statement's life: opened, approved, sent, acknowledged, shared, closed. The plan: `planning`."""

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.audit.actions import Actor, record_read
from joinedup.improvement.core import content
from joinedup.improvement.core.as_json import shared_part, to_json, version_of
from joinedup.improvement.core.half_filled import points_of
from joinedup.improvement.enums import CopyKind, StatementState
from joinedup.improvement.keeping import locked, log, moved, void_approvals, who
from joinedup.improvement.models import Approval, Copy, Point, Scrutineer, Voice, WrittenStatement
from joinedup.improvement.queries import approvals_needed, content_of, kept_letter, statement_about
from joinedup.improvement.rules import (
    StatementRefused,
    check_can_approve,
    check_can_move,
    check_can_name_scrutineer,
    check_can_read_copies,
    check_can_share,
    check_can_write_voice,
    lies_ahead,
)
from joinedup.people.models import Person
from joinedup.publication.models import Publication
from joinedup.publication.render.as_json import from_json as letter_from_json


@transaction.atomic
def open_statement(*, by: Person | None, publication: Publication) -> WrittenStatement | None:
    """Open the workspace of a letter that asks for a written statement, every point filled in; none where it asks for none.

    Called with the letter's publication. A corrected version goes on with the statement that is there (`follow_correction`).
    """
    document = letter_from_json(publication.document)
    if not document.statement.needed:
        return None
    if there := statement_about(publication):
        return there
    asked = document.statement
    letter = content.Letter(
        title=document.title,
        area=publication.area.name,
        area_code=publication.area.code,
        made_up=document.made_up,
        address=publication.slug,
        published_on=document.published_on,
        sha256=publication.sha256,
        framework=document.framework.id,
        theme=document.theme,
    )
    statement = WrittenStatement.objects.create(
        publication=publication,
        area=publication.area,
        letter=kept_letter(letter),
        principal_authority=asked.principal_authority,
        prepared_by=asked.prepared_by,
        sent_by=asked.sent_by,
        due_on=asked.due_on,
        received_on=asked.received_on,
    )
    points = points_of(document)
    Point.objects.bulk_create(point_row(statement, place, point) for place, point in enumerate(points, 1))
    log(by, statement, "statement opened", points=len(points))
    return statement


@transaction.atomic
def follow_correction(*, by: Person, publication: Publication) -> WrittenStatement | None:
    """Let the statement's points say what the corrected letter says; return the statement, or none where there is none.

    A point keeps its number, its actions and what was said of it. Where words changed before the statement was sent, approvals are
    taken back: partners approve what the letter says now. A closed statement, and the copy that was sent, stay as they were.
    """
    statement = statement_about(publication)
    if statement is None or statement.state == StatementState.CLOSED:
        return statement
    statement = locked(statement)
    now = {point.passage: point.text for point in points_of(letter_from_json(publication.document))}
    reworded = [row for row in statement.points.all() if now.get(row.passage, row.text) != row.text]
    for row in reworded:
        row.text = now[row.passage]
        row.save(update_fields=["text"])
    statement.letter = {**statement.letter, "address": publication.slug, "sha256": publication.sha256}
    statement.save(update_fields=["letter"])
    void_approvals(statement)
    if statement.state == StatementState.APPROVED:
        moved(None, statement, StatementState.DRAFT, "The letter was corrected after the plan was approved.")
    log(by, statement, "statement follows a corrected letter", points=[row.number for row in reworded])
    return statement


def point_row(statement: WrittenStatement, place: int, point: content.Point) -> Point:
    """Return the row of a point, not saved."""
    return Point(
        id=point.id,
        statement=statement,
        position=place,
        number=point.number,
        kind=point.kind,
        section=point.section,
        heading=point.heading,
        text=point.text,
        passage=point.passage,
        sectors=list(point.sectors),
        criteria=list(point.criteria),
        likely_same=point.likely_same,
        same_as=point.same_as,
        words=point.words,
    )


@transaction.atomic
def read_statement(*, by: Actor | None, statement: WrittenStatement, part: str) -> None:
    """Log that somebody outside the partnership read what it gave them, or that somebody took the statement out whole."""
    record_read(
        by=by,
        chain="",
        action="statement read",
        object_kind="written statement",
        object_id=str(statement.pk),
        detail={"part": part},
    )


@transaction.atomic
def approve(*, by: Person, statement: WrittenStatement, agency: Agency, read: str = "") -> WrittenStatement:
    """Approve the plan as it stands for one statutory partner; with the last of them it is approved.

    `read` is the version of the plan the page showed. Raise StatementRefused, also where the plan has changed since.
    """
    statement = locked(statement)
    check_can_approve(by, statement, agency)
    version = version_of(content_of(statement))
    if read and read != version:
        raise StatementRefused("The plan has changed since you opened this page. Read it again before you approve it.")
    Approval.objects.create(statement=statement, sector=agency.sector, agency=agency, version=version, **who(by))
    log(by, statement, "statement approved by a partner", sector=agency.sector, version=version)
    standing = set(statement.approvals.filter(voided_at=None, version=version).values_list("agency", flat=True))
    if all(standing & {one.pk for one in group} for group in approvals_needed(statement)):
        moved(by, statement, StatementState.APPROVED)
    return statement


@transaction.atomic
def take_back(*, by: Person, statement: WrittenStatement, words: str) -> WrittenStatement:
    """Take an approved statement back to a draft, with words why; its approvals stand no more. Raise StatementRefused."""
    statement = locked(statement)
    check_can_move(by, statement, StatementState.DRAFT)
    void_approvals(statement)
    moved(by, statement, StatementState.DRAFT, _needed(words, "Say why it is taken back."))
    return statement


@transaction.atomic
def send(*, by: Person, statement: WrittenStatement, words: str = "") -> Copy:
    """Send the approved statement: a frozen copy of it is what the inspectorates see. Raise StatementRefused."""
    statement = locked(statement)
    check_can_move(by, statement, StatementState.SENT)
    version = version_of(content_of(statement))
    if statement.approvals.filter(voided_at=None).exclude(version=version).exists():
        raise StatementRefused("The plan is not the one the partners approved. Let them approve it again.")
    moved(by, statement, StatementState.SENT, words.strip())
    return _copy(by, statement, CopyKind.SUBMITTED, words, progress=False)


@transaction.atomic
def acknowledge(*, by: Person, statement: WrittenStatement, words: str = "") -> WrittenStatement:
    """Acknowledge the statement that was sent, once for all inspectorates. Raise StatementRefused."""
    statement = locked(statement)
    if statement.state == StatementState.PUT_TO_SCRUTINY:
        raise StatementRefused("The statement has been acknowledged already.")
    check_can_move(by, statement, StatementState.ACKNOWLEDGED)
    moved(by, statement, StatementState.ACKNOWLEDGED, words.strip())
    return statement


@transaction.atomic
def share(*, by: Person, statement: WrittenStatement, words: str) -> Copy:
    """Give the inspectorates a copy of how the statement goes on, remarks and children's words included. Raise StatementRefused."""
    statement = locked(statement)
    check_can_share(by, statement)
    return _copy(by, statement, CopyKind.SHARED, _needed(words, "Say in a line what you share, and why."), progress=True)


@transaction.atomic
def put_to_scrutiny(*, by: Person, statement: WrittenStatement, words: str) -> WrittenStatement:
    """Say for the partnership that the statement has done what it was for: its scrutineer closes it or gives it back."""
    statement = locked(statement)
    check_can_move(by, statement, StatementState.PUT_TO_SCRUTINY)
    moved(by, statement, StatementState.PUT_TO_SCRUTINY, _needed(words, "Say what has changed for children, and how you know."))
    return statement


@transaction.atomic
def give_back(*, by: Person, statement: WrittenStatement, words: str) -> WrittenStatement:
    """Give the statement back to the partnership: the scrutineer says what is still to be seen. Raise StatementRefused."""
    statement = locked(statement)
    if statement.state != StatementState.PUT_TO_SCRUTINY:
        raise StatementRefused("The statement is not with the scrutineer.")
    check_can_move(by, statement, StatementState.ACKNOWLEDGED)
    moved(by, statement, StatementState.ACKNOWLEDGED, _needed(words, "Say what is still to be seen."))
    return statement


@transaction.atomic
def close(*, by: Person, statement: WrittenStatement, words: str) -> WrittenStatement:
    """Close the statement as its scrutineer, with what was seen to have changed. Raise StatementRefused."""
    statement = locked(statement)
    check_can_move(by, statement, StatementState.CLOSED)
    moved(by, statement, StatementState.CLOSED, _needed(words, "Say what you saw that lets you close it."))
    return statement


@transaction.atomic
def name_scrutineer(*, by: Person, statement: WrittenStatement, person: Person) -> Scrutineer:
    """Name who scrutinises the statement; whoever did before reads it no more. Raise StatementRefused."""
    statement = locked(statement)
    check_can_name_scrutineer(by, statement, person)
    statement.scrutineers.filter(ended_at=None).update(ended_at=timezone.now())
    named = Scrutineer.objects.create(statement=statement, person=person, named_by=by)
    log(by, statement, "scrutineer named", person=str(person.pk))
    return named


@transaction.atomic
def write_voice(*, by: Person, statement: WrittenStatement, asked_on: date, how: str, changed: str, unchanged: str = "") -> Voice:
    """Keep what children said has changed: how they were asked, what did and what did not. Raise StatementRefused."""
    statement = locked(statement)
    check_can_write_voice(by, statement)
    if lies_ahead(statement, asked_on):
        raise StatementRefused("The day children were asked cannot lie ahead.")
    said = {
        "how": _needed(how, "Say how children were asked."),
        "changed": _needed(changed, "Say what children said has changed."),
    }
    voice = Voice.objects.create(statement=statement, asked_on=asked_on, unchanged=unchanged.strip(), **said, **who(by))
    log(by, statement, "children's words on what changed kept", voice=str(voice.pk))
    return voice


@transaction.atomic
def read_copy_for(*, by: Person, copy: Copy) -> Copy:
    """Let an inspectorate's member or the partnership read a copy; the reading is logged. Raise StatementRefused."""
    check_can_read_copies(by, copy.statement)
    read_statement(by=by, statement=copy.statement, part=copy.kind)
    return copy


def _copy(by: Person, statement: WrittenStatement, kind: CopyKind, words: str, *, progress: bool) -> Copy:
    text = to_json(shared_part(content_of(statement), progress=progress))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    copy = Copy.objects.create(statement=statement, kind=kind, words=words.strip(), sha256=sha256, text=text, **who(by))
    log(by, statement, f"statement {'sent' if kind == CopyKind.SUBMITTED else 'shared'}", sha256=sha256)
    return copy


def _needed(words: str, otherwise: str) -> str:
    if not words.strip():
        raise StatementRefused(otherwise)
    return words.strip()
