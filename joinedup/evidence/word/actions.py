"""Taking a notebook out and in. Each download is logged as a read, each file taken in as a write."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.evidence.arriving.rows import revision_of, stamp
from joinedup.evidence.arriving.store import add_revisions, lock
from joinedup.evidence.aside.keeping import keep_aside
from joinedup.evidence.core.blank_forms import blank_forms
from joinedup.evidence.core.notes_page import late_line, notes_page
from joinedup.evidence.core.paper import MARKING
from joinedup.evidence.core.revisions import canonical_json
from joinedup.evidence.core.word_book import write_book
from joinedup.evidence.core.word_plan import Taken, note_of_another, plan
from joinedup.evidence.core.word_read import Block, read_book
from joinedup.evidence.models import Note, NoteRevision
from joinedup.evidence.rules import check_can_write_note
from joinedup.evidence.word.queries import Found, as_printed, children_of, known_to, own_history, there_already, whole, words_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.people.models import Person

NOT_YOURS = "Under this reference stands a note that is not for you to reword."


@dataclass(frozen=True)
class WordFile:
    """A file as the sender of what is kept aside: `pk` is the id printed in it."""

    pk: str


def download_book(*, by: Person, inspection: Inspection) -> bytes:
    """Return a person's own notes as a Word document with empty tables for new ones. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    found, file = own_history(by, inspection), str(uuid4())
    _log_read(by, inspection, "notebook downloaded in Word", found, file=file)
    notes = as_printed(found)
    return write_book(file=file, title=f"Notebook, {inspection.code_word}", words=words_of(inspection), notes=notes)


def export_notes(*, by: Person, inspection: Inspection) -> str:
    """Return a person's own notes with every wording they had, as JSON. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    found = own_history(by, inspection)
    _log_read(by, inspection, "notes exported", found)
    told = [_told(note, rows) for note, rows in found]
    return canonical_json({"marking": MARKING, "inspection": str(inspection.pk), "notes": told})


def print_notes(*, by: Person, inspection: Inspection) -> str:
    """Return a person's own notes with every wording they had as one page of HTML that prints. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    found = own_history(by, inspection)
    _log_read(by, inspection, "notes exported", found)
    at = timezone.localtime()
    return notes_page(
        title=f"Notes of {by.name or by.email}, {_called(inspection)}",
        words=words_of(inspection),
        notes=(whole(note, rows) for note, rows in found),
        made_up=inspection.made_up,
        printed=f"Taken out by {by.name or by.email}, {at.day} {at:%B %Y %H:%M}.",
    )


def print_forms(*, by: Person, inspection: Inspection, nonce: str = "") -> str:
    """Return blank forms of an inspection to write notes on by hand, as one page of HTML. Raises InspectionRefused.

    They hold the tracked children's codes and nothing else about anybody, so printing them is no read of a child's record.
    """
    check_is_inspector(by, inspection)
    words = words_of(inspection)
    title = f"Forms for notes, {_called(inspection)}"
    codes = words.children.values()
    return blank_forms(framework=words.framework, title=title, children=codes, made_up=inspection.made_up, nonce=nonce)


@transaction.atomic
def take_in_book(*, by: Person, inspection: Inspection, data: bytes) -> Taken:
    """Take a notebook in: changed notes become new wordings, filled tables new notes, what cannot be read is kept aside.

    The same file twice adds nothing. Raises InspectionRefused; EvidenceError for what is no Word document.
    """
    check_can_write_note(by, inspection)
    blocks, strays = read_book(data)
    locked, words, at = lock(inspection), words_of(inspection), stamp(timezone.now())
    writer = str(by.pk)
    known = known_to(by, locked, _named(blocks, plan(blocks, (), words, {}, at), writer))
    taken = plan(blocks, strays, words, known, at, writer=writer)
    _put_aside_others(taken, set(known))
    add_revisions(by=by, inspection=locked, revisions=taken.revisions)
    file = next((block.file for block in blocks if block.file), "")
    keep_aside(
        by=by, inspection=locked, device=WordFile(file), sent=[(whole, f"{place}: {why}") for place, why, whole in taken.aside]
    )
    counted = {name: getattr(taken, name) for name in ("new", "changed", "unchanged", "earlier")} | {"aside": len(taken.aside)}
    _log(by, locked, "notebook taken in from Word", file=file, **counted)
    return taken


def _told(note: Note, rows: list[NoteRevision]) -> dict[str, Any]:
    """Return a note as the export tells it; `late` holds both times where it was written down later than it was seen."""
    wordings = [{**asdict(revision_of(row)), "hash": row.hash, "recorded_at": stamp(row.recorded_at)} for row in rows]
    told = whole(note, rows)
    times = {"written_at": stamp(told.written), "late": late_line(told)}
    return {"id": str(note.pk), "number": note.number, **times, "wordings": wordings}


def _named(blocks: Iterable[Block], alone: Taken, writer: str) -> set[str]:
    """Return the ids of the notes a file names or would make."""
    made = {revision.note for revision in alone.revisions}
    return {block.note for block in blocks if block.note} | made | {note_of_another(note, writer) for note in made}


def _put_aside_others(taken: Taken, known: set[str]) -> None:
    """Keep aside what would be added to a note that is there and not for this person."""
    closed = there_already({revision.note for revision in taken.revisions} - known)
    for revision in [one for one in taken.revisions if one.note in closed]:
        taken.revisions.remove(revision)
        taken.new -= 1
        taken.aside.append(("A new note", NOT_YOURS, revision.as_json()))


def _called(inspection: Inspection) -> str:
    """Return the code word as words, as pages head it."""
    return inspection.code_word.replace("-", " ").capitalize()


def _log_read(by: Person, inspection: Inspection, action: str, found: list[Found], **detail: Any) -> None:
    """Log what was taken out: how many notes, and of which children, by their codes."""
    chain = str(inspection.pk)
    told = {"notes": len(found), "children": children_of(found), **detail}
    record_read(by=by, chain=chain, action=action, object_kind="inspection", object_id=chain, detail=told)


def _log(by: Person, inspection: Inspection, action: str, **detail: Any) -> None:
    chain = str(inspection.pk)
    record(by=by, chain=chain, action=action, object_kind="inspection", object_id=chain, detail=detail)
