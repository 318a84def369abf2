"""Doubtful pairs are decided, one is taken back, and a colleague looks again without seeing what was said."""

import pytest

pytestmark = pytest.mark.browser


def says(visitor, decision: str, why: str, button: str = "Keep the decision") -> None:
    """Say of the pair on the page what it is, and why."""
    visitor.ticks(decision)
    visitor.fills("Why?", why)
    visitor.presses(button)


def test_three_pairs_are_decided_one_is_taken_back_and_another_looked_at_again(visitor):
    # 1. An inspector opens the doubtful pairs and sees why the model does not decide the first.
    inspector = visitor()
    inspector.signs_in("inspector2@hmic")
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Who knew these children")
    inspector.follows("Look at the doubtful pairs")
    inspector.clicks(inspector.page.locator("main table a").first)
    assert "The forenames differ: much less likely one person" in inspector.reads()
    inspector.pictures("doubtful-pair", phone=True)

    # 2. They decide three, each leading on to the next; of the first they ask a colleague too. No reason, no decision.
    inspector.ticks("Two people")
    inspector.presses("Keep the decision")
    assert "Say why" in inspector.reads()
    asked = inspector.page.url
    inspector.ticks("Ask a colleague to look too")
    says(inspector, "Two people", "The midwife wrote of two girls.")
    assert "1 of 4 decided." in inspector.reads()
    for number in (2, 3):
        says(inspector, "The same person", "The school knows one girl only.")
        assert f"{number} of 4 decided." in inspector.reads()

    # 3. One was a slip. They find it among what they decided, and take it back; it is open again and the decision still to be read.
    inspector.follows("Back to the list")
    inspector.follows("Decided by me")
    inspector.clicks(inspector.page.locator("main tr", has_text="The same person").locator("a").first)
    inspector.follows("Take back this decision")
    inspector.fills("Why?", "I looked at the wrong line.")
    inspector.presses("Take back the decision")
    assert "The decision is taken back." in inspector.reads()
    assert "I looked at the wrong line." in inspector.reads()
    inspector.follows("Back to the list")
    assert "2 of 4 decided." in inspector.reads()

    # 4. A colleague of another inspectorate looks again at the pair they were asked about, and is shown nothing of what was said.
    colleague = visitor()
    colleague.signs_in("inspector1@hmi-probation")
    colleague.opens_inspection("Madeupshire")
    colleague.follows("Who knew these children")
    colleague.follows("Look at the doubtful pairs")
    colleague.follows("Second look")
    colleague.page.goto(asked.replace("undecided", "second-look"))
    colleague.looks()
    assert "midwife" not in colleague.reads()
    says(colleague, "The same person", "The health visitor saw one child.", "Keep my second look")
    assert "You two differ." in colleague.reads()

    # 5. The difference is listed for both, with both reasons.
    colleague.page.goto(asked.replace("undecided", "differing"))
    colleague.looks()
    assert "midwife" in colleague.reads()
    assert "the next link run keeps to neither" in colleague.reads()

    # 6. They check the links and read how good they are.
    colleague.follows("Back to the list")
    colleague.follows("Check the links")
    colleague.follows("Check the next pair", role="button")
    assert "not said here whether the model joined it" in colleague.reads()
    says(colleague, "The same person", "Name, birth and home are alike.")
    assert "checked." in colleague.reads()
    colleague.page.goto(asked.split("/pairs/")[0] + "/quality/")
    colleague.looks()
    assert "drawn pairs looked at" in colleague.reads()
    assert "Whose records stand alone" in colleague.reads()
    colleague.pictures("how-good-the-links-are")
