"""Two inspectors write one letter in two browsers: evidence beside the page, links that go with their words, nothing lost."""

import pytest

pytestmark = pytest.mark.browser
SCHOOLS = "Schools are told the same day."


def test_two_inspectors_write_one_letter(visitor):
    # 1. She opens a section of the letter: an empty page, with the findings and their notes beside it.
    her = visitor()
    her.signs_in("her@letter")
    her.opens_inspection("Madeupshire")
    inspection = her.page.url.removeprefix(her.installation.address)
    her.goes_to(f"{inspection}letter/")
    assert "Worth a look" in her.reads()
    her.pictures("letter-being-written", phone=True)
    her.follows("What needs to improve?")
    assert her.page.get_by_label("The passage").input_value() == ""

    # 2. She takes the section, ticks a finding and asks for words; only then does the page propose some.
    her.presses("Take this section to write")
    assert "You are writing this section" in her.reads()
    her.ticks("Finding 3")
    her.presses("Propose words from what I ticked")
    assert her.page.get_by_label("The passage").input_value().startswith("Health assessments are not always timely. Leaders")
    her.pictures("letter-section", phone=True)
    her.presses("Save the passage")
    assert "The passage is saved." in her.page.locator("body").inner_text()

    # 3. He reads the section, sees that she writes it, and takes it over by saying why.
    him = visitor()
    him.signs_in("him@letter")
    him.goes_to(f"{inspection}letter/sections/improve/")
    assert "Inspector her is writing this section" in him.reads()
    assert him.page.get_by_label("The passage").count() == 0
    him.follows("Take it over")
    him.fills("Why do you take it over?", "She is at a visit until four.")
    him.presses("Take it over")
    assert "You are writing this section" in him.reads()
    her.goes_to(f"{inspection}letter/sections/improve/")
    assert "took it over from you: She is at a visit until four." in her.reads()

    # 4. She links a passage sentence by sentence: each stands on its own finding.
    her.goes_to(f"{inspection}letter/sections/strengths/")
    her.follows("What it rests on")
    passage = her.page.url.removeprefix(her.installation.address)
    her.follows("Link its words one by one")
    her.follows("Lay it on other words")
    her.ticks("Children at risk are seen quickly.")
    her.presses("Link these words")
    assert "Nothing holds these sentences up yet" in her.reads()
    her.page.locator("main .govuk-checkboxes label", has_text=SCHOOLS).click()
    her.ticks("Finding 2:")
    her.presses("Link these words")
    assert "Nothing holds these sentences up yet" not in her.reads()
    her.pictures("letter-links", phone=True)

    # 5. Both open the passage. He puts a sentence before it: the links move with their words, and he is told.
    change = f"{passage}change/"
    her.goes_to(change)
    him.goes_to(change)
    words = him.page.get_by_label("The passage").input_value()
    him.fills("The passage", f"Staff do not wait. {words}")
    him.presses("Save the passage")
    assert "2 links to evidence moved with their words." in him.page.locator("body").inner_text()

    # 6. She saves after him: she sees both wordings, and one page that holds both.
    her.fills("The passage", words.replace("the same day", "within hours"))
    her.presses("Save the passage")
    assert "Two wordings, written at once" in her.reads()
    both = her.page.get_by_label("The passage").input_value()
    assert both.startswith("Staff do not wait. Children at risk are seen quickly.")
    assert "within hours" in both
    her.pictures("letter-two-wordings", phone=True)
    her.presses("Save one wording for both")

    # 7. The words she changed have lost their link: the letter cannot be offered until it is laid anew.
    assert "broken" in her.reads()
    her.goes_to(f"{passage}links/")
    her.pictures("letter-broken-link")
    broken = her.page.locator(".app-linked--broken")
    her.clicks(broken.get_by_role("link", name="Lay it on other words"))
    her.ticks("Schools are told within hours.")
    her.presses("Link these words")
    assert her.page.locator(".app-linked--broken").count() == 0

    # 8. The history shows every wording; he puts the first one back.
    him.goes_to(f"{passage}history/")
    assert him.page.locator("ins").count() > 0
    him.pictures("letter-passage-history", phone=True)
    him.clicks(him.page.get_by_role("button", name="Put it back like this").last)
    assert words in him.reads()

    # 9. She takes the passage out; he brings it back from the letter's history.
    her.goes_to(change)
    her.presses("Take this passage out")
    assert "1 passage taken out" in her.reads()
    him.goes_to(f"{inspection}letter/history/")
    him.pictures("letter-history")
    him.clicks(him.page.get_by_role("button", name="Put it back").first)
    assert words in him.reads()
