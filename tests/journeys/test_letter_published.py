"""A signed letter goes out: embargo and its reader, an election in the way, publication, search, feed, correction, withdrawal."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

pytestmark = pytest.mark.browser
PUBLIC = "/letters/"
ENTRY = "{http://www.w3.org/2005/Atom}entry"
WRONG, RIGHT = "qualified social workers", "social workers"
WHY = "Not all who screen contacts are qualified yet."


def test_a_letter_goes_out_is_corrected_and_withdrawn(visitor):
    lead, council, reader = visitor(), visitor(), visitor()
    lead.signs_in("lead@publishing")
    lead.follows("The letter is signed and can be published")
    publication = lead.page.url.removeprefix(lead.installation.address)

    # 1. A pre-election period is entered: a moment within it is refused, with the next day that is free.
    day = date.today() + timedelta(days=10)
    enters_period(lead, day)
    lead.goes_to(f"{publication}freeze/")
    fills_moment(lead, day)
    assert "The next free day is" in lead.page.locator(".govuk-error-summary").inner_text()
    lead.pictures("letter-pre-election-refused")

    # 2. The letter is frozen until the day after, and the council's coordinator is let read it today.
    free = day + timedelta(days=3)
    fills_moment(lead, free)
    assert "The letter is frozen." in lead.page.locator("body").inner_text()
    names_reader(lead)
    lead.pictures("letter-publication", phone=True)

    # 3. The coordinator reads it, marked with their name; everybody else finds nothing at its address.
    council.signs_in("council@publishing")
    council.follows("You may read the letter before everybody")
    assert "Under embargo until" in council.reads()
    council.pictures("letter-early", phone=True)
    with council.page.expect_download() as marked:
        council.page.get_by_role("link", name="Your marked copy (PDF)").click()
    assert marked.value.suggested_filename.endswith("-under-embargo.pdf")
    address = council.page.url
    assert reader.page.goto(address).status == 404

    # 4. It is sent, and let go; the made-up letter may go ahead of its day.
    ticks_off(lead)
    lead.presses("Publish now")
    assert lead.page.url == address

    # 5. Everybody finds it by its area, and reads it, its page for children and its feed.
    finds(reader)
    reader.pictures("letter-published", phone=True)
    assert WRONG in reader.reads()
    reader.clicks(reader.page.locator("[aria-labelledby=young] a"))
    assert "Most children are safe." in reader.reads()
    reader.pictures("letter-young-people", phone=True)
    assert "(corrected since)" not in feed_entry(reader, address)

    # 6. A fact was wrong: the lead proposes other words, each inspectorate signs them, and the earlier letter says so.
    lead.goes_to(publication)
    corrects(lead)
    corrections = lead.page.url.removeprefix(lead.installation.address)
    for code in ("ofsted", "cqc", "hmicfrs"):
        signatory = visitor()
        signatory.signs_in(f"{code}@publishing")
        signatory.goes_to(corrections)
        signatory.presses("Sign this correction")
    lead.goes_to(corrections)
    lead.pictures("letter-correction", phone=True)
    lead.presses("Publish the corrected letter")
    corrected = lead.page.url
    reader.page.goto(address)
    reader.looks()
    assert WHY in reader.reads()
    reader.follows("Read the letter as it stands now")
    assert WRONG not in reader.reads()
    assert "(corrected since)" in feed_entry(reader, address)

    # 7. It is withdrawn: its address says that and why, and holds the letter no more.
    lead.goes_to(publication)
    lead.follows("withdraw")
    lead.fills("Why is the letter withdrawn?", "It told of the wrong service.")
    lead.presses("Withdraw the letter")
    reader.page.goto(corrected)
    reader.looks()
    assert reader.heading == "This letter was withdrawn"
    assert "It told of the wrong service." in reader.reads()
    reader.pictures("letter-withdrawn", phone=True)
    assert "(withdrawn)" in feed_entry(reader, corrected)


def enters_period(lead, day: date) -> None:
    """Enter a period around a day for the area of the letter."""
    area = lead.page.locator(".govuk-breadcrumbs a", has_text="Madeupshire").inner_text()
    lead.follows("All pre-election periods")
    lead.presses("Enter the period")
    assert "Enter an area." in lead.page.locator(".govuk-error-summary").inner_text()
    lead.fills("Area", area)
    lead.fills("Which election?", "local elections")
    lead.fills_day("First day of the period", *parts(day - timedelta(days=2)))
    lead.fills_day("Last day of the period", *parts(day + timedelta(days=2)))
    lead.fills("Where is it announced?", "A notice of election")
    lead.presses("Enter the period")
    assert "The period is entered." in lead.page.locator("body").inner_text()
    lead.pictures("letter-pre-election", phone=True)


def fills_moment(lead, day: date) -> None:
    lead.fills_day("The day everybody may read it", *parts(day))
    lead.fills("From which hour, London time", "9:30am")
    lead.presses("Freeze the letter")


def names_reader(lead) -> None:
    lead.follows("Let somebody read it early", role="button")
    who = lead.page.get_by_label("Who may read it before everybody?", exact=True)
    who.select_option(label=who.locator("option", has_text="council@publishing").inner_text())
    lead.fills_day("From which day?", *parts(date.today() - timedelta(days=1)))
    lead.presses("Name them")
    assert "may read the letter early" in lead.page.locator("body").inner_text()


def ticks_off(lead) -> None:
    """Tick off that the principal authority was sent the letter and received it today."""
    row = lead.page.locator("main .govuk-summary-list__row", has_text="principal authority")
    lead.clicks(row.get_by_role("link", name="Tick off"))
    lead.fills_day("Sent on", *parts(date.today()))
    lead.fills_day("Received on", *parts(date.today()))
    lead.presses("Save")


def finds(reader) -> None:
    """Find the letter in the public list by a word that stands in it and by its area."""
    reader.goes_to(PUBLIC)
    reader.fills("Words in the letter", "emergency department")
    reader.page.get_by_label("Area", exact=True).select_option(
        label=reader.page.locator("#id_area option", has_text="Madeupshire").first.inner_text()
    )
    reader.presses("Find")
    assert "1 letter fits what you look for" in reader.reads()
    reader.pictures("letters-found", phone=True)
    reader.clicks(reader.page.locator(".app-letters a").first)


def feed_entry(reader, address: str) -> str:
    """Return the text of the feed's entry of a letter: what a reader's program would say of it."""
    answer = reader.page.request.get(f"{reader.installation.address}{PUBLIC}feed.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    slug = address.rstrip("/").rsplit("/", 1)[-1]
    entries = [ET.tostring(one, encoding="unicode") for one in ET.fromstring(answer.text()).iter(ENTRY)]
    return next(entry for entry in entries if f"/{slug}/" in entry)


def corrects(lead) -> None:
    lead.follows("Correct it")
    lead.follows("Correct a passage", role="button")
    which = lead.page.get_by_label("Which passage?", exact=True)
    which.select_option(label=which.locator("option", has_text=WRONG).inner_text())
    lead.fills("What it should say", f"Contacts are screened promptly by {RIGHT}.")
    lead.fills("Why is the letter corrected?", WHY)
    lead.presses("Propose the correction")
    assert "The correction is proposed." in lead.page.locator("body").inner_text()


def parts(day: date) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)
