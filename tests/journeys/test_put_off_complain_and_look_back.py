"""A coordinator asks for a deferral and complains; the lead agrees, mistypes a day and puts it right; a survey looks back."""

import pytest

pytestmark = pytest.mark.browser
SURVEY = "main a[href$='/survey/']"


def test_put_off_complain_and_look_back(visitor):
    police, lead, reader = visitor(), visitor(), visitor()

    # 1. The coordinator asks for a deferral at their own door; what looks mistyped is asked about.
    police.signs_in("police@afterwards")
    police.goes_to("/agency/")
    police.follows("Who answers for you")
    assert "Somebody leaves" in police.reads()
    police.goes_to("/agency/")
    asks_for_a_deferral(police)
    inspection = police.page.url.split("/interruptions/")[0]

    # 2. The lead reads why, refuses, and puts a day right beside the key dates.
    lead.signs_in("lead@afterwards")
    lead.goes_to("/inspectorate/")
    lead.clicks(lead.page.locator("main a.app-inspection").first)
    puts_a_day_right(lead)

    # 3. The coordinator reads both, and complains to somebody outside the team.
    police.page.goto(inspection + "/")
    police.looks()
    assert "A key date was put right" in police.reads()
    complains(police)

    # 4. A reader outside the team takes the complaint, and answers it.
    reader.signs_in("reader@afterwards")
    answers_the_complaint(reader)

    # 5. After publication the coordinator says how it went.
    looks_back(police)


def asks_for_a_deferral(police) -> None:
    opens(police, published=False)
    police.follows("Deferral and pause")
    police.follows("Ask for it")
    police.fills("By which post?", "Chief constable")
    police.fills("On what grounds?", "A major incident.")
    police.fills_day("From which day?", "10", "10", "2022")
    police.fills_day("Until which day?", "13", "10", "2022")
    police.presses("Ask for it")
    assert "Is it what you mean?" in police.reads()
    police.ticks("Yes, I mean these days")
    police.presses("Ask for it")
    assert "Deferral: asked for." in police.reads()


def puts_a_day_right(lead) -> None:
    home = lead.page.url
    lead.follows("Deferral, pause and additional evidence")
    lead.follows("Deferral 1")
    assert "A major incident." in lead.reads()
    lead.page.goto(home)
    lead.follows("Notification")
    lead.follows("Put right")
    lead.fills_day("The right day", "12", "10", "2022")
    lead.fills("Why is it another day than counted?", "It was mistyped.")
    lead.presses("Put the day right")
    assert "Days set by hand" in lead.reads()


def complains(police) -> None:
    police.follows("Complain about this inspection")
    police.follows("Make a complaint", role="button")
    police.page.locator("main input[type=radio]").first.check()
    police.fills("What happened?", "We were rung three times in an hour.")
    police.presses("Send the complaint")
    assert police.heading.startswith("Complaint ")


def answers_the_complaint(reader) -> None:
    reader.goes_to("/inspectorate/complaints/")
    reader.presses("Read it")
    assert "rung three times" in reader.reads()


def looks_back(police) -> None:
    opens(police, published=True)
    police.clicks(police.page.locator(SURVEY).first)
    assert police.heading == "Survey after publication"
    police.page.locator("main input[type=radio]").first.check()
    police.presses("Continue")
    police.page.locator("main input[type=radio]").first.check()
    police.presses("Save your answer")
    assert "What you said so far is filled in." in police.reads()


def opens(police, *, published: bool) -> None:
    """Open the one of both inspections that is published, or the one that is not: a survey is open of the former alone."""
    police.goes_to("/agency/")
    for link in [one.get_attribute("href") for one in police.page.locator("main h2 a[href*='inspections']").all()]:
        police.goes_to(link)
        if bool(police.page.locator(SURVEY).count()) is published:
            return
    pytest.fail("There is no such inspection on the first page.")
