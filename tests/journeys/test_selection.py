"""A lead inspector draws the sample, looks at its balance, replaces a child, and chooses whom to track."""

import pytest

pytestmark = pytest.mark.browser


def test_a_lead_draws_a_sample_replaces_a_child_and_chooses_whom_to_track(visitor):
    # 1. The lists are linked; the lead draws from the page.
    lead = visitor()
    lead.signs_in("lead-inspector@selection")
    lead.goes_to("/inspectorate/")
    lead.follows("The sample is not drawn yet")
    assert lead.heading == "Selection"
    selection = lead.page.url.removeprefix(lead.installation.address)
    lead.presses("Draw the sample")
    assert "4 of 6 children are drawn" in lead.page.inner_text("body")

    # 2. The sample stands beside its cohort; hash and seed are there for anyone.
    said = lead.reads()
    assert "The sample beside the cohort" in said
    assert "at least 95 of 100 draws" in said
    assert "show how agencies work together, never how many children are helped." in said
    lead.page.get_by_text("How to redo it, in a spreadsheet if you like").click()
    lead.looks()
    assert "the first 13 hex digits" in lead.reads()

    # 3. A family does not agree: the next child in order is taken. Without a reason nothing happens.
    lead.follows("Replace a sampled child")
    lead.selects("The sampled child", "Sampled 2")
    lead.presses("Replace this child")
    assert "Choose why the child is replaced." in lead.page.inner_text("body")
    lead.ticks("No consent")
    lead.presses("Replace this child")
    assert "Sampled 2 is replaced by the next in the order of the draw." in lead.page.inner_text("body")
    assert "Sampled 5" in lead.reads()
    assert "No consent." in lead.reads()

    # 4. Two children are chosen from the shortlist, each with a reason and two inspectors.
    for number in (1, 2):
        lead.follows("Choose a child to track", role="button")
        lead.page.locator("main input[type=radio]").first.check()
        lead.fills("Why this child?", "For range.")
        lead.ticks("Dana Lister")
        lead.presses("Track this child")
        assert "Two inspectors of different inspectorates lead" in lead.page.inner_text("body")
        lead.ticks("Sam Otley")
        lead.presses("Track this child")
        assert lead.heading == "Tracked children"
        assert f"Child {number}" in lead.reads()
        lead.goes_to(selection)
    lead.page.get_by_text("The range shown, on the shortlist and among the tracked").click()
    lead.looks()
    assert "Two children show how agencies work together" in lead.reads()
