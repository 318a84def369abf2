"""The police read a box for recognition and find the child in it; they read what cannot wait, and act on it."""

import pytest

pytestmark = pytest.mark.browser
TOLD = "Ash told an officer what happened on the way home, and was asked what would help."
KNOWN = "The family would know whose way home was changed that week."


def test_a_box_is_read_for_recognition_and_a_priority_action_is_acted_on(visitor):
    lead, signatory, police = visitor(), visitor(), visitor()

    # 1. The lead inspector reads what the box lacks, and asks the police to read it.
    lead.signs_in("lead@box")
    lead.clicks(lead.page.locator("main a.app-inspection"))
    letter = f"{lead.page.url.removeprefix(lead.installation.address)}letter/"
    lead.goes_to(letter)
    lead.follows("Whom this box is about")
    box = lead.page.url.removeprefix(lead.installation.address)
    assert "has not been read by Police" in lead.reads()
    asks_to_read(lead)

    # 2. The police know the child. They say by what the child could be known.
    police.signs_in("police@box")
    police.follows("A box of the letter waits to be read by you")
    assert TOLD in police.reads()
    police.presses("Send your answer")
    assert "Choose an answer." in police.page.locator(".govuk-error-summary").inner_text()
    police.ticks("Yes, somebody could be known by it")
    police.fills("In words", KNOWN)
    police.presses("Send your answer")
    police.pictures("letter-box-at-the-agency", phone=True)

    # 3. The lead reads that, leaves it out, and has these words read anew.
    lead.goes_to(box)
    assert KNOWN in lead.reads()
    lead.goes_to(letter)
    lead.clicks(lead.page.locator("main .box").get_by_role("link", name="What this rests on").first)
    lead.follows("Change this passage")
    lead.fills("The passage", TOLD)
    lead.presses("Save the passage")
    lead.goes_to(box)
    asks_to_read(lead)
    police.goes_to("/agency/")
    police.follows("A box of the letter waits to be read by you")
    police.ticks("No, nobody could be known by it")
    police.presses("Send your answer")
    lead.goes_to(box)
    assert "has not been read" not in lead.reads()
    lead.pictures("letter-box", phone=True)

    # 4. Something cannot wait: an inspector has proposed it, a signatory decides, and the police are told that moment.
    signatory.signs_in("signatory@box")
    signatory.follows("Decide on priority action 1")
    priority = signatory.page.url.removeprefix(signatory.installation.address)
    signatory.presses("Decide")
    assert "Say whether it is needed." in signatory.page.locator(".govuk-error-summary").inner_text()
    signatory.ticks("Yes: tell the agencies now")
    signatory.fills("Your reasons", "A child at risk may be missed before the letter is out.")
    signatory.presses("Decide")
    assert "not read yet" in signatory.reads()

    # 5. The police read it, marked as urgent, and say what they have done.
    police.goes_to("/agency/")
    police.follows("Priority action 1 waits for your answer")
    police.presses("Send it")
    assert "Say what your agency has done." in police.page.locator(".govuk-error-summary").inner_text()
    police.fills("What has your agency done?", "From tonight a sergeant reads these reports every two hours.")
    police.presses("Send it")
    police.pictures("letter-priority-at-the-agency", phone=True)

    # 6. The signatory reads when it was read and what was done, and withdraws it; the police are told why.
    signatory.goes_to(priority)
    assert "a sergeant reads these reports" in signatory.reads()
    signatory.fills("Why is it withdrawn?", "It was acted on while we were there.")
    signatory.presses("Withdraw it")
    lead.goes_to(f"{letter}priority/")
    assert "Withdrawn" in lead.reads()
    police.page.reload()
    police.looks()
    assert "It was acted on while we were there." in police.reads()


def asks_to_read(lead) -> None:
    lead.clicks(lead.page.get_by_role("button", name="to read it"))
    assert "is asked to read it" in lead.page.locator("body").inner_text()
