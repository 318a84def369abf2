"""A notebook downloaded in Word and taken in again: through the actions, into the same histories devices write to."""

import io
import json
from html import escape

import pytest
from docx import Document

from joinedup.audit.models import Entry
from joinedup.audit.queries import entries, verify
from joinedup.evidence.actions import revise_note
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.word_book import in_places
from joinedup.evidence.models import KeptAside, Note, NoteRevision
from joinedup.evidence.word.actions import download_book, export_notes, print_forms, print_notes, take_in_book
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def writer(world):
    return world.inspectors["hmicfrs"]


def typed(data, *changes):
    word = Document(io.BytesIO(data))
    for place, label, text in changes:
        for row in word.tables[place].rows:
            if row.cells[0].text.startswith(label):
                row.cells[1].text = text
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def test_what_comes_back_unchanged_adds_nothing(world, writer):
    for number in range(5):
        make_note(world, text=f"Seen {number}.")
    data = download_book(by=writer, inspection=world.inspection)
    taken = take_in_book(by=writer, inspection=world.inspection, data=data)
    assert (taken.unchanged, taken.new, taken.changed, taken.aside) == (5, 0, 0, [])
    assert NoteRevision.objects.count() == 5


def test_changed_and_new_notes_come_in_once(world, writer):
    note = make_note(world)
    data = typed(download_book(by=writer, inspection=world.inspection), (0, "What was", "Reworded."), (1, "What was", "New."))
    for _ in range(2):
        take_in_book(by=writer, inspection=world.inspection, data=data)
    note.refresh_from_db()
    assert note.current.text == "Reworded." and note.usable and note.revisions.count() == 2
    [new] = Note.objects.exclude(pk=note.pk)
    assert (new.current.text, new.usable, new.author) == ("New.", False, writer)
    assert verify(str(world.inspection.pk)) == []
    assert Entry.objects.filter(action="notebook taken in from Word").count() == 2


def test_a_note_that_moved_on_meanwhile_gets_a_branch(world, writer):
    note = make_note(world)
    data = typed(download_book(by=writer, inspection=world.inspection), (0, "What was", "In Word."))
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": note.current.seen_on}
    revise_note(by=writer, note=note, text="On the page.", **said)
    take_in_book(by=writer, inspection=world.inspection, data=data)
    note.refresh_from_db()
    assert note.branched and {row.text for row in note.revisions.filter(pk__in=note.heads)} == {"In Word.", "On the page."}


def test_a_note_in_two_places_is_printed_in_both_wordings_and_each_comes_back_as_its_own(world, writer):
    note = make_note(world)
    data = download_book(by=writer, inspection=world.inspection)
    for text in ("In one place.", "In another."):
        take_in_book(by=writer, inspection=world.inspection, data=typed(data, (0, "What was", text)))
    note.refresh_from_db()
    assert note.branched
    printed = download_book(by=writer, inspection=world.inspection)
    lines = [paragraph.text for paragraph in Document(io.BytesIO(printed)).paragraphs]
    assert [line for line in lines if line.startswith("Written in 2 places")] == [in_places(place, 2) for place in (1, 2)]
    taken = take_in_book(by=writer, inspection=world.inspection, data=printed)
    assert (taken.new, taken.changed, taken.aside) == (0, 0, [])
    take_in_book(by=writer, inspection=world.inspection, data=typed(printed, (0, "What was", "First."), (1, "What was", "Second.")))
    note.refresh_from_db()
    assert {row.text for row in note.revisions.filter(pk__in=note.heads)} == {"First.", "Second."}


def test_what_is_taken_out_is_logged_with_the_childrens_codes():
    told = make_tracking()
    make_note(told.world, by=told.hers, tracked=told.child, criteria=[told.inspection.framework.criteria[0].id])
    for take_out in (download_book, export_notes, print_notes):
        take_out(by=told.hers, inspection=told.inspection)
    logged = [
        entry for entry in entries(str(told.inspection.pk)) if entry.action in ("notebook downloaded in Word", "notes exported")
    ]
    assert len(logged) == 3 and all(told.child.code in entry.detail for entry in logged)


def test_copies_of_a_file_overwrite_nobodys_words(world, writer):
    note, other = make_note(world), world.lead
    data = download_book(by=writer, inspection=world.inspection)
    for text in ("B.", "C."):
        take_in_book(by=writer, inspection=world.inspection, data=typed(data, (0, "What was", text)))
    note.refresh_from_db()
    assert {row.text for row in note.revisions.filter(pk__in=note.heads)} == {"B.", "C."}
    assert take_in_book(by=writer, inspection=world.inspection, data=data).earlier == 1
    for person, text in ((writer, "Police saw X."), (other, "Ofsted saw Y.")):
        for _ in range(2):
            take_in_book(by=person, inspection=world.inspection, data=typed(data, (1, "What was", text)))
    told = {(one.author, one.current.text, one.revisions.count()) for one in Note.objects.exclude(pk=note.pk)}
    assert told == {(writer, "Police saw X.", 1), (other, "Ofsted saw Y.", 1)}


def test_the_same_edit_in_two_downloads_comes_in_once(world, writer):
    note = make_note(world)
    for data in [download_book(by=writer, inspection=world.inspection) for _ in range(2)]:
        take_in_book(by=writer, inspection=world.inspection, data=typed(data, (0, "What was", "Reworded.")))
    assert note.revisions.count() == 2


