"""What stands beside the words is settled, then three inspectorates sign one exact version: one comma voids every signature."""

import pytest

pytestmark = pytest.mark.browser
BEFORE, AFTER = "quickly. The people", "quickly. The people,"
INSPECTORATES = ("ofsted", "cqc", "hmicfrs")


def test_three_inspectorates_sign_one_exact_version(visitor):
    lead = visitor()
    lead.signs_in("lead@signing")
    lead.clicks(lead.page.locator("main a.app-inspection"))
    letter = f"{lead.page.url.removeprefix(lead.installation.address)}letter/"

    # 1. The lead settles who answers, whom the letter is sent to, and what children read.
    determines(lead, letter)
    names_recipients(lead, letter)
    writes_for_children(lead, letter)

    # 2. They offer it: the check for disclosure comes before.
    lead.goes_to(letter)
    lead.presses("Offer for signature")
    assert "Offered for signature" in lead.reads()
    lead.pictures("letter-offered", phone=True)

    # 3. Two of three sign, each from their own first page. Nobody can publish yet.
    signatories = {code: visitor() for code in INSPECTORATES}
    for code in ("ofsted", "cqc"):
        signatories[code].signs_in(f"{code}@signing")
        signatories[code].follows("has not signed the letter")
    reads_what_is_signed(signatories["ofsted"])
    for code in ("ofsted", "cqc"):
        signs(signatories[code])
    lead.goes_to(letter)
    assert lead.reads().count("not signed yet") == 1
    assert lead.page.get_by_role("button", name="Publish").count() == 0

    # 4. The lead puts in a comma: every signature falls, and the letter is a draft again.
    lead.goes_to(f"{letter}sections/headline/")
    lead.follows("Change")
    words = lead.page.get_by_label("The passage").input_value()
    assert BEFORE in words
    lead.fills("The passage", words.replace(BEFORE, AFTER))
    lead.presses("Save the passage")
    lead.goes_to(letter)
    assert "Being written" in lead.reads()
    assert lead.reads().count("not signed yet") == len(INSPECTORATES)
    signatories["ofsted"].goes_to(f"{letter}sign/")
    assert "offered" in signatories["ofsted"].reads()
    assert signatories["ofsted"].page.get_by_role("button", name="Sign", exact=True).count() == 0

    # 5. It is offered as it stands now, and all three sign these words.
    lead.presses("Offer for signature")
    signatories["hmicfrs"].signs_in("hmicfrs@signing")
    for code in INSPECTORATES:
        signatories[code].goes_to(letter)
        signs(signatories[code])
    lead.goes_to(letter)
    assert "not signed yet" not in lead.reads()
    assert "Signed by every inspectorate" in lead.reads()
    lead.pictures("letter-signed")


def determines(lead, letter: str) -> None:
    lead.goes_to(f"{letter}statement/")
    lead.presses("Save")
    assert "Say whether a written statement is needed." in lead.page.locator(".govuk-error-summary").inner_text()
    lead.ticks("Yes")
    lead.fills("The principal authority that must make it", "Madeupshire Council")
    lead.selects("What kind of body is the principal authority?", "The council")
    lead.ticks("Section 20(2)")
    lead.pictures("letter-determination", phone=True)
    lead.presses("Save")
    assert "needed from Madeupshire Council" in lead.reads()


def names_recipients(lead, letter: str) -> None:
    lead.goes_to(f"{letter}recipients/")
    lead.presses("Put these on the list")
    lead.page.locator("main .govuk-summary-list__row", has_text="Madeupshire Council").get_by_role("link").click()
    lead.looks()
    lead.fills("Postal address", "1 Made-up Street\nNowhere")
    lead.fills("Web address where it publishes the letter", "https://madeupshire.example/inspections")
    lead.presses("Save")
    assert "madeupshire.example" in lead.reads()
    lead.pictures("letter-recipients", phone=True)


def writes_for_children(lead, letter: str) -> None:
    lead.goes_to(f"{letter}young-people/")
    lead.fills("Heading", "How well grown-ups work together")
    lead.fills("What you say to children and young people", "Inspectors came.\n\nMost children are seen quickly.")
    lead.presses("Save the page")


def reads_what_is_signed(who) -> None:
    """Read on the page of the signature what it covers beside the passages; a signature without a look is refused."""
    who.follows("Sign", exact=True, role="button")
    said = who.reads()
    assert "needed from Madeupshire Council" in said
    assert "Most children are seen quickly." in said
    assert who.page.get_by_label("Your post, as it stands under the letter").input_value().startswith("National Director")
    who.pictures("letter-sign", phone=True)
    who.presses("Sign")
    assert "Confirm that you have read this version." in who.page.locator(".govuk-error-summary").inner_text()
    who.follows("Read the letter")


def signs(who) -> None:
    """Sign the letter that is open."""
    who.follows("Sign", exact=True, role="button")
    who.ticks("I have read this version")
    who.presses("Sign")
    assert "You have signed this version of the letter." in who.page.locator("body").inner_text()
