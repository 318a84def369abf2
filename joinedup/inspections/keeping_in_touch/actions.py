"""The only writers of meetings with agencies, and the logged reading of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from joinedup.areas.models import Agency
from joinedup.audit.actions import record, record_read
from joinedup.inspections.keeping_in_touch.enums import FollowUpState, PointKind, TalkKind, ViewKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, FollowUpEntry, Talk, TalkPoint, TalkView
from joinedup.inspections.keeping_in_touch.queries import agenda_of, highest_of, talks_seen_by
from joinedup.inspections.keeping_in_touch.rules import (
    check_can_follow_up,
    check_can_read_talk,
    check_can_view,
    check_can_write_talk,
    check_fits,
    check_not_stale,
)
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, agencies_of
from joinedup.inspections.seeing import Side
from joinedup.inspections.sides import check_may_read, sides_of
from joinedup.people.models import Person


class TalkError(ValueError):
    """Something lacks in what was written down; the message says what."""


@dataclass(frozen=True)
class Point:
    """One thing said, agreed, left open or disputed, under an agenda point or none ("")."""

    topic: str
    kind: PointKind
    words: str


@dataclass(frozen=True)
class Present:
    """Who was there, by post, never by name."""

    team: tuple[str, ...]
    agencies: tuple[str, ...]


@transaction.atomic
def write_down(
    *,
    by: Person,
    inspection: Inspection,
    kind: TalkKind,
    held_at: datetime,
    agencies: Sequence[Agency],
    present: Present,
    points: Sequence[Point],
    page: UUID | None = None,
) -> Talk:
    """Write down a meeting with agencies that was held. `page` is the page's own id: sent twice, it makes one record.

    The agencies that were there read it at their door from then on. Raises InspectionRefused; TalkError where something lacks.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    check_can_write_talk(by, inspection)
    again = Talk.objects.filter(pk=page).first() if page else None
    if again is not None:
        return _same(again, inspection, by)
    check_fits(inspection, kind, held_at, agencies)
    _check_written(inspection, kind, present, points)
    talk = Talk(id=page or uuid4(), inspection=inspection, kind=kind, held_at=held_at, written_by=by)
    talk.number = _next(Talk.objects.filter(inspection=inspection, kind=kind))
    talk.present = {"team": list(present.team), "agencies": list(present.agencies)}
    talk.save(force_insert=True)
    talk.agencies.set(agencies)
    for point in points:
        _write(by, talk, point)
    _log(by, talk, "meeting with agencies written down", agencies=sorted(agency.key for agency in agencies), points=len(points))
    return talk


@transaction.atomic
def add_point(*, by: Person, talk: Talk, point: Point, replaces: TalkPoint | None = None) -> TalkPoint:
    """Add to a meeting's record, or put a point of it right: what stood there stays. Raises InspectionRefused; TalkError."""
    locked = _locked(talk)
    check_can_write_talk(by, locked.inspection)
    _check_point(locked.inspection, TalkKind(locked.kind), point)
    if replaces is not None:
        if replaces.talk_id != locked.pk:
            raise InspectionRefused("This point belongs to another meeting.")
        if TalkPoint.objects.filter(replaces=replaces).exists():
            raise InspectionRefused("This point was put right meanwhile. Look how it stands now, then put that right.")
        if (replaces.words, replaces.kind, replaces.topic) == (point.words.strip(), point.kind, point.topic):
            raise TalkError("Nothing has changed.")
    row = _write(by, locked, point, replaces)
    _log(by, locked, "point put right" if replaces else "point added", number=row.number, kind=str(row.kind))
    return row


@transaction.atomic
def say_view(*, by: Person, talk: Talk, agency: Agency, kind: ViewKind, shown: int, words: str = "") -> TalkView:
    """Say for an agency that was there that the record is read, or how it saw it differently; the record stays as it is.

    `shown`: the highest number of a point the page showed; it counts for what stood up to there.
    Raises InspectionRefused; TalkError where it saw it differently and does not say how.
    """
    locked = _locked(talk)
    check_can_view(by, locked, agency)
    if kind == ViewKind.DIFFERENTLY and not words.strip():
        raise TalkError("Write how you saw it.")
    view = TalkView(inspection=locked.inspection, talk=locked, agency=agency, kind=kind, words=words.strip(), by=by)
    view.seen = min(shown, highest_of(locked))
    view.save()
    _log(by, locked, f"record of a meeting {ViewKind(kind).name.lower()}", agency=agency.key)
    return view


