"""A letter is read from outside the team: a query on a passage is raised, answered, asked again, answered and closed."""

import pytest

pytestmark = pytest.mark.browser
PASSAGE = "Staff in the emergency department"
ASKED = "Is “some children” borne out by more than one visit?"
MENDED = "Staff in the emergency department ask about children at home. What they hear does not reach the school nurse at weekends."


def test_a_reader_outside_the_team_asks_and_is_answered(visitor):
    lead, quality = visitor(), visitor()

    # 1. Before they are appointed, the reader finds no draft.
    quality.signs_in("quality@reading")
    assert "The draft letter" not in quality.reads()

    # 2. The lead inspector appoints them.
    lead.signs_in("lead@reading")
    lead.clicks(lead.page.locator("main a.app-inspection"))
    letter = f"{lead.page.url.removeprefix(lead.installation.address)}letter/"
    lead.goes_to(letter)
    lead.follows("Quality assurance")
    lead.presses("Appoint")
    assert "Choose who reads the draft." in lead.page.locator(".govuk-error-summary").inner_text()
    lead.selects("Who reads the draft?", "Quality reader, Ofsted")
    lead.presses("Appoint")
    assert "can read the draft now" in lead.page.locator("body").inner_text()

    # 3. The draft stands on their first page. They see it and nothing else of the inspection, and raise a query on a passage.
    quality.goes_to("/inspectorate/")
    quality.follows("The draft letter")
    quality.pictures("letter-reading", phone=True)
    draft = quality.page.url.removeprefix(quality.installation.address)
    passage = quality.page.locator(".app-draft-passage", has_text=PASSAGE)
    quality.clicks(passage.get_by_role("link", name="Raise a query"))
    quality.presses("Raise the query")
    assert "Write what you ask." in quality.page.locator(".govuk-error-summary").inner_text()
    quality.fills("What do you ask?", ASKED)
    quality.presses("Raise the query")
    assert "1 query is not closed" in quality.reads()
    assert "Quality query 1" in passage.inner_text()

    # 4. The lead finds it among what is left to do, and answers.
    lead.goes_to("/inspectorate/")
    lead.follows("Answer quality query 1")
    assert ASKED in lead.reads()
    query = lead.page.url.removeprefix(lead.installation.address)
    lead.fills("Your answer", "It is: two visits, and the rota says the same.")
    lead.presses("Send the answer")

    # 5. The reader is not satisfied and asks again; the passage is mended, and the answer says so.
    quality.goes_to(draft)
    quality.follows("Quality query 1")
    quality.fills("What does the answer leave open?", "Both visits were on a Saturday. Say so in the passage.")
    quality.presses("Ask again")
    lead.goes_to(f"{letter}sections/main/")
    lead.follows("Change")
    lead.fills("The passage", MENDED)
    lead.presses("Save the passage")
    lead.goes_to(query)
    assert MENDED in lead.reads()
    lead.fills("Your answer", "The passage says at weekends now.")
    lead.presses("Send the answer")
    lead.pictures("letter-query", phone=True)

    # 6. While it is not closed the letter cannot be offered; the reader closes it and says that they read all of it.
    lead.goes_to(letter)
    assert "Quality query 1" in lead.page.locator("[aria-labelledby=blocking]").inner_text()
    quality.goes_to(query)
    quality.presses("Close this query")
    quality.goes_to(draft)
    assert "No query is open." in quality.reads()
    quality.presses("I have read this version")
    assert "You said that you have read this version" in quality.reads()

    # 7. The lead reads that nothing is left open.
    lead.goes_to(f"{letter}quality/")
    assert "Read all of the draft as it stands now" in lead.reads()
    assert "Not closed" not in lead.reads()
    lead.goes_to(letter)
    assert "Quality query 1" not in lead.page.locator("main").inner_text()
