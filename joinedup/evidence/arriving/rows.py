"""A revision as a row of the database, and back again. What goes in comes out with the same hash."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from joinedup.evidence.core.form_one import FormOne, form_one_hash
from joinedup.evidence.core.history import History, Link
from joinedup.evidence.core.revisions import Content, Revision
from joinedup.evidence.models import NoteRevision

_LONDON = ZoneInfo("Europe/London")


def stamp(moment: datetime) -> str:
    """Return a moment as a device writes it: UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def minute(moment: datetime) -> str:
    """Return the minute something was seen as a revision writes it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def row_of(revision: Revision, *, hash_: str, **more: Any) -> NoteRevision:
    """Return the row of a revision, not saved; `more` are the columns that are not part of what it says."""
    said = revision.content
    seen_on, seen_at = _seen(said.seen_at)
    return NoteRevision(
        id=UUID(revision.id),
        note_id=UUID(revision.note),
        parents=list(revision.parents),
        hash=hash_,
        device=revision.device,
        written_at=datetime.fromisoformat(revision.written_at),
        source=said.source,
        role=said.role,
        sector=said.sector,
        criteria=list(said.criteria),
        tracked_id=_id(said.tracked),
        direction=said.direction,
        text=said.text,
        child_words=said.child_words,
        seen_on=seen_on,
        seen_at=seen_at,
        period_from=_day(said.period_from),
        period_to=_day(said.period_to),
        question_id=_id(said.question),
        eyes=said.eyes,
        **more,
    )


def content_of(row: NoteRevision) -> Content:
    """Return what a row says."""
    seen = minute(row.seen_at) if row.seen_at else _iso(row.seen_on)
    return Content(
        source=row.source,
        role=row.role or "",
        sector=row.sector,
        criteria=tuple(row.criteria),
        tracked=str(row.tracked_id or ""),
        direction=row.direction,
        text=row.text,
        child_words=row.child_words or "",
        seen_at=seen,
        period_from=_iso(row.period_from),
        period_to=_iso(row.period_to),
        question=str(row.question_id or ""),
        eyes=row.eyes,
    )


def revision_of(row: NoteRevision) -> Revision:
    """Return a row as a revision. One of form 1, which no device wrote, is given the moment it was recorded."""
    written = stamp(row.written_at or row.recorded_at)
    return Revision(str(row.pk), str(row.note_id), tuple(row.parents), row.device, written, content_of(row))


def verifies(row: NoteRevision) -> bool:
    """Return whether a row still is what its hash says, in whichever form it was written."""
    if row.form != 1:
        return revision_of(row).hash == row.hash
    parent = NoteRevision.objects.filter(pk__in=row.parents).first()
    said = FormOne(
        source=row.source,
        sector=row.sector,
        criterion=row.criteria[0],
        direction=row.direction,
        text=row.text,
        seen_on=row.seen_on,  # type: ignore[arg-type]  # form 1 always held a day
        tracked=str(row.tracked_id or ""),
        question=str(row.question_id or ""),
    )
    return form_one_hash(str(row.pk), parent.hash if parent else "", said) == row.hash


def link_of(row: NoteRevision) -> Link:
    """Return a row as far as history goes."""
    return Link(str(row.pk), tuple(row.parents), row.hash, stamp(row.written_at or row.recorded_at))


def history_of(rows: Any) -> History:
    """Return the history that rows of one note make."""
    return History.of(link_of(row) for row in rows)


def _seen(text: str) -> tuple[date | None, datetime | None]:
    """Return the day, in London, and where it is known the minute."""
    if "T" not in text:
        return _day(text), None
    moment = datetime.fromisoformat(text)
    return moment.astimezone(_LONDON).date(), moment


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
