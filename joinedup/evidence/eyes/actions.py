"""The only writers of who reads a note for restricted eyes."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.evidence.arriving.rows import content_of, stamp
from joinedup.evidence.arriving.store import add_revisions, arrive, bring_up_to_date, lock
from joinedup.evidence.core.revisions import Revision
from joinedup.evidence.enums import Eyes
from joinedup.evidence.eyes.rules import check_can_be_named, check_can_open_up
from joinedup.evidence.models import Note, NoteLift, NoteReader, NoteRevision
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person


@transaction.atomic
def name_readers(*, by: Person, note: Note, people: Sequence[Person]) -> list[NoteReader]:
    """Let people of the team read a note for restricted eyes; who was named already stays. Raises InspectionRefused.

    Its wordings arrive on their devices from then on.
    """
    inspection = lock(note.inspection)
    locked = Note.objects.select_for_update().get(pk=note.pk)
    check_can_open_up(by, locked)
    for person in people:
        check_can_be_named(person, locked)
    there = set(NoteReader.objects.filter(note=locked).values_list("person_id", flat=True))
    new = {person.pk: person for person in people if person.pk not in there}
    made = [NoteReader(inspection=inspection, note=locked, person=person, named_by=by) for person in new.values()]
    NoteReader.objects.bulk_create(made)
    if made:
        arrive(inspection, list(NoteRevision.objects.filter(note=locked).order_by("recorded_at", "pk")))
        _log(by, locked, "readers named", people=sorted(str(person) for person in new))
    return made


@transaction.atomic
def lift_restriction(*, by: Person, note: Note, why: str) -> Note:
    """Open a note for restricted eyes to the whole team, saying why. Raises InspectionRefused.

    It covers the wordings there are: one that restricts the note and arrives later restricts it again. Each head that restricts it
    is followed by the same words for the team, so that whoever words it on from there does not shut it again unawares.
    """
    inspection = lock(note.inspection)
    locked = Note.objects.select_for_update().get(pk=note.pk)
    check_can_open_up(by, locked)
    if not why.strip():
        raise InspectionRefused("Say why the whole team may read it now.")
    rows = list(NoteRevision.objects.filter(note=locked).order_by("recorded_at", "pk"))
    opened = [_for_the_team(row) for row in rows if row.eyes == Eyes.RESTRICTED and str(row.pk) in locked.heads]
    if opened:
        add_revisions(by=by, inspection=inspection, revisions=opened)
    covers = sorted(str(row.pk) for row in rows if row.eyes == Eyes.RESTRICTED)
    NoteLift(inspection=inspection, note=locked, covers=covers, why=why.strip(), by=by).save()
    locked.refresh_from_db()
    bring_up_to_date([locked])
    arrive(inspection, rows)
    _log(by, locked, "restriction lifted", revisions=covers)
    return locked


def _for_the_team(row: NoteRevision) -> Revision:
    """Return the wording that follows one for restricted eyes, with the same words for the team."""
    said = replace(content_of(row), eyes=str(Eyes.TEAM))
    return Revision(str(uuid.uuid4()), str(row.note_id), (str(row.pk),), "", stamp(timezone.now()), said)


def _log(by: Person, note: Note, action: str, **detail: object) -> None:
    record(by=by, chain=str(note.inspection_id), action=action, object_kind="note", object_id=str(note.pk), detail=detail)
