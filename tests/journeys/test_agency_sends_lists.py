"""An agency checks a bad workbook before anybody asks, puts it right, sends it with what it has to say; an inspector reads that."""

import pytest

from tests.journeys.sending import chooses, downloads, people_workbook, presses_and_stays, says_why, sheets_of

pytestmark = pytest.mark.browser


def test_an_agency_checks_its_list_and_sends_it_with_a_remark(visitor, tmp_path):
    bad = people_workbook(tmp_path, "bad.xlsx", bad=True)
    good = people_workbook(tmp_path, "good.xlsx", bad=False)

    # 1. On any day somebody of the force checks a workbook and reads what to put right.
    force = visitor()
    force.signs_in("coordinator@board")
    force.follows("Check a list before sending")
    force.follows("identification of initial need and risk")
    force.ticks("Police")
    chooses(force, bad)
    presses_and_stays(force, "Check")
    force.pictures("agency-check", phone=True, at="[data-result]")
    told = force.reads()
    assert "holds a value that is not one of its codes" in told
    assert "1 list was checked" in told

    # 2. Two headers were not known: it says which column the one is, leaves the other out, and never has to again.
    force.selects("Read “Born on” as", "DOB")
    force.selects("Read “Shoe size” as", "None of these: leave it out")
    presses_and_stays(force, "Remember and check again")
    assert "2 headers are read as you said" in force.reads()
    assert "“Born on” is not a date that can be read." in force.reads()

    # 3. The workbook with the cells marked is made of the file still chosen.
    marked = sheets_of(downloads(force, "Download with the issues marked"))
    assert list(marked) == ["Issues", "1 police-people"]
    assert "32/13/2014" in str(marked["Issues"])

    # 4. Asked for by an inspection, it checks the better file: fewer issues than before, and its own figures.
    force.goes_to("/agency/")
    force.follows("Inspection of Madeupshire")
    force.follows("Police people")
    force.follows("Check and send a file", role="button")
    chooses(force, good)
    presses_and_stays(force, "Check")
    force.pictures("agency-check-and-send", at="[data-result]")
    told = force.reads()
    assert "fewer than" in told
    assert "no longer found" in told
    assert "10 of 40 empty" in told

    # 5. It says why ages are missing, and sends the file that is still chosen.
    says_why(force, "Ages", "Ten dates of birth were lost when the custody system was replaced.")
    force.fills("What should the inspectors know about this file? (optional)", "Drawn on Monday morning.")
    force.ticks("This authority’s area alone")
    force.presses("Send")
    assert force.heading == "Receipt: Police people"
    assert "Ten dates of birth were lost" in force.reads()
    force.pictures("agency-receipt-with-remarks", at=".app-own")

    # 6. An inspector reads the remark where it belongs, beside the figures the agency saw.
    inspector = visitor()
    inspector.signs_in("inspector2@cqc")
    inspector.opens_inspection("Madeupshire")
    inspector.page.goto(f"{inspector.page.url}lists/")
    inspector.looks()
    inspector.follows("Police people")
    inspector.pictures("submission-with-remarks", at=".app-severity")
    told = inspector.reads()
    for text in ("Ten dates of birth were lost", "Drawn on Monday morning.", "What this file says", "10 of 40 empty"):
        assert text in told
