"""From a child's page an urgent concern is raised in two presses; the council answers at its door; the lead closes it."""

import pytest

pytestmark = pytest.mark.browser


def test_raised_answered_and_closed(visitor):
    # 1. The lead inspector reads a child's story, and cannot wait for the letter.
    lead = visitor()
    lead.signs_in("lead-inspector@concern")
    lead.goes_to("/inspectorate/")
    lead.clicks(lead.page.locator("main a.app-inspection").first)
    lead.follows("Tracked children")
    lead.follows("Child 1")
    before = len(lead.seen)

    # 2. One press leads to the form: the route is explained, the child filled in. The second press sends it.
    lead.follows("Raise an urgent concern", role="button")
    assert "Immediate risk: Child 1" in lead.reads()
    lead.pictures("urgent-concern", phone=True)
    lead.fills("Whom did you ring?", "Duty manager, Jo")
    lead.fills("What was said", "Child 1 is alone at night. A social worker goes there now.")
    lead.presses("Raise the concern")
    assert len(lead.seen) - before == 2
    assert lead.heading.endswith(": Child 1")
    concern = lead.page.url
    assert "Put it in writing" in lead.reads()

    # 3. My work left tells of the second step; then it is put in writing.
    lead.goes_to("/inspectorate/")
    assert "(Child 1): put it in writing by" in lead.reads()
    lead.goes_to(concern.removeprefix(lead.installation.address))
    lead.presses("Send it in writing")
    assert "What was seen or heard: write it." in lead.reads()
    lead.fills("What was seen or heard", "Child 1 is alone at night.")
    lead.fills("Why it cannot wait", "Nobody is with the child.")
    lead.fills("What is asked", "See the child today.")
    lead.presses("Send it in writing")
    assert "in time" in lead.reads()

    # 4. The council finds it on its first page, sees who the child is, acknowledges and replies.
    council = visitor()
    council.signs_in("council@concern")
    council.goes_to("/agency/")
    council.clicks(council.page.locator("main li", has_text="Urgent").get_by_role("link").first)
    assert "Date of birth" in council.reads()
    assert "Child 1" in council.page.title()
    council.pictures("urgent-concern-received", phone=True)
    council.presses("Acknowledge")
    council.fills("What was done", "A social worker saw Child 1 at four and stays in touch.")
    council.presses("Send the reply")
    assert "Replied" in council.reads()

    # 5. The lead sees it to work, and closes it; it stays listed.
    lead.goes_to(concern.removeprefix(lead.installation.address))
    assert "stays in touch" in lead.reads()
    lead.page.get_by_label("How we know the child is safer", exact=True).fill("Child 1 told us who came.")
    lead.presses("It is seen to work")
    lead.presses("Close it")
    assert "Closed" in lead.reads()
    lead.clicks(lead.page.get_by_role("link", name="Urgent concerns", exact=True).first)
    assert "Closed or withdrawn" in lead.reads()
