"""Two inspectorates write their own views in two browsers, neither sees the other's; the views open, and they judge together."""

import pytest

pytestmark = pytest.mark.browser
CRITERION = "Agencies talk to each other."


def test_own_view_first_then_together(visitor):
    # 1. The police inspectorate writes its own view of a criterion, on its note.
    police = visitor()
    police.signs_in("police@judging")
    police.opens_inspection("Madeupshire")
    home = police.page.url.removeprefix(police.installation.address)
    police.follows("Own views")
    police.follows(CRITERION)
    police.ticks("Strength")
    police.fills("Your view, in a sentence or two", "Agencies ring one another before lunch.")
    police.ticks("Note 1")
    police.pictures("own-view", phone=True)
    police.presses("Save")
    assert "HMICFRS has written every view it is asked for." in police.reads()

    # 2. The lead inspector, of the other inspectorate, sees that it is written and nothing else.
    lead = visitor()
    lead.signs_in("lead@judging")
    lead.goes_to(f"{home}own-views/")
    assert "HMICFRS: written" in lead.reads()
    lead.pictures("own-views", phone=True)
    lead.goes_to(f"{home}together/c2/")
    assert "before lunch" not in lead.reads()
    lead.pictures("own-views-closed")

    # 3. They write their own with the keyboard alone, then set the hour; both are told of it.
    lead.goes_to(f"{home}own-views/on/c2/")
    lead.page.get_by_label("To improve").focus()
    lead.page.keyboard.press("Space")
    lead.page.keyboard.press("Tab")
    lead.page.keyboard.type("At night nobody rings anybody.")
    lead.page.keyboard.press("Tab")
    lead.page.keyboard.press("Tab")
    lead.page.keyboard.press("Space")
    lead.page.keyboard.press("Tab")
    with lead.page.expect_event("load"):
        lead.page.keyboard.press("Enter")
    lead.looks()
    assert "Saved: your inspectorate’s view" in lead.page.locator("body").inner_text()
    lead.goes_to(f"{home}own-views/opening/")
    for name, value in (("Day", "1"), ("Month", "3"), ("Year", "2031"), ("The time", "16:00")):
        lead.fills(name, value)
    lead.presses("Set the hour")
    assert "The views open together on 1 March 2031 at 4pm" in lead.reads()
    lead.pictures("own-views-opening", phone=True)
    police.goes_to(f"{home}own-views/")
    assert "1 March 2031 at 4pm" in police.reads()

    # 4. The lead opens them now and says why. Both read both.
    lead.fills("Why do the views open now?", "Everybody has written.")
    lead.presses("Open the views now")
    assert "Where inspectorates differ" in lead.reads()
    lead.pictures("together", phone=True)
    lead.follows(CRITERION)
    assert "before lunch" in lead.reads()
    assert "At night nobody rings" in lead.reads()
    lead.pictures("own-views-together", phone=True)

    # 5. The team concludes; one inspectorate agrees, the other keeps its difference of view.
    lead.follows("Make a finding", role="button")
    lead.fills("What do you find?", "By day agencies talk to each other; at night they do not.")
    lead.ticks("To improve")
    lead.ticks("Note 1")
    lead.ticks("Note 2")
    lead.presses("Make the finding")
    finding = lead.page.url.removeprefix(lead.installation.address)
    lead.goes_to(f"{home}together/c2/")
    lead.ticks("We agree")
    lead.presses("Keep what we say")
    police.goes_to(f"{home}together/c2/")
    police.ticks("We keep our difference of view")
    police.fills("Where your view differs, or why you take it back", "We saw two nights only.")
    police.presses("Keep what we say")
    assert "Difference of view of HMICFRS" in police.reads()
    police.pictures("together-agreed", phone=True)

    # 6. The finding is fed back at a meeting; then it is agreed. A change of words asks everybody again.
    lead.goes_to(finding)
    assert "We saw two nights only." in lead.reads()
    lead.page.locator("summary", has_text="It was fed back").click()
    for name, value in (("Day", "3"), ("Month", "3"), ("Year", "2026"), ("At which meeting", "The last feedback meeting")):
        lead.fills(name, value)
    lead.presses("Mark as fed back")
    assert "Fed back on 3 March 2026: The last feedback meeting" in lead.reads()
    lead.follows("Change this finding")
    lead.fills("What do you find?", "By day agencies talk to each other; at night they rarely do.")
    lead.fills("Why does the finding change?", "The police saw two nights only.")
    lead.presses("Change the finding")
    assert "How it came to say this" in lead.reads()
    lead.pictures("finding-history", phone=True)
    lead.goes_to(f"{home}together/c2/")
    assert "Awaited" in lead.reads()
