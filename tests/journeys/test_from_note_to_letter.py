"""What one inspector saw becomes a note, a finding and a passage of the letter, all through the pages."""

import pytest

pytestmark = pytest.mark.browser
SEEN = "Read ten decisions of the past week. Each says who was asked and what they answered."


def test_an_inspector_writes_a_note_concludes_from_it_and_writes_a_passage(visitor):
    # 1. The lead inspector opens the inspection they are judging; the page says what stands before the next stage.
    lead = visitor()
    lead.signs_in("inspector1@ofsted")  # a code works once: each journey has a person of its own
    lead.opens_inspection("Madeupshire")
    assert "Before the next stage" in lead.reads()
    inspection = lead.page.url

    # 2. They begin a note and send it too early: what is missing is said, and what was typed stays.
    lead.goes_to(path(inspection) + "notes/")
    lead.follows("Write a note", role="button")
    lead.fills("What did you see, hear or read?", SEEN)
    lead.presses("Save the note")
    assert lead.page.title().startswith("Error: Write a note")
    assert lead.page.get_by_label("What did you see, hear or read?").input_value() == SEEN

    # 3. They fill in the rest and save it.
    for part, value in (("day", "18"), ("month", "10"), ("year", "2022")):
        lead.page.locator(f"[name=seen_on_{part}]").fill(value)
    lead.selects("Where it comes from", "Meeting")
    lead.selects("Whose work it is about", "Local authority")
    lead.ticks("Children are seen.")
    lead.ticks("Strength")
    lead.presses("Save the note")
    assert lead.heading == "Note 2"

    # 4. They make a finding that rests on it.
    lead.goes_to(path(inspection) + "findings/")
    lead.follows("Make a finding", role="button")
    lead.fills("What do you find?", "Decisions are made with what other agencies know.")
    lead.selects("The criterion it answers", "Children are seen.")
    lead.ticks("Strength")
    lead.ticks("Note 2:")
    lead.presses("Make the finding")
    assert lead.heading == "Finding 1"
    lead.page.locator("summary", has_text="It was fed back").click()
    for name, value in (("Day", "20"), ("Month", "10"), ("Year", "2022"), ("At which meeting", "The last feedback meeting")):
        lead.fills(name, value)
    lead.presses("Mark as fed back")

    # 5. They start the letter and write a passage on the finding.
    lead.goes_to(path(inspection) + "letter/")
    lead.follows("Start the letter", role="button")
    lead.presses("Start")
    lead.follows("Strengths")
    lead.fills("The passage", "Decisions at the front door draw on what every agency knows.")
    lead.ticks("Finding 1")
    lead.presses("Save the passage")
    assert lead.heading == "Strengths"
    lead.follows("What it rests on")
    assert lead.heading == "What this passage rests on"
    assert SEEN in lead.reads()

    # 6. They say whether a written statement is needed; the letter shows what is still to do.
    lead.goes_to(path(inspection) + "letter/statement/")
    lead.ticks("No")
    if lead.page.get_by_label("Section 20(2)").count():
        lead.ticks("Section 20(2)")
    lead.presses("Save")
    assert lead.heading == "Letter"
    assert "not needed" in lead.reads()


def path(address: str) -> str:
    """Return an address without its server."""
    return "/" + address.split("/", 3)[3]
