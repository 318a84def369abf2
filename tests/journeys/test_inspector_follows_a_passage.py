"""From a sentence of the published letter back to what an inspector saw, and to the child it was seen about."""

import pytest

pytestmark = pytest.mark.browser


def test_an_inspector_follows_a_passage_to_its_note_and_to_the_childs_chronology(visitor):
    # 1. The lead inspector signs in with a password and the code from an authenticator app.
    lead = visitor()
    lead.signs_in("lead@")
    assert lead.heading == "My work left"
    lead.pictures("my-work-left")

    # 2. They open the inspection and see it as a line of stages.
    lead.opens_inspection("Larkmere")
    assert lead.page.locator("[aria-current=step]").count() == 1
    lead.pictures("inspection", phone=True)

    # 3. They read the letter.
    lead.follows("Letter", exact=True)
    assert lead.heading == "Letter"
    lead.pictures("letter-draft")

    # 4. They ask what one passage rests on: findings, and the notes beneath them.
    passage = lead.page.locator(".app-letter a.app-rests").first
    lead.clicks(passage)
    assert "Finding" in lead.reads()
    lead.pictures("passage")

    # 5. They open a note about a tracked child.
    note = lead.page.locator(".app-note", has=lead.page.locator("a", has_text="Child")).first
    lead.clicks(note.get_by_role("link", name="Note"))
    assert lead.heading.startswith("Note ")

    # 6. From the note they come to that child's chronology, of all agencies.
    lead.follows("chronology of all agencies")
    assert lead.heading.startswith("Child ")
    assert "OFFICIAL-SENSITIVE" in lead.page.locator("header").inner_text()
    lead.pictures("chronology", phone=True)
