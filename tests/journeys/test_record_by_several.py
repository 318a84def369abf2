"""Two inspectors write one part of a child's record in two browsers: nothing is lost, the difference is shown, one joins both."""

import pytest

pytestmark = pytest.mark.browser
LIFE = "What life is like for the child"


def test_two_inspectors_write_one_part_at_once(visitor):
    # 1. She opens the child's record and begins a part.
    her = visitor()
    her.signs_in("her@record")
    her.opens_inspection("Madeupshire")
    her.follows("Tracked children")
    her.follows("Child 1")
    her.clicks(her.page.get_by_role("link", name="Tracking record", exact=True))
    record = her.page.url.removeprefix(her.installation.address)
    her.follows(f": {LIFE}")  # “Write it”, and what of
    her.fills(LIFE, "Glad of school.")
    her.presses("Save")
    assert "Glad of school." in her.reads()

    # 2. Both open it; he is told that she has it open too.
    him = visitor()
    him.signs_in("him@record")
    part = f"{record}life/child/"
    her.goes_to(part)
    him.goes_to(part)
    assert "Inspector her opened this part in the last minutes." in him.reads()

    # 3. She saves, then he: both wordings are kept, and he is shown the difference.
    her.fills(LIFE, "Glad of school. Afraid at night.")
    her.presses("Save")
    him.fills(LIFE, "Glad of school. Trusts her aunt.")
    him.presses("Save")
    assert "both wordings are kept" in him.reads()
    assert [mark.text_content() for mark in him.page.locator("mark.app-only-here").all()] == [
        "[Only here: Afraid at night.]",
        "[Only here: Trusts her aunt.]",
    ]
    him.pictures("record-two-wordings", phone=True)

    # 4. The record shows both to everybody until he puts them together; the history keeps every wording.
    her.goes_to(record)
    assert "2 wordings stand beside one another" in her.reads()
    assert him.page.get_by_label("One wording for all").input_value() == "Glad of school. Afraid at night.\nTrusts her aunt."
    him.presses("Save one wording for all")
    assert "put together from 2 versions" in him.reads()
    him.pictures("record", phone=True)
    him.follows("How it came to be")
    assert him.page.locator("ol.app-history > li").count() == 4
    him.pictures("record-history")

    # 5. Her session ends while she types: what she typed is given back, and saved once she signed in again.
    her.goes_to(part)
    her.fills(LIFE, "Glad of school. Afraid at night. Trusts her aunt. Sleeps at a friend’s.")
    session = next(cookie for cookie in her.page.context.cookies() if cookie["name"] == "joinedup_session")
    her.page.context.clear_cookies(name="joinedup_session")
    her.presses("Save")
    assert her.heading == "You were signed out before this was saved"
    assert "Sleeps at a friend’s." in her.reads()
    her.page.context.add_cookies([session])
    her.presses("Save what I wrote")
    assert "Sleeps at a friend’s." in her.reads()

    # 6. Who was asked, what they said, and who met whom.
    her.clicks(her.page.get_by_role("link", name="Consent and meetings", exact=True))
    her.follows("Record who was asked", role="button")
    her.ticks("The child")
    her.ticks("To meet an inspector")
    for name, value in (("Day", "2"), ("Month", "3"), ("Year", "2016")):
        her.fills(name, value)
    her.fills("Who asked them", "Social worker")
    her.fills("How they were asked, and what was said", "At home.")
    her.presses("Record it")
    her.follows("The child")
    her.ticks("They refused")
    for name, value in (("Day", "3"), ("Month", "3"), ("Year", "2016")):
        her.fills(name, value)
    her.fills("How, and in what words", "“Not now.”")
    her.presses("Record it")
    her.goes_to(record)
    assert "The child: consent refused" in her.reads()
    her.pictures("consent-refused", phone=True)
