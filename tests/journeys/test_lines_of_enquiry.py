"""An inspector decides what is proposed with the keyboard, follows a line, and closes it on a note."""

import pytest

pytestmark = pytest.mark.browser


def test_proposed_decided_followed_and_closed(visitor):
    # 1. What waits about the child they lead on is the first thing they see.
    inspector = visitor()
    inspector.signs_in("inspector@enquiry")
    inspector.goes_to("/inspectorate/")
    inspector.follows("Decide 3 proposed lines of enquiry about Child 1")
    assert inspector.heading == "Proposed lines of enquiry"
    inspector.pictures("proposed-lines", phone=True)

    # 2. By the keyboard alone: accept one, put one in other words, refuse one, and save all three.
    keys = inspector.page.keyboard
    first = inspector.page.get_by_role("radio", name="Accept", exact=True).first
    first.focus()
    keys.press("Space")
    keys.press("Tab")
    keys.press("ArrowRight")  # from the first choice to the second: in other words
    keys.press("ArrowLeft")
    keys.press("ArrowRight")
    keys.press("Tab")
    keys.press("ControlOrMeta+a")
    keys.type("Who decided about the referral in June, and when did the family hear of it?")
    keys.press("Tab")
    keys.press("ArrowLeft")  # round to the last choice: refuse
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")  # saved without a reason
    inspector.page.wait_for_selector(".govuk-error-summary")
    inspector.looks()
    assert "Say why this is no line of enquiry." in inspector.reads()
    inspector.page.keyboard.press("Tab")
    inspector.page.keyboard.press("Enter")  # the summary leads to the box
    inspector.page.keyboard.type("No service was open then.")
    inspector.presses("Save what I decided")
    assert "1 line accepted as proposed; 1 line accepted in other words; 1 line refused." in inspector.reads()

    # 3. The chronology says what became of each, and leads to the line.
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Tracked children")
    inspector.follows("Child 1", exact=True)
    assert "Refused as a line of enquiry." in inspector.reads()
    inspector.follows("Line 2 of enquiry")
    assert inspector.heading == "Line 2: Child 1"
    inspector.presses("Take it")
    assert "You follow Line 2." in inspector.reads()
    inspector.pictures("line-of-enquiry", phone=True)

    # 4. It goes to the council, which is asked; and there is something to look at.
    inspector.follows("Change words, criterion or sectors")
    inspector.selects("The criterion it speaks to", "Children are seen.")
    inspector.ticks("Local authority")
    inspector.presses("Save")
    inspector.follows("Ask an agency")
    inspector.page.get_by_label("Whom do you ask?").select_option(index=1)
    inspector.fills("Why do you ask?", "To know how long the family waited.")
    inspector.presses("Send the question")
    assert "Awaited" in inspector.reads()
    inspector.follows("Add a thing to look at")
    inspector.page.get_by_label("Where?").select_option(index=1)
    inspector.fills("What is to be looked at?", "The duty log of that day.")
    inspector.presses("Save")
    inspector.presses("Looked at")
    assert "Looked at by Robin Marsh" in inspector.reads()

    # 5. What was found rests on a note, written for the line.
    inspector.follows("Write a note for it", role="button")
    inspector.fills(
        "What did you see, hear or read?", "The duty log holds the decision on the same evening. It was typed in later."
    )
    inspector.fills_day("The day you saw it", "18", "10", "2022")
    inspector.selects("Where it comes from", "Tracking")
    inspector.selects("Whose work it is about", "Local authority")
    inspector.ticks("Context")
    inspector.presses("Save the note")
    inspector.follows("Line 2")
    inspector.follows("Close it", role="button")
    inspector.ticks("Explained by a recording matter")
    inspector.fills("What was found, in words", "Decided the same evening and typed in later.")
    inspector.presses("Close the line")
    assert "Closed: explained by a recording matter" in inspector.reads()
    assert "It rests on note 1." in inspector.reads()

    # 6. It is among the closed ones; the other line is still to be followed.
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Lines of enquiry")
    assert "Line 1: Child 1" in inspector.reads()
    inspector.follows("Closed", exact=True)
    assert "Line 2: Child 1" in inspector.reads()
