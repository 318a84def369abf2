"""A coordinator plans the week at their door: what waits and changed, another half-day offered, the week in their own calendar."""

import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.browser


def test_the_coordinator_fills_in_the_week(visitor):
    # 1. The page of the inspection says what waits; the week says what was changed and what clashes.
    police = visitor()
    police.signs_in("police@week")
    police.goes_to("/agency/")
    police.clicks(police.page.locator("main h2 a").first)
    police.follows("Fieldwork week")
    assert "3 slots wait for your answer" in police.reads()
    assert "The meeting was moved to the morning." in police.reads()
    assert "twice at once" in police.reads()
    police.pictures("week-at-the-agency", phone=True)
    police.presses("We have seen these")
    assert "Changes you have not marked as seen" not in police.reads()

    # 2. What says where it is, is agreed as it stands.
    police.follows("1. Interview practitioners or managers")
    police.presses("Agree to it as it stands")
    assert "You agreed to slot 1." in police.reads()

    # 3. What clashes is offered on another half-day; a form left half empty says what is missing.
    police.follows("2. Interview practitioners or managers")
    police.pictures("week-offer", phone=True, at="main form")
    police.page.get_by_label("When", exact=True).select_option(index=3)
    police.fills("Begins", "14:00")
    police.fills("Ends", "")
    police.presses("Send the offer")
    assert "Say where it is" in police.reads()
    police.fills("A place that is not in the list", "Park Road station, 4 Park Road")
    police.fills("Who comes, by role", "Missing persons coordinator")
    police.presses("Send the offer")
    assert "Your offer for slot 2 has arrived." in police.reads()
    assert "twice at once" not in police.reads()

    # 4. A secret address brings the week into the coordinator's own calendar, until it is stopped.
    police.follows("In your own calendar")
    police.presses("Make a secret address")
    address = police.page.locator("main .app-mono").inner_text()
    with urllib.request.urlopen(address) as answer:
        assert b"SUMMARY:" in answer.read()
    police.presses("Stop this address")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)
