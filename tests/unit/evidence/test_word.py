"""A notebook in Word and back: no note lost, none doubled, whatever is typed into it and however often it is taken in."""

import io
import shutil
import subprocess
import zipfile
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
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
    followed: set[str] = set()
    for one in (row for added in taken for row in added.revisions):
        contents.setdefault(one.note, {})[one.id] = one.content
        sent.setdefault(one.note, []).append(one.id)
        followed.update(one.parents)
    return {note: Known(held, {FILE: sent.get(note, [])}, held.keys() - followed) for note, held in contents.items()}


def take(data: bytes, known, writer: str = "") -> Taken:
    return plan(*read_book(data), WORDS, known, AT, writer=writer)


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
    more = take(typed(data, (0, "What was seen", "Other words. More of them.")), known_of([note], first))
    assert more.revisions[0].parents == (revision.id,)
    older = take(data, known_of([note], first, more))
    assert (older.revisions, older.unchanged, older.earlier) == ([], 0, 1)


def test_two_copies_of_a_file_stand_side_by_side() -> None:
    note = told(1)
    first = take(typed(book(note), (0, "What was seen", "One copy.")), known_of([note]))
    second = take(typed(book(note), (0, "What was seen", "Another copy.")), known_of([note], first))
    assert [one.parents for one in (*first.revisions, *second.revisions)] == [(note.revision,), (note.revision,)]
    both = known_of([note], first, second)
    again = take(typed(book(note), (0, "What was seen", "One copy.")), both)
    assert (again.revisions, again.unchanged, again.earlier) == ([], 1, 0)


def test_going_back_to_what_was_printed_is_told() -> None:
    note = told(1)
    first = take(typed(book(note), (0, "What was seen", "Other words.")), known_of([note]))
    back = take(book(note), known_of([note], first))
    assert (back.revisions, back.unchanged, back.earlier) == ([], 0, 1)


def test_the_same_edit_comes_in_once_from_a_copied_table_and_from_another_download() -> None:
    note = told(1)
    data = typed(book(note), (0, "What was seen", "Other words."))
    word = Document(io.BytesIO(data))
    table = word.tables[0]._tbl
    table.addnext(deepcopy(table))
    first = take(saved(word), known_of([note]))
    assert (len(first.revisions), first.changed) == (1, 1)
    elsewhere = write_book(file=str(UUID(int=2)), title="Notebook", words=WORDS, notes=[note], blanks=0)
    second = take(typed(elsewhere, (0, "What was seen", "Other words.")), known_of([note], first))
    assert (second.revisions, second.changed, second.unchanged) == ([], 0, 1)


def test_what_two_people_type_into_copies_of_one_empty_table_is_two_notes() -> None:
    mine, yours = (typed(book(), (0, "What was seen", text)) for text in ("Police saw X.", "Ofsted saw Y."))
    first = take(mine, {}, "w")
    known = {key: replace(one, own=False) for key, one in known_of([], first).items()}
    second = take(yours, known, "v")
    assert (second.new, second.changed) == (1, 0)
    assert second.revisions[0].note != first.revisions[0].note and second.revisions[0].parents == ()
    assert take(yours, known | known_of([], second), "v").revisions == []
    more = take(typed(yours, (0, "Whose work", "Police")), known | known_of([], second), "v")
    assert (more.changed, more.revisions[0].parents) == (1, (second.revisions[0].id,))


def test_other_words_in_an_empty_table_filled_before_stand_beside_the_first() -> None:
    first = take(typed(book(), (0, "What was seen", "One.")), {})
    second = take(typed(book(), (0, "What was seen", "Two.")), known_of([], first))
    assert (second.revisions[0].note, second.revisions[0].parents) == (first.revisions[0].note, ())


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
    told_why = dict(places)
    assert told_why["Note 7"].startswith("“Whose work” could not be read: write one of ")
    assert "Polise" not in told_why["Note 7"]  # what was typed is kept sealed alone
    assert told_why["New note 1"].startswith("“Seen on” could not be read: write a day, as ")
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


W, MC = nsdecls("w"), 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
TYPED = [
    ("<w:ins><w:r><w:t>Tracked.</w:t></w:r></w:ins>", "Tracked."),
    ("<w:ins><w:r><w:t>New</w:t></w:r></w:ins><w:del><w:r><w:delText>Old</w:delText></w:r></w:del>", "New"),
    ("<w:moveFrom><w:r><w:t>Gone</w:t></w:r></w:moveFrom><w:r><w:t>Here</w:t></w:r>", "Here"),
    ("<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Controlled.</w:t></w:r></w:sdtContent></w:sdt>", "Controlled."),
    ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
]


