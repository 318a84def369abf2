"""A lead inspector gives away what is thin, holds the team meeting, writes in Word, and keeps the notes in order."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def lead(visitor):
    """The lead inspector at home in their inspection. A one-time code works once: all of the journey signs in once."""
    arrived = visitor()
    arrived.signs_in("lead@seeing")
    arrived.opens_inspection("Madeupshire")
    return arrived


def test_seeing_together(lead, tmp_path):
    home = lead.page.url.removeprefix(lead.installation.address)
    gap_is_given(lead, home)
    meeting_is_held(lead, home)
    notes_go_out_and_in(lead, home, tmp_path)
    late_note_is_written(lead, home)
    wordings_are_joined(lead, home)
    restricted_note_is_read_by_another(lead, home)
    devices_and_what_was_kept_aside(lead, home)


def gap_is_given(lead, home):
    """From the grid to a cell, and from there a gap to an inspector."""
    lead.goes_to(f"{home}grid/")
    assert "What is thin for tomorrow" in lead.reads()
    lead.clicks(lead.page.locator("main table a", has_text="strength").first)
    assert "The duty officer rang the school" in lead.reads()
    lead.pictures("grid-cell-notes", phone=True)
    lead.follows("Give it to somebody to look at")
    lead.selects("Who looks?", "Inspector seeing")
    lead.fills("What should they know? (optional)", "Ask the school.")
    lead.pictures("gap-new")
    lead.presses("Give it")
    assert lead.heading == "A gap to look at"
    lead.pictures("gap", phone=True)


def meeting_is_held(lead, home):
    """The team meeting tells of the gap, what is decided is written down, and closing it makes a record."""
    lead.goes_to(f"{home}team-meetings/")
    lead.presses("Begin today’s team meeting")
    assert "Inspector seeing" in lead.page.locator("#looks + ul").inner_text()
    lead.fills("What was decided?", "The school is asked first.")
    lead.presses("Write the decision down")
    lead.ticks("Inspector seeing")
    lead.pictures("team-meeting-held", phone=True)
    lead.presses("Close the meeting")
    assert lead.heading.startswith("Team meeting 1")
    assert "The school is asked first." in lead.reads()
    lead.pictures("team-meeting-record")


def notes_go_out_and_in(lead, home, kept):
    """The notebook goes out in Word, is changed there, and comes in again; the printed export and the blank forms beside it."""
    lead.goes_to(f"{home}notes/")
    lead.pictures("notes", phone=True)
    lead.follows("Your notes in Word")
    with lead.page.expect_download() as coming:
        lead.page.get_by_role("link", name="Download your notes in Word").click()
    word = Document(coming.value.path())
    word.tables[0].rows[0].cells[1].text = "The duty officer rang the school at nine."
    word.tables[4].rows[0].cells[1].text = "Written on the train."
    held = io.BytesIO()
    word.save(held)
    lead.page.locator("input[type=file]").set_input_files({"name": "notes.docx", "mimeType": WORD, "buffer": held.getvalue()})
    lead.pictures("notes-in-word", phone=True)
    lead.presses("Take it in")
    assert "Taken in: 1 new note, 1 new wording." in lead.page.locator("body").inner_text()
    with lead.page.expect_download() as coming:
        lead.page.get_by_role("link", name="to read and print").click()
    coming.value.save_as(kept / "notes.html")
    whole = (kept / "notes.html").read_text(encoding="utf-8")
    for told in (
        "at nine.",
        "before lunch.",
        "Written on the train.",
        "within a day.",
        "the school was missing.",
        "OFFICIAL-SENSITIVE",
    ):
        assert told in whole
    lead.page.goto((kept / "notes.html").as_uri())
    lead.looks()
    lead.pictures("notes-printed", phone=True)
    lead.goes_to(f"{home}notes/word/")
    lead.follows("Blank forms to print")
    assert lead.page.locator(".form").count() > 1
    lead.pictures("note-forms", phone=True)


def late_note_is_written(lead, home):
    """A note entered two days after it was seen tells both times, on its page and in the list."""
    lead.goes_to(f"{home}notes/new/")
    day = timezone.localdate() - timedelta(days=2)
    lead.fills("What did you see, hear or read?", "The custody record says who was rung.")
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        lead.page.locator(f"[name=seen_on_{part}]").fill(str(value))
    lead.fills("And the time, if you know it", "14:05")
    lead.page.locator("[name=source]").select_option("staff")
    lead.selects("Whose work it is about", "Police")
    lead.page.locator("[name=criteria]").first.check()
    lead.ticks("Strength")
    lead.pictures("note-form", phone=True)
    lead.presses("Save the note")
    assert "on a later day than it was seen" in lead.reads()
    lead.pictures("note-late", phone=True)
    lead.goes_to(f"{home}notes/?state=mine")
    assert f"seen {day.day} {day:%B %Y} at 2:05pm, written down" in lead.reads()


def wordings_are_joined(lead, home):
    """Two wordings stand side by side until somebody joins them in one."""
    lead.goes_to(f"{home}notes/?state=branched")
    lead.clicks(lead.page.locator("main article").first.get_by_role("link", name="Note "))
    assert "It stands in 2 wordings" in lead.reads()
    lead.pictures("note-branched", phone=True)
    lead.follows("Join the wordings", role="button")
    lead.fills("What did you see, hear or read?", "The meeting was held within a day; the school was missing.")
    lead.pictures("note-join", phone=True)
    lead.presses("Save the note")
    assert "The wordings are joined in one." in lead.page.locator("body").inner_text()
    lead.pictures("note-joined", phone=True)


def restricted_note_is_read_by_another(lead, home):
    """The author of a note for restricted eyes names somebody who reads it too."""
    lead.goes_to(f"{home}notes/")
    lead.clicks(lead.page.locator("article", has_text="Known to a live enquiry.").get_by_role("link", name="Note "))
    assert "For restricted eyes." in lead.reads()
    lead.pictures("note-restricted", phone=True)
    lead.follows("Change who reads it")
    lead.page.locator("[name=people]").first.check()
    lead.pictures("note-eyes", phone=True)
    lead.presses("Save")
    assert "They read it now." in lead.page.locator("body").inner_text()


def devices_and_what_was_kept_aside(lead, home):
    """A lost device is revoked; what a device sent that cannot be placed is read, and said what became of it."""
    lead.goes_to(f"{home}devices/")
    lead.pictures("devices", phone=True)
    lead.follows("Revoke Blue tablet")
    lead.fills("Why?", "Left on a train.")
    lead.pictures("device-revoke")
    lead.presses(lead.page.locator("main button[type=submit]").inner_text())
    assert "Left on a train." in lead.reads()
    lead.goes_to(f"{home}kept-aside/")
    assert "Heard at the gate." in lead.reads()
    lead.pictures("kept-aside", phone=True)
    lead.follows("Say what became of it")
    lead.fills("What became of it?", "Written anew.")
    lead.pictures("kept-settle")
    lead.presses(lead.page.locator("main button[type=submit]").inner_text())
    assert "Written anew." in lead.reads()
    lead.pictures("kept-aside-settled")
