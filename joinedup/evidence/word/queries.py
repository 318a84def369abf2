"""Reads for a notebook outside the service. Everything is unsealed here, so it is called by actions only, which log it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from joinedup.cases.queries import every_tracked_child
from joinedup.evidence.arriving.rows import content_of, link_of
from joinedup.evidence.core.late import first_written
from joinedup.evidence.core.notes_page import TakenOut, WholeNote, late_line
from joinedup.evidence.core.revisions import Content
from joinedup.evidence.core.word_book import BookNote
from joinedup.evidence.core.word_plan import Known
from joinedup.evidence.core.word_words import BookWords
from joinedup.evidence.models import Note, NoteRevision
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person

#: A note with every wording it had, oldest first.
Found = tuple[Note, list[NoteRevision]]


def words_of(inspection: Inspection) -> BookWords:
    """Return the names an inspection's notebooks are written with."""
    return BookWords(inspection.framework, {str(child.pk): child.code for child in every_tracked_child(inspection)})


def as_printed(found: Iterable[Found]) -> list[BookNote]:
    """Return notes as a notebook prints them: every wording that stands, the one shown first before the others."""
    return [one for note, rows in found if note.current_id for one in _standing(note, rows)]


def children_of(found: Iterable[Found]) -> list[str]:
    """Return the codes of the children any wording of some notes is about."""
    return sorted({row.tracked.code for _, rows in found for row in rows if row.tracked})


def whole(note: Note, rows: Iterable[NoteRevision]) -> WholeNote:
    """Return a note with its wordings as an export tells them."""
    wordings = tuple(
        TakenOut(link_of(row), content_of(row), row.by.name, row.written_at or row.recorded_at, row.recorded_at) for row in rows
    )
    written = first_written([one.written for one in wordings], note.created_at)
    return WholeNote(note.number, str(note.current_id), note.restricted, written, wordings)


def _standing(note: Note, rows: list[NoteRevision]) -> list[BookNote]:
    told = whole(note, rows)
    by_id = {one.link.id: one for one in told.wordings}
    keys = [told.shown, *(key for key in note.heads if key != told.shown)]
    of = len(keys)
    return [
        BookNote(str(note.pk), key, note.number, by_id[key].content, late_line(replace(told, shown=key)), place, of)
        for place, key in enumerate(keys, 1)
    ]


def own_history(person: Person, inspection: Inspection) -> list[Found]:
    """Return a person's own notes by number, each with every wording, oldest first."""
    notes = Note.objects.visible_to(person).filter(inspection=inspection, author=person).order_by("number")
    wordings: dict[UUID, list[NoteRevision]] = defaultdict(list)
    for row in NoteRevision.objects.filter(note__in=notes).select_related("by", "tracked").order_by("recorded_at"):
        wordings[row.note_id].append(row)
    return [(note, wordings[note.pk]) for note in notes]


def known_to(person: Person, inspection: Inspection, ids: Iterable[str]) -> dict[str, Known]:
    """Return those of some notes a person may read, with what each wording says and which came from which file."""
    notes = Note.objects.visible_to(person).filter(inspection=inspection, pk__in=list(ids))
    contents: dict[str, dict[str, Content]] = defaultdict(dict)
    sent: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in NoteRevision.objects.filter(note__in=notes).order_by("arrivals__number", "recorded_at"):
        contents[str(row.note_id)][str(row.pk)] = content_of(row)
        if str(row.pk) not in sent[str(row.note_id)][row.device]:
            sent[str(row.note_id)][row.device].append(str(row.pk))
    told = {str(note.pk): (note.heads, note.author_id == person.pk) for note in notes}
    return {note: Known(dict(said), dict(sent[note]), *told[note]) for note, said in contents.items()}


def there_already(ids: Iterable[str]) -> set[str]:
    """Return those of some ids under which a note is kept, whoever may read it."""
    return {str(pk) for pk in Note.objects.filter(pk__in=list(ids)).values_list("pk", flat=True)}
