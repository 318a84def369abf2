"""An inspection is opened and its team gathered; a doubtful pair is decided and decided again."""

import pytest

pytestmark = pytest.mark.browser


def test_an_inspector_opens_an_inspection_and_decides_a_doubtful_pair(visitor):
    # 1. Somebody of the constabulary's inspectorate opens an inspection: first the area.
    inspector = visitor()
    inspector.signs_in("signatory@hmic")
    inspector.goes_to("/inspectorate/")
    inspector.follows("Open an inspection", role="button")
    inspector.selects("Which area is to be inspected?", "Larkmere")
    inspector.presses("Continue")

    # 2. Then framework, day and code word; every agency of the area is ticked. A Saturday is not taken.
    inspector.ticks("Joint targeted area inspection: child sexual exploitation")
    for part, value in (("Day", "7"), ("Month", "2"), ("Year", "2026")):
        inspector.fills(part, value)
    inspector.fills("Code word", "Quiet lantern")
    inspector.presses("Open the inspection")
    assert "must be a working day" in inspector.reads()
    inspector.fills("Day", "3")
    inspector.presses("Open the inspection")

    # 3. They gather the team, themselves as its lead, and find the inspection under its code word.
    assert inspector.heading == "Team"
    inspector.selects(
        "Who joins the team?",
        inspector.page.locator(
            "#id_member option", has_text=inspector.installation.person("signatory@hmic")["role"]
        ).first.inner_text(),
    )
    inspector.ticks("Lead inspector")
    inspector.presses("Add to the team")
    inspector.follows("To the inspection")
    assert inspector.heading == "Quiet lantern"
    assert "Larkmere" not in inspector.page.title()

    # 4. In another inspection they are on, the model has left a pair to a person.
    inspector.opens_inspection("Madeupshire")
    inspector.follows("Who knew these children")
    inspector.follows("Look at the doubtful pairs")
    inspector.clicks(inspector.page.locator("main table a").first)
    pair = inspector.page.url
    assert inspector.heading == "One person or two?"

    # 5. They say that these are twins, and why; later they find that they were wrong.
    for decision in ("Two people", "The same person"):
        inspector.page.goto(pair)
        inspector.ticks(decision)
        inspector.fills("Why?", "The school's register says so.")
        inspector.presses("Keep the decision")
        assert "Your decision is kept." in inspector.reads()
    inspector.page.goto(pair)
    inspector.looks()
    assert "Two people" in inspector.reads()
    assert "The same person (this stands)" in inspector.reads()