@transaction.atomic
def add_follow_up(
    *, by: Person, talk: Talk, what: str, who: str, due_on: date, agency: Agency | None = None, for_all: bool = False
) -> FollowUp:
    """Write down what is to be done after a meeting, by which post, by when; without an agency it is the team's to do.

    An agency reads its own alone, and of the team's what is marked `for_all`.
    Raises InspectionRefused; TalkError where something lacks.
    """
    locked = _locked(talk)
    check_can_write_talk(by, locked.inspection)
    if agency is not None and not locked.agencies.filter(pk=agency.pk).exists():
        raise InspectionRefused(f"{agency} was not at this meeting.")
    if not what.strip():
        raise TalkError("Write what is to be done.")
    if not who.strip():
        raise TalkError("Say who does it, by post.")
    row = FollowUp(inspection=locked.inspection, talk=locked, agency=agency, what=what.strip(), who=who.strip(), due_on=due_on)
    row.number, row.for_all = _next(FollowUp.objects.filter(talk=locked)), for_all and agency is None
    row.save(force_insert=True)
    _log(by, locked, "follow-up written down", follow_up=row.number, agency=agency.key if agency else "")
    return row


@transaction.atomic
def say_follow_up(
    *, by: Person, follow_up: FollowUp, to: FollowUpState, had: int, words: str = "", due_on: date | None = None
) -> FollowUpEntry:
    """Say how a follow-up stands, with a later day where it needs one. `had`: how many things said of it the page showed.

    Raises InspectionRefused; TalkError.
    """
    locked = FollowUp.objects.select_for_update(of=("self",)).select_related("inspection", "talk").get(pk=follow_up.pk)
    state = FollowUpState(to)
    check_not_stale(locked, had)
    check_can_follow_up(by, locked, state)
    if state != FollowUpState.DONE and not words.strip():
        raise TalkError("Say why, or how far it is.")
    side = Side.TEAM if Side.TEAM in sides_of(by, locked.inspection, locked.agency) else Side.AGENCY
    locked.state, locked.due_on = state, due_on or locked.due_on
    locked.save(update_fields=["state", "due_on"])
    said: dict[str, Any] = {"state": state, "due_on": locked.due_on, "words": words.strip(), "side": side, "by": by}
    entry = FollowUpEntry(inspection=locked.inspection, follow_up=locked, **said)
    entry.save()
    _log(by, locked.talk, f"follow-up {state.label.lower()}", follow_up=locked.number)
    return entry


def open_talk(*, by: Person, talk: Talk) -> Talk:
    """Return a meeting whose record a person may read; the reading is logged. Raises InspectionRefused."""
    check_can_read_talk(by, talk)
    record_read(by=by, chain=str(talk.inspection_id), action="meeting with agencies opened", **_about(talk))
    return talk


def open_talks(*, by: Person, inspection: Inspection) -> list[Talk]:
    """Return an inspection's meetings as far as a person may see them, for the list that says what is still to be done.

    The reading is logged. Raises InspectionRefused.
    """
    check_may_read(by, inspection, *agencies_of(by, inspection))
    chain = str(inspection.pk)
    record_read(by=by, chain=chain, action="meetings with agencies opened", object_kind="inspection", object_id=chain)
    return list(talks_seen_by(by, inspection))


def _same(made: Talk, inspection: Inspection, by: Person) -> Talk:
    """Return the record a page made already, to whoever made it."""
    if made.inspection_id != inspection.pk or made.written_by_id != by.pk:
        raise InspectionRefused("This page has written a meeting down already. Open a new page to write another.")
    return made


def _check_written(inspection: Inspection, kind: TalkKind, present: Present, points: Sequence[Point]) -> None:
    if not any(post.strip() for post in present.team) or not any(post.strip() for post in present.agencies):
        raise TalkError("Say who was there, by post, from the inspectorates and from the agencies.")
    if not points:
        raise TalkError("Write what was said.")
    for point in points:
        _check_point(inspection, kind, point)


def _check_point(inspection: Inspection, kind: TalkKind, point: Point) -> None:
    if not point.words.strip():
        raise TalkError("Write what was said.")
    if point.topic and point.topic not in {one.id for one in agenda_of(inspection, kind)}:
        raise TalkError("This is no point of the agenda.")


def _write(by: Person, talk: Talk, point: Point, replaces: TalkPoint | None = None) -> TalkPoint:
    said: dict[str, Any] = {"topic": point.topic, "kind": PointKind(point.kind), "words": point.words.strip()}
    row = TalkPoint(inspection=talk.inspection, talk=talk, replaces=replaces, by=by, **said)
    row.number = _next(TalkPoint.objects.filter(talk=talk))
    row.save()
    return row


def _next(rows: Any) -> int:
    return (rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


def _locked(talk: Talk) -> Talk:
    return Talk.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=talk.pk)


def _about(talk: Talk, **more: object) -> dict[str, Any]:
    detail = {"kind": talk.kind, "number": talk.number, **more}
    return {"object_kind": "talk", "object_id": str(talk.pk), "detail": detail}


def _log(by: Person, talk: Talk, action: str, **more: object) -> None:
    record(by=by, chain=str(talk.inspection_id), action=action, **_about(talk, **more))
