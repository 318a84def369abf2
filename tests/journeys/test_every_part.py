"""Each door walked through page by page: nothing for axe to find, nothing wider than a phone."""

import pytest

pytestmark = pytest.mark.browser

PARTS = (
    "Notification",
    "What agencies were asked for and sent",
    "Questions to agencies",
    "Contacts at agencies",
    "Setting up the week",
    "Meetings with agencies",
    "What is outstanding",
    "Who knew these children",
    "Selection",
    "Tracked children",
    "Timetable",
    "Notes",
    "Urgent concerns",
    "Findings",
    "Final feedback",
    "Survey after publication",
)


def test_an_inspector_looks_through_every_part_of_the_inspection(visitor):
    # 1. An inspector of the constabulary's inspectorate signs in and opens the inspection.
    inspector = visitor()
    inspector.signs_in("inspector1@hmic")
    inspector.opens_inspection("Larkmere")
    inspection = inspector.page.url

    # 2. They look at each part in turn.
    for part in PARTS:
        inspector.page.goto(inspection)
        inspector.follows(part)
        assert inspector.heading == part
        if part == "Who knew these children":
            inspector.pictures("who-knew")
        if part == "Timetable":
            walks_through_the_week(inspector)

    # 3. They look at what interrupted it, who reads complaints about it, and what was said at the final feedback.
    inspector.page.goto(inspection)
    inspector.follows("Deferral, pause and additional evidence")
    inspector.page.goto(inspection)
    inspector.follows("Complain about this inspection")
    inspector.page.goto(inspection)
    inspector.follows("Final feedback")
    inspector.clicks(inspector.page.locator("main ul.govuk-list a").first)
    assert inspector.heading.startswith("Final feedback")

    # 4. They open a finding and the notes beneath it.
    inspector.page.goto(inspection)
    inspector.follows("Findings")
    inspector.clicks(inspector.page.locator("main .app-trace a").first)
    assert inspector.heading.startswith("Finding ")

    # 5. They look at what one agency sent, and what is wrong with it.
    inspector.page.goto(inspection)
    inspector.follows("What agencies were asked for and sent")
    inspector.clicks(inspector.page.locator("main table a").first)

    # 6. They look at the pages about one child that nobody else in these journeys opens with its story written out.
    inspector.page.goto(inspection)
    inspector.follows("Tracked children")
    inspector.follows("Child 1", exact=True)
    for page in ("Consent and meetings", "Joint audit"):
        inspector.follows(page, exact=True)
    assert inspector.heading == "Child 1: joint audit"


def walks_through_the_week(inspector):
    """Every page of the timetable, down to one slot."""
    inspector.pictures("timetable")
    for page in ("List", "What has no slot", "Changes", "Places", "Print", "Day"):
        inspector.follows(page, exact=True)
        assert inspector.heading.startswith("Timetable")
    inspector.pictures("timetable-day", phone=True)
    inspector.follows("List", exact=True)
    inspector.clicks(inspector.page.locator("main .app-slot a").first)
    assert inspector.heading.startswith("Slot ")
    inspector.pictures("timetable-slot")


def test_an_agency_sees_what_is_asked_of_it_and_its_receipts(visitor):
    # 1. The police force's coordinator signs in.
    police = visitor()
    police.signs_in("coordinator@police")
    assert police.heading == "What is asked of you"

    # 2. They open the inspection and see what was asked, by when, and where it stands.
    police.follows("Inspection of")
    assert police.heading.startswith("Asked of ")
    police.pictures("agency-requests")

    # 3. They open the list of missing episodes: why it was asked for, and what each column is for.
    police.follows("Missing episodes", exact=True)
    assert police.heading == "Missing episodes"

    # 4. They read the receipt of what they sent, with what to put right.
    police.follows("What you sent")
    assert police.heading == "Receipt: Missing episodes"
    police.pictures("agency-receipt")

    # 5. They look at the notification, their contacts, what is set up, meetings, complaints, the survey and what was counted.
    police.goes_to("/agency/")
    police.follows("Inspection of")
    inspection = police.page.url
    for link in (
        "Letter of notification",
        "Your contacts",
        "Setting up the week",
        "Meetings with inspectors",
        "Fieldwork week",
        "Every question to you",
        "What this inspection asks of you",
        "Survey: what was this inspection like?",
        "Complain about this inspection",
    ):
        police.page.goto(inspection)
        police.follows(link)

    # 6. They see which children inspectors follow, and how one child's consent to be met stands.
    police.goes_to("/agency/")
    police.follows("Inspection of")
    police.follows("Children inspectors follow")
    police.follows("Child 1", exact=True)
    police.follows("Consent of the child and the family")
    police.follows("The child", exact=True)
    assert police.heading == "Child 1: one consent"


def test_anyone_reads_the_letter_and_takes_it_along(visitor):
    # 1. Somebody who has no account comes to the published letters.
    reader = visitor()
    reader.goes_to("/")
    assert reader.heading == "Published letters"

    # 2. They read a letter.
    reader.follows("inspection of")
    assert "inspection of" in reader.heading
    reader.pictures("letter", phone=True)

    # 3. They take it along as a PDF.
    with reader.page.expect_download() as taking:
        reader.page.get_by_role("link", name="PDF").click()
    assert taking.value.suggested_filename.endswith(".pdf")

    # 4. A programmer finds the data and what they mean.
    reader.follows("How to read it")
    assert reader.heading == "Reading the letters with a program"

    # 5. The pages that every service owes its readers.
    for path, heading in (("/accessibility/", "Accessibility statement"), ("/cookies/", "Cookies")):
        reader.goes_to(path)
        assert reader.heading == heading


def test_a_wrong_code_does_not_open_the_door(visitor):
    # 1. Somebody knows the password, but has not the authenticator app.
    stranger = visitor()
    who = stranger.installation.person("signatory@ofsted")
    stranger.goes_to("/account/login/")
    stranger.fills("Email", who["email"])
    stranger.fills("Password", who["password"])
    stranger.presses("Sign in")
    stranger.fills("Code", "000000")
    stranger.presses("Continue")

    # 2. They are told so, and are no further than before.
    assert stranger.page.title().startswith("Error: ")
    stranger.page.goto(stranger.installation.address + "/inspectorate/")
    stranger.looks()
    assert stranger.heading == "Enter the code from your authenticator app"
