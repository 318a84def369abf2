"""A notebook in Word and back: no note lost, none doubled, whatever is typed into it and however often it is taken in."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.evidence.core.revisions import Content, EvidenceError
from joinedup.evidence.core.word_book import BookNote, write_book
from joinedup.evidence.core.word_plan import Known, Taken, plan
from joinedup.evidence.core.word_read import read_book
from joinedup.evidence.core.word_words import BookWords
from tests.factories.frameworks import tiny_framework

FILE, AT = str(UUID(int=1)), "2022-10-18T14:05:09.123Z"
CHILD = str(UUID(int=9))
WORDS = BookWords(tiny_framework(), {CHILD: "Child 4"})
FULL = Content(
    source="meeting",
    role="duty sergeant",
    sector="police",
    criteria=("c1", "c2"),
    tracked=CHILD,
    direction="concern",
    text="First line.\n\nSecond line – “quoted”.",
    child_words="Nobody asked.",
    seen_at="2022-10-18T13:05Z",
)


def told(number: int, content: Content = FULL) -> BookNote:
    note = uuid5(UUID(FILE), f"made {number}")
    return BookNote(str(note), str(uuid5(note, "first")), number, content)


def book(*notes: BookNote, blanks: int = 3) -> bytes:
    return write_book(file=FILE, title="Notebook", words=WORDS, notes=notes, blanks=blanks)


def known_of(notes, *taken: Taken) -> dict[str, Known]:
    """The notes as they stand once what was taken in has been added."""
    contents = {one.note: {one.revision: one.content} for one in notes}
    sent: dict[str, list[str]] = {}
    for one in (row for added in taken for row in added.revisions):
        contents.setdefault(one.note, {})[one.id] = one.content
        sent.setdefault(one.note, []).append(one.id)
    return {note: Known(held, {FILE: sent.get(note, [])}) for note, held in contents.items()}


def take(data: bytes, known) -> Taken:
    return plan(*read_book(data), WORDS, known, AT)


def typed(data: bytes, *changes: tuple[int, str, str]) -> bytes:
    """Type into the document: (place of the table, label, text)."""
    word = Document(io.BytesIO(data))
    for place, label, text in changes:
        for row in word.tables[place].rows:
            if row.cells[0].text.startswith(label):
                row.cells[1].text = text
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def test_five_hundred_notes_come_back_none_lost_none_doubled() -> None:
    notes = [told(n, replace(FULL, text=f"Note number {n}.\n{'x' * (n % 7)}")) for n in range(500)]
    taken = take(book(*notes), known_of(notes))
    assert (taken.revisions, taken.aside, taken.unchanged) == ([], [], 500)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_what_libreoffice_saves_reads_the_same(tmp_path: Path) -> None:
    notes = [told(n, replace(FULL, text=f"Note number {n}.\nSecond line.")) for n in range(500)]
    (tmp_path / "book.docx").write_bytes(typed(book(*notes), (499, "What was seen", "Changed."), (500, "What was seen", "New.")))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", "book.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    taken = take((tmp_path / "out" / "book.docx").read_bytes(), known_of(notes))
    assert (taken.aside, taken.unchanged, taken.changed, taken.new) == ([], 499, 1, 1)


def test_a_changed_text_follows_the_wording_that_was_printed_and_is_added_once() -> None:
    note = told(1)
    data = typed(book(note), (0, "What was seen", "Other words."))
    first = take(data, known_of([note]))
    [revision] = first.revisions
    assert (revision.note, revision.parents, revision.device) == (note.note, (note.revision,), FILE)
    assert revision.content == replace(FULL, text="Other words.")
    assert take(data, known_of([note], first)).revisions == []
    again = take(typed(data, (0, "What was seen", "Third words.")), known_of([note], first))
    assert again.revisions[0].parents == (revision.id,)
    assert take(data, known_of([note], first, again)).revisions == []  # an older copy of the file


def test_every_field_can_be_changed() -> None:
    note = told(1)
    changes = {
        "Seen on": ("19 October 2022", {"seen_at": "2022-10-19"}),
        "Where it comes from": ("tracking", {"source": "tracking"}),
        "Spoken to": ("a manager", {"role": "a manager"}),
        "Whose work": ("local authority", {"sector": "local_authority"}),
        "Criteria": ("c2", {"criteria": ("c2",)}),
        "Child": ("", {"tracked": ""}),
        "Strength": ("strength", {"direction": "strength"}),
    }
    for label, (text, expected) in changes.items():
        [revision] = take(typed(book(note), (0, label, text)), known_of([note])).revisions
        if label != "Child":  # the child's own words stand in a row that begins alike
            assert revision.content == replace(FULL, **expected)


def test_a_new_note_is_added_once_and_may_be_incomplete() -> None:
    data = typed(book(), (1, "What was seen", "Seen at the door."))
    first = take(data, {})
    [revision] = first.revisions
    assert (revision.parents, revision.content, first.new) == ((), Content(text="Seen at the door."), 1)
    known = known_of([], first)
    assert (take(data, known).revisions, take(data, known).unchanged) == ([], 1)
    again = take(typed(data, (1, "Whose work", "Police")), known)
    assert (again.revisions[0].note, again.revisions[0].parents) == (revision.note, (revision.id,))


def test_a_table_copied_within_the_file_is_a_note_of_its_own() -> None:
    data = typed(book(blanks=2), (0, "What was seen", "One."), (1, "What was seen", "Two."))
    data = typed(data, (1, "Reference", f"new 1 of {FILE}"))
    first = take(data, {})
    assert len({one.note for one in first.revisions}) == 2
    assert take(data, known_of([], first)).revisions == []


def test_a_table_without_its_reference_is_still_taken_in_once() -> None:
    data = typed(book(), (0, "What was seen", "One."), (0, "Reference", ""))
    first = take(data, {})
    assert first.new == 1 and take(data, known_of([], first)).revisions == []


def test_what_cannot_be_read_is_told_by_its_heading_and_kept_whole() -> None:
    note = told(7)
    data = typed(book(note), (0, "Whose work", "Polise"), (1, "What was seen", "New."), (1, "Seen on", "soon"))
    word = Document(io.BytesIO(data))
    word.add_paragraph("Ask about Friday.")
    held = io.BytesIO()
    word.save(held)
    taken = take(held.getvalue(), known_of([note]))
    assert taken.revisions == []
    places = [(place, why) for place, why, _ in taken.aside]
    assert ("Note 7", "“Whose work” could not be read.") in places and ("New note 1", "“Seen on” could not be read.") in places
    assert any(whole == {"text": "Ask about Friday."} for _, _, whole in taken.aside)
    assert any(whole.get("typed", {}).get("What was seen") == "New." for _, _, whole in taken.aside)


def test_somebody_elses_note_is_kept_aside() -> None:
    [(place, why, _)] = take(book(told(1)), {}).aside
    assert place == "Note 1" and "not a note" in why


def test_a_deleted_row_changes_nothing() -> None:
    note = told(1)
    word = Document(io.BytesIO(book(note)))
    row = word.tables[0].rows[5]._tr
    row.getparent().remove(row)
    held = io.BytesIO()
    word.save(held)
    assert take(held.getvalue(), known_of([note])).unchanged == 1


@pytest.mark.parametrize("data", [b"", b"PK not really", b"<html></html>"])
def test_what_is_no_word_document_is_refused_in_words(data) -> None:
    with pytest.raises(EvidenceError, match="not a Word document"):
        read_book(data)


contents = st.builds(
    Content,
    source=st.sampled_from(["", "meeting", "tracking"]),
    role=st.text(max_size=20),
    sector=st.sampled_from(["", "police"]),
    criteria=st.sampled_from([(), ("c1",), ("c1", "c2")]),
    tracked=st.sampled_from(["", CHILD]),
    direction=st.sampled_from(["", "strength", "context"]),
    text=st.text(max_size=60),
    child_words=st.text(max_size=20),
    seen_at=st.sampled_from(["", "2022-10-18", "2022-10-30T00:30Z", "2022-10-30T01:30Z"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(contents, min_size=1, max_size=4))
def test_whatever_a_note_says_it_comes_back_unchanged(said) -> None:
    notes = [told(n, content) for n, content in enumerate(said)]
    taken = take(book(*notes, blanks=0), known_of(notes))
    assert (taken.revisions, taken.aside, taken.unchanged) == ([], [], len(said))
