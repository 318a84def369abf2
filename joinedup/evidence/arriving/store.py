"""Adding revisions to an inspection's notes, many at once. Called by actions only, inside their transaction and lock."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from joinedup.evidence.arriving.rows import content_of, history_of, row_of
from joinedup.evidence.core.prompts import prompts_of
from joinedup.evidence.core.revisions import Revision
from joinedup.evidence.enums import Eyes
from joinedup.evidence.models import Arrival, Note, NoteLift, NoteRevision
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import inspectorate_of
from joinedup.people.models import Person


def lock(inspection: Inspection) -> Inspection:
    """Hold the inspection's row until the transaction ends: numbers are given, and arrivals seen, in one order."""
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def add_revisions(*, by: Person, inspection: Inspection, revisions: Sequence[Revision]) -> list[NoteRevision]:
    """Insert revisions that are new and can be placed, make the notes that are new, and bring every touched note up to date."""
    there, new = _notes_for(by, inspection, revisions)
    told = {"inspection": inspection, "by": by, "form": 2, "recorded_at": timezone.now()}
    rows = [row_of(revision, hash_=revision.hash, **told) for revision in revisions]
    _begin(inspection, new, rows)
    NoteRevision.objects.bulk_create(rows, batch_size=100)
    arrive(inspection, rows)
    bring_up_to_date(there)
    return rows


def _begin(inspection: Inspection, notes: Sequence[Note], rows: Sequence[NoteRevision]) -> None:
    """Insert notes that are new with all that follows from their revisions, which are among the rows and inserted after them."""
    of_note: dict[UUID, list[NoteRevision]] = defaultdict(list)
    for row in rows:
        of_note[row.note_id].append(row)
    prompts = prompts_of(inspection.framework)
    for note in notes:
        _derive(note, of_note[note.pk], set(), prompts)
    Note.objects.bulk_create(notes, batch_size=100)


def arrive(inspection: Inspection, rows: Sequence[NoteRevision]) -> None:
    """Give revisions the next places in the order in which devices ask for them."""
    last = last_arrival(inspection)
    Arrival.objects.bulk_create(
        [Arrival(inspection=inspection, number=last + place, revision=row) for place, row in enumerate(rows, 1)], batch_size=200
    )


def last_arrival(inspection: Inspection) -> int:
    """Return the number of the last arrival; 0 before any."""
    return Arrival.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"] or 0


def bring_up_to_date(notes: Sequence[Note]) -> None:
    """Work out again what follows from each note's revisions: heads, the one shown, whether it is usable and for whom."""
    if not notes:
        return
    rows: dict[UUID, list[NoteRevision]] = defaultdict(list)
    for row in NoteRevision.objects.filter(note__in=notes):
        rows[row.note_id].append(row)
    covered: dict[UUID, set[str]] = defaultdict(set)
    for note_id, covers in NoteLift.objects.filter(note__in=notes).values_list("note_id", "covers"):
        covered[note_id].update(covers)
    one_of_each = {note.inspection_id: note for note in notes}
    prompts = {key: prompts_of(note.inspection.framework) for key, note in one_of_each.items()}
    for note in notes:
        _derive(note, rows[note.pk], covered[note.pk], prompts[note.inspection_id])
    Note.objects.bulk_update(notes, ["author", "inspectorate", "current", "heads", "usable", "restricted"], batch_size=50)


def _derive(note: Note, rows: Sequence[NoteRevision], covered: set[str], prompts: frozenset[str]) -> None:
    history, by_id = history_of(rows), {str(row.pk): row for row in rows}
    note.heads = list(history.heads)
    note.current = by_id[history.shown]
    note.usable = not note.branched and content_of(note.current).is_usable(prompts)
    note.restricted = any(row.eyes == Eyes.RESTRICTED and key not in covered for key, row in by_id.items())


def _notes_for(by: Person, inspection: Inspection, revisions: Sequence[Revision]) -> tuple[list[Note], list[Note]]:
    """Return the notes revisions belong to: those there are, and those to be made, with the next numbers in order of sending."""
    wanted = list(dict.fromkeys(revision.note for revision in revisions))
    roots = {revision.note for revision in revisions if not revision.parents}
    there = {str(note.pk): note for note in Note.objects.select_for_update().filter(pk__in=wanted)}
    inspectorate = inspectorate_of(by, inspection)
    for note in _without_root([note for key, note in there.items() if key in roots]):
        note.author, note.inspectorate = by, inspectorate  # whoever wrote the first wording is the author, whichever came first
    last = Note.objects.filter(inspection=inspection).aggregate(last=Max("number"))["last"] or 0
    new = [
        Note(id=UUID(key), inspection=inspection, author=by, inspectorate=inspectorate, number=last + place)
        for place, key in enumerate((key for key in wanted if key not in there), 1)
    ]
    return list(there.values()), new


def _without_root(notes: Sequence[Note]) -> list[Note]:
    """Return those notes whose first wording has not arrived yet."""
    rooted = {row.note_id for row in NoteRevision.objects.filter(note__in=notes).only("note", "parents") if not row.parents}
    return [note for note in notes if note.pk not in rooted]