def saved(word) -> bytes:
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


@pytest.mark.parametrize(("xml", "read"), TYPED)
def test_text_is_read_however_word_holds_it(xml, read) -> None:
    word = Document(io.BytesIO(book()))
    paragraph = word.tables[0].rows[0].cells[1].paragraphs[0]._p
    for part in parse_xml(f"<w:p {W}>{xml}</w:p>"):
        paragraph.append(part)
    [revision] = take(saved(word), {}).revisions
    assert revision.content == Content(text=read)


def test_paragraphs_in_a_content_control_and_pasted_tables_are_read() -> None:
    word = Document(io.BytesIO(book()))
    cell = word.tables[0].rows[0].cells[1]
    cell._tc.append(parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Inside.</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    pasted = cell.add_table(1, 2)
    pasted.rows[0].cells[0].text, pasted.rows[0].cells[1].text = "Monday", "Seen"
    [revision] = take(saved(word), {}).revisions
    assert revision.content.text == "Inside.\nMonday\tSeen"


def test_two_paragraphs_made_one_with_track_changes_are_one() -> None:
    word = Document(io.BytesIO(book()))
    cell = word.tables[0].rows[0].cells[1]
    cell.text = "One, "
    cell.paragraphs[0]._p.insert(0, parse_xml(f"<w:pPr {W}><w:rPr><w:del/></w:rPr></w:pPr>"))
    cell.add_paragraph("two.")
    assert take(saved(word), {}).revisions[0].content.text == "One, two."


def test_what_stands_in_text_boxes_comments_and_rows_of_its_own_is_kept_aside() -> None:
    word = Document(io.BytesIO(book()))
    twice = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
    run = word.tables[0].rows[0].cells[1].paragraphs[0].add_run("Seen.")
    run._r.append(parse_xml(f"<w:r {W} {MC}>{twice}</w:r>")[0])
    word.add_comment(run, text="Ask again.")
    added = word.tables[0].add_row()
    added.cells[0].text, added.cells[1].text = "Also", "A row of my own."
    taken = take(saved(word), {})
    assert [one.content.text for one in taken.revisions] == ["Seen."]
    assert [(place, whole["text"]) for place, _, whole in taken.aside] == [
        ("New note 1", "Also: A row of my own."),
        ("New note 1, in a text box", "In a box."),
        ("a comment", "Ask again."),
    ]


def test_a_second_row_of_the_same_name_hides_neither() -> None:
    word = Document(io.BytesIO(typed(book(), (0, "What was", "First."))))
    row = word.tables[0].rows[0]._tr
    row.addnext(deepcopy(row))
    word.tables[0].rows[1].cells[1].text = "Second."
    taken = take(saved(word), {})
    assert taken.revisions[0].content.text == "First."
    assert [whole for _, _, whole in taken.aside] == [{"text": "What was seen: Second."}]


def damaged(part: str, spoil) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as whole, zipfile.ZipFile(held, "w") as packed:
        for one in whole.infolist():
            data = whole.read(one)
            packed.writestr(one.filename, spoil(data) if one.filename == part else data)
    return held.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"])
@pytest.mark.parametrize("spoil", [lambda data: data[: len(data) // 2], lambda _: b"", lambda _: b"<a/>"])
def test_a_damaged_document_is_refused_in_words_or_read(part, spoil) -> None:
    try:
        read_book(damaged(part, spoil))
    except EvidenceError as refused:
        assert "not a Word document" in str(refused)


def test_a_broken_document_is_refused_in_words() -> None:
    with pytest.raises(EvidenceError, match="not a Word document"):
        read_book(damaged("word/document.xml", lambda data: data[: len(data) // 2]))


def test_a_file_broken_where_it_is_packed_is_refused_in_words() -> None:
    data = bytearray(book())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as packed:
        at = packed.getinfo("word/document.xml").header_offset
    data[at + 60 : at + 160] = bytes(100)
    with pytest.raises(EvidenceError, match="not a Word document"):
        read_book(bytes(data))


def test_a_locked_file_is_refused_in_words() -> None:
    data = bytearray(book())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    with pytest.raises(EvidenceError, match="not a Word document"):
        read_book(bytes(data))


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