def test_what_cannot_be_read_is_kept_aside_sealed_and_whole(world, writer):
    make_note(world)
    data = typed(download_book(by=writer, inspection=world.inspection), (0, "Whose", "Polise"), (1, "Seen on", "soon"))
    taken = take_in_book(by=writer, inspection=world.inspection, data=data)
    assert len(taken.aside) == 2 == KeptAside.objects.visible_to(writer).count()
    assert KeptAside.objects.filter(why__startswith="Note 1: “Whose work” could not be read").exists()
    take_in_book(by=writer, inspection=world.inspection, data=data)
    assert KeptAside.objects.count() == 2


def test_a_new_note_restricted_since_is_not_reworded_by_another(world, writer):
    data = typed(download_book(by=writer, inspection=world.inspection), (0, "What was", "New."))
    take_in_book(by=writer, inspection=world.inspection, data=data)
    Note.objects.update(restricted=True)
    taken = take_in_book(by=world.lead, inspection=world.inspection, data=typed(data, (0, "What was", "Other.")))
    assert (taken.new, len(taken.aside), NoteRevision.objects.count()) == (0, 1, 1)


def test_a_notebook_holds_the_writers_own_notes_alone(world, writer):
    make_note(world, text="His.")
    make_note(world, by=world.lead, text="Hers.")
    text = "\n".join(
        table.rows[0].cells[1].text for table in Document(io.BytesIO(download_book(by=writer, inspection=world.inspection))).tables
    )
    assert "His." in text and "Hers." not in text
    told = json.loads(export_notes(by=writer, inspection=world.inspection))
    [note] = told["notes"]
    assert note["wordings"][0]["content"]["text"] == "His."
    assert Entry.objects.filter(reading=True, action__in=("notebook downloaded in Word", "notes exported")).count() == 2


def test_the_printed_export_holds_every_wording_marked_and_escaped(world, writer):
    note = make_note(world, text="<b>First.</b>", child_words="“Nobody asked me.”", role="Duty sergeant")
    make_note(world, by=world.lead, text="Hers.")
    make_note(world, text="Kept close.", eyes="restricted")
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern", "seen_on": note.current.seen_on}
    read = str(note.current_id)
    for text in ("Second.", "Beside it."):
        revise_note(by=writer, note=note, based_on=read, text=text, **said)
    page = print_notes(by=writer, inspection=world.inspection)
    for told in ("&lt;b&gt;First.&lt;/b&gt;", "“Nobody asked me.”", "Duty sergeant", "Second.", "Beside it.", "Kept close."):
        assert page.count(told) == 1
    assert page.count("OFFICIAL-SENSITIVE") == 4  # above and below, on the page and on every printed sheet
    assert "2 notes, each with every wording it had." in page
    assert "Wording 3, follows 1, stands now" in page
    assert "It stands in 2 wordings" in page
    assert "For restricted eyes." in page
    assert "Hers." not in page
    assert Entry.objects.filter(reading=True, action="notes exported").count() == 1


def test_a_late_entry_tells_both_times_on_the_way_out_and_comes_back_unchanged(world, writer):
    make_note(world)
    data = download_book(by=writer, inspection=world.inspection)
    both = "Seen 18 October 2022, written down "
    assert [part.text for part in Document(io.BytesIO(data)).paragraphs if part.text.startswith(both)]
    taken = take_in_book(by=writer, inspection=world.inspection, data=data)
    assert (taken.unchanged, taken.aside) == (1, [])
    assert both in print_notes(by=writer, inspection=world.inspection)
    [told] = json.loads(export_notes(by=writer, inspection=world.inspection))["notes"]
    assert told["late"].startswith(both)
    assert told["written_at"][:4] >= "2026"


def test_what_is_typed_onto_the_line_of_both_times_is_not_lost(world, writer):
    make_note(world)
    word = Document(io.BytesIO(download_book(by=writer, inspection=world.inspection)))
    line = next(part for part in word.paragraphs if part.text.startswith("Seen 18 October"))
    line.text += " Ask her again."
    held = io.BytesIO()
    word.save(held)
    [(place, _, whole)] = take_in_book(by=writer, inspection=world.inspection, data=held.getvalue()).aside
    assert place == "Note 1"
    assert "Ask her again." in whole["text"]


def test_blank_forms_hold_each_source_with_its_prompts_and_nothing_of_any_note(world, writer):
    make_note(world, text="Seen the same day.")
    page = print_forms(by=writer, inspection=world.inspection)
    framework = world.inspection.framework
    for source in framework.sources:
        assert f">{escape(source.title)}</h2>" in page
        assert all(escape(prompt) in page for prompt in source.template.strip().splitlines())
    for criterion in framework.criteria:
        assert page.count(f"{criterion.id}: {escape(criterion.text)}") == len(framework.sources)
    assert "Seen on (day and time)" in page
    assert "OFFICIAL-SENSITIVE" in page
    assert "same day" not in page


def test_nobody_outside_the_team_takes_a_notebook_out_or_in(world):
    for person in (*world.coordinators.values(), make_inspection().lead):
        for refused in (
            lambda person=person: download_book(by=person, inspection=world.inspection),
            lambda person=person: export_notes(by=person, inspection=world.inspection),
            lambda person=person: print_notes(by=person, inspection=world.inspection),
            lambda person=person: print_forms(by=person, inspection=world.inspection),
            lambda person=person: take_in_book(by=person, inspection=world.inspection, data=b""),
        ):
            with pytest.raises(InspectionRefused):
                refused()


def test_what_is_no_word_document_is_refused(world, writer):
    with pytest.raises(EvidenceError, match="not a Word document"):
        take_in_book(by=writer, inspection=world.inspection, data=b"Dear all")
