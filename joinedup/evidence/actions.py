"""The only writers of notes that are written on a page; what comes from a device comes through `arriving.actions`."""

import uuid
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.cases.models import TrackedChild
from joinedup.evidence.arriving.rows import minute, stamp
from joinedup.evidence.arriving.store import add_revisions, lock
from joinedup.evidence.core.revisions import Content, EvidenceError, Revision, check_complete, in_order, without_halves
from joinedup.evidence.enums import Eyes
from joinedup.evidence.models import Note, NoteRevision
from joinedup.evidence.queries import marked, timed
from joinedup.evidence.rules import check_can_cite, check_can_read_note, check_can_write_note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.linkage.models import NotKnownQuestion
from joinedup.people.models import Person


@transaction.atomic
def write_note(*, by: Person, inspection: Inspection, **said: Any) -> Note:
    """Write down one thing seen on a page of the server; raise InspectionRefused or EvidenceError. `said` as for `say`."""
    check_can_write_note(by, inspection)
    content = _checked(inspection, **said)
    row = _add(by, lock(inspection), content, note=str(uuid.uuid4()), parents=())
    _log(by, row.note, "note written", revision=row.hash)
    return row.note


@transaction.atomic
def revise_note(*, by: Person, note: Note, based_on: str = "", **said: Any) -> Note:
    """Add a new wording that follows the one it was written from; raise InspectionRefused or EvidenceError. `said` as for `say`.

    `based_on` is the id of the revision that stood on the page it was written on; without one, the note's current one as it was
    read. Where the note has moved on since, the new wording is a branch beside the others: nothing is overwritten.
    """
    _check_can_revise(by, note)
    content = _checked(note.inspection, **said)
    followed = based_on or str(note.current_id)
    if not NoteRevision.objects.filter(pk=followed, note=note).exists():
        raise EvidenceError("The wording this was written from is not one of this note. Open the note again.")
    row = _add(by, lock(note.inspection), content, note=str(note.pk), parents=(followed,))
    _log(by, row.note, "note revised", revision=row.hash)
    return row.note


@transaction.atomic
def join_branches(*, by: Person, note: Note, heads: Collection[str], **said: Any) -> Note:
    """Join wordings that stand side by side in one that follows them all; raise InspectionRefused or EvidenceError.

    `heads` are the ids of the revisions whoever joins them had before their eyes. One that came since stays a branch.
    """
    _check_can_revise(by, note)
    content = _checked(note.inspection, **said)
    inspection = lock(note.inspection)
    now = Note.objects.get(pk=note.pk).heads
    if len(set(heads)) < 2 or not set(heads) <= set(now):
        raise EvidenceError("This note has moved on since you opened it. Open it again, and join what stands there now.")
    row = _add(by, inspection, content, note=str(note.pk), parents=tuple(sorted(set(heads))))
    _log(by, row.note, "branches joined", revision=row.hash, joined=sorted(set(heads)))
    return row.note


def open_notes(*, by: Person, inspection: Inspection, notes: Iterable[Note], through: models.Model) -> list[Note]:
    """Return those notes somebody of the team may read, and log that they read them: how many, about which children.

    `through` is the row whose page shows them: the note itself, a finding, a passage, or the inspection for its list of notes.
    Raises InspectionRefused. What is for other eyes is left out, whoever asked for it.
    """
    check_is_inspector(by, inspection)
    asked = list(notes)
    seen = set(Note.objects.visible_to(by).filter(inspection=inspection).values_list("pk", flat=True)) if asked else set()
    opened = timed(marked(inspection, [note for note in asked if note.pk in seen]))
    record_read(
        by=by,
        chain=str(inspection.pk),
        action="notes read",
        object_kind=str(through._meta.model_name),
        object_id=str(through.pk),
        detail={"notes": len(opened), "children": sorted({note.current.tracked.code for note in opened if note.current.tracked})},
    )
    return opened


def say(
    *,
    source: str = "",
    sector: str = "",
    criteria: Iterable[str] = (),
    direction: str = "",
    text: str = "",
    seen_on: date | None = None,
    seen_at: datetime | None = None,
    tracked: TrackedChild | None = None,
    question: NotKnownQuestion | None = None,
    role: str = "",
    child_words: str = "",
    period_from: date | None = None,
    period_to: date | None = None,
    eyes: str = Eyes.TEAM,
) -> Content:
    """Return what a note says. `source`, `sector` and `criteria` are ids of the inspection's framework.

    `seen_at` is the minute it was seen, where that is known, else `seen_on` the day. `role` is the work of whoever was spoken to;
    `question` the answered question to an agency the note rests on.
    """
    return Content(
        source=source,
        role=without_halves(role.strip()),
        sector=sector,
        criteria=tuple(criteria),
        tracked=str(tracked.pk) if tracked else "",
        direction=str(direction),
        text=without_halves(text),
        child_words=without_halves(child_words),
        seen_at=minute(seen_at) if seen_at else _iso(seen_on),
        period_from=_iso(period_from),
        period_to=_iso(period_to),
        question=str(question.pk) if question else "",
        eyes=str(eyes),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _checked(inspection: Inspection, **said: Any) -> Content:
    """Return what a note says, complete; raise EvidenceError or InspectionRefused where it names what does not belong to it."""
    said["criteria"] = in_order(inspection.framework, said.get("criteria", ()))
    content = say(**said)
    check_complete(inspection.framework, content)
    if content.period_from and content.period_to and content.period_to < content.period_from:
        raise EvidenceError("The time it speaks of cannot end before it begins.")
    tracked, question = said.get("tracked"), said.get("question")
    if tracked is not None and tracked.inspection_id != inspection.pk:
        raise EvidenceError("The child is not tracked in this inspection.")
    if question is not None:
        check_can_cite(inspection, question)
    return content


def _check_can_revise(by: Person, note: Note) -> None:
    check_can_write_note(by, note.inspection)
    check_can_read_note(by, note)


def _add(by: Person, inspection: Inspection, content: Content, *, note: str, parents: tuple[str, ...]) -> NoteRevision:
    """Add one wording written on a page of the server."""
    written = stamp(timezone.now())
    revision = Revision(id=str(uuid.uuid4()), note=note, parents=parents, device="", written_at=written, content=content)
    [row] = add_revisions(by=by, inspection=inspection, revisions=[revision])
    row.note = Note.objects.select_related("current__tracked", "inspectorate", "author").get(pk=note)
    return row


def _log(by: Person, note: Note, action: str, **detail: Any) -> None:
    record(by=by, chain=str(note.inspection_id), action=action, object_kind="note", object_id=str(note.pk), detail=detail)
