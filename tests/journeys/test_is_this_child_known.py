"""An inspector asks an agency whether it knows a child; it answers; a note rests on the answer and on nothing less."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_asked_answered_and_cited(visitor):
    # 1. An inspector sees who knew the children; by agency, one way of being known is the council alone.
    inspector = visitor()
    inspector.signs_in("inspector2@hmi-probation")
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Who knew these children")
    inspector.follows("By agency")
    assert "Every child on the lists: 3" in inspector.reads()
    alone = inspector.page.locator("main svg a").filter(has_text=re.compile(r"Known to Local authority \d+\."))
    inspector.clicks(alone)
    inspector.clicks(inspector.page.locator("main table a").first)
    child = inspector.page.url
    assert "No record in the lists" in inspector.reads()

    # 2. They ask the police, who are told of one child, and why.
    inspector.follows("Ask", role="link")
    assert "1 question: “Is this child known to you?”" in inspector.reads()
    inspector.presses("Send 1 question")
    assert "1 question waits for its answer" in inspector.reads()
    inspector.goes_to(child.removeprefix(inspector.installation.address))
    assert "Asked, not answered yet" in inspector.reads()

    # 3. A note cannot rest on it yet, and says so.
    inspector.goes_to(child.split("/children/")[0].removeprefix(inspector.installation.address) + "/notes/new/")
    writes_note(inspector)
    inspector.page.get_by_label("The agency’s answer it rests on").select_option(index=1)
    inspector.presses("Save the note")
    assert "Only an answered question can support a note or a finding." in inspector.reads()

    # 4. The police find the question among what is asked of them, forget to say where they looked, and then say so.
    officer = visitor()
    officer.signs_in("coordinator@youth")
    officer.goes_to("/agency/")
    officer.follows("Is this child known to you?")
    officer.clicks(officer.page.locator("main table a").first)
    assert "Leo Okafor" in officer.reads()
    officer.ticks("Confirmed: this child is not known to us")
    officer.presses("Send the answer")
    assert "Say where you looked, and how." in officer.reads()
    officer.fills("What happened, or where you looked", "Searched the crime and the intelligence system by name and birth date.")
    officer.presses("Send the answer")
    assert "has arrived" in officer.reads()

    # 5. Now the inspector reads the answer, and a note rests on it.
    inspector.goes_to(child.removeprefix(inspector.installation.address))
    assert "Confirmed not known on" in inspector.reads()
    inspector.follows("Confirmed not known on")
    inspector.follows("Write a note that rests on this answer")
    writes_note(inspector)
    inspector.presses("Save the note")
    assert "It rests on Question" in inspector.reads()
    assert "confirmed not known on" in inspector.reads()
    assert "Okafor" not in inspector.reads() + inspector.page.title()


def writes_note(inspector) -> None:
    inspector.fills("What did you see, hear or read?", "The police had no record of this child in any system.")
    inspector.fills_day("The day you saw it", "3", "10", "2022")
    inspector.selects("Where it comes from", "Meeting")
    inspector.selects("Whose work it is about", "Police")
    inspector.ticks("Agencies talk to each other.")
    inspector.ticks("Concern")
