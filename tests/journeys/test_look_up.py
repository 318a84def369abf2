"""Under a framework of look-up the lead inspector asks about the cohort, and an agency answers about these children alone."""

import pytest

pytestmark = pytest.mark.browser


def test_children_are_looked_up_by_the_agency_asked(visitor):
    # 1. The lead inspector has linked the authority's lists, and asks the agencies about the cohort.
    lead = visitor()
    lead.signs_in("signatory@cqc")
    lead.opens_inspection("Madeupshire")
    lead.follows("The agencies have not been asked about the cohort yet")
    assert lead.heading == "Asking about the cohort"
    lead.presses("Ask the agencies about the cohort")
    assert "The agencies are asked about 2 children." in lead.page.locator("body").inner_text()

    # 2. The force's coordinator meets these two children and no others.
    force = visitor()
    force.signs_in("coordinator@probation")
    force.follows("Madeupshire")
    force.follows("Children we ask about")
    assert "2 of 2 still to answer for" in force.reads()
    assert "Winston" not in force.reads()
    force.pictures("agency-children-asked-about")

    # 3. An answer that says nothing of the search is sent back; a whole one is kept.
    for code in ("C-001", "C-002"):
        force.page.get_by_label(f"Answer for {code}").check()
    force.ticks("Not known to us")
    force.presses("Send this answer")
    assert "Say where and how you searched." in force.reads()
    force.fills("Where and how did you search?", "By name, other names and birth date in the records system.")
    force.presses("Send this answer")
    assert "You have answered for all 2." in force.reads()

    # 4. The lead sees that nothing is awaited.
    lead.page.reload()
    lead.looks()
    assert "Says not known" in lead.reads()
    lead.pictures("asking-about-the-cohort")
