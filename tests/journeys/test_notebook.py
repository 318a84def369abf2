"""An inspector writes with no network, closes and opens the notebook, and sends when there is one again: nothing is lost."""

import json
import re
import uuid

import pytest
from playwright.sync_api import expect

from joinedup.evidence.core.name_hints import short_hashes
from tests.journeys.at_notebook import PASSPHRASE, SOON, comes_to_notebook

pytestmark = pytest.mark.browser
WROTE = "The desk officer rang the school before lunch. Health heard of it a day later."


def test_an_inspector_writes_offline_and_sends_later(visitor, tmp_path):
    # 1. She sets the notebook up while there is a network, and sees what is left for her.
    her = visitor()
    notebook = comes_to_notebook(her, "notebook@notes")
    page, context = her.page, her.page.context
    notebook.looks()
    assert "Children without a note of yours" in her.reads()
    notebook.pictures("notebook-work-left", phone=True)

    # 2. The network goes. She writes: the text is on the device at once, and says so.
    context.set_offline(True)
    notebook.begins_a_note()
    page.keyboard.type(WROTE)
    expect(notebook.saved).to_have_text("Saved on this device", timeout=SOON)
    page.get_by_label("Kind of source").select_option(label="Front-line staff and managers")
    page.get_by_label("Role spoken to").fill("Desk officer")
    page.get_by_label("Sector whose work it shows").select_option(label="Police")
    page.get_by_label("Child", exact=True).select_option(label="Child 1")
    page.get_by_label("Concern").check()
    page.locator(".app-criteria-choice input").first.check()
    page.get_by_label("The child’s own words").fill("“They asked me what I wanted.”")
    expect(notebook.saved).to_have_text("Saved on this device", timeout=SOON)
    notebook.looks()
    notebook.pictures("notebook-note", phone=True)
    assert notebook.text.input_value() == WROTE  # choosing a kind of source never touches what was typed
    address = page.url

    # 3. Still offline she closes the tab's page and opens it again: the notebook opens, locked, and her words are there.
    page.reload()
    notebook.sees("Unlock the notebook")
    notebook.looks()
    page.get_by_label("Passphrase of this device").fill("not that one at all")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("alert")).to_contain_text("not the passphrase", timeout=SOON)
    notebook.unlocks()
    expect(notebook.text).to_have_value(WROTE, timeout=SOON)
    assert page.url == address
    assert "Offline" in page.locator(".app-sync").inner_text()

    # 4. The search finds it on the device.
    page.keyboard.press("Alt+KeyN")
    notebook.sees("Notes")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("heard SCHOOL")
    expect(page.locator(".app-note-list li")).to_have_count(1)
    notebook.looks()
    notebook.pictures("notebook-notes", phone=True)

    # 5. The network comes back: it is sent, and says when.
    context.set_offline(False)
    page.locator(".app-note-list a").first.click()
    expect(notebook.saved).to_have_text(re.compile(r"^Sent \d\d:\d\d$"), timeout=2 * SOON)

    # 6. Undo, and how the note came to be: each wording with its times.
    notebook.text.press("End")
    notebook.text.press_sequentially(" Checked in the log.")
    expect(notebook.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)
    page.keyboard.press("Alt+KeyU")
    expect(notebook.text).to_have_value(WROTE)
    page.keyboard.press("Alt+KeyR")
    expect(notebook.text).to_have_value(f"{WROTE} Checked in the log.")
    page.get_by_role("link", name="How it came to be").click()
    notebook.sees("How this note came to be")
    assert page.locator("ol.app-history > li").count() >= 2
    assert "received by the server" in her.reads()
    notebook.looks()
    notebook.pictures("notebook-history")

    # 7. A colleague's note that was received is there to read, not to write.
    notebook.opens("notes")
    page.get_by_role("searchbox").fill("custody sergeant")
    page.get_by_role("link", name="The custody sergeant").click()
    notebook.sees("A colleague’s note")
    assert notebook.text.count() == 0
    notebook.looks()

    # 8. Everything else is on the device too.
    for screen, heading in (
        ("timetable", "Timetable"),
        ("children", "Children"),
        ("criteria", "Criteria"),
        ("device", "This device"),
    ):
        notebook.opens(screen)
        notebook.sees(heading)
        notebook.looks()
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("The server has all")).to_be_visible(timeout=SOON)
    notebook.pictures("notebook-device")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Export for a program").click()
    taken = tmp_path / "notes.json"
    begun.value.save_as(taken)
    assert WROTE in json.dumps(json.loads(taken.read_text()), ensure_ascii=False)

    # 9. A note begun from what is left starts with the prompts of its kind.
    page.keyboard.press("Alt+KeyW")
    notebook.sees("My work left")
    page.get_by_role("link", name="Leaders").click()
    expect(notebook.text).to_have_value(re.compile("^Asked about:\\nWhat they knew"))
    expect(page.get_by_label("Kind of source").locator("option:checked")).to_have_text("Leaders")

    # 10. Locked, nothing of it is on the screen.
    page.keyboard.press("Alt+KeyL")
    notebook.sees("Unlock the notebook")
    assert WROTE not in page.content()
    assert PASSPHRASE not in page.content()
    notebook.pictures("notebook-unlock", phone=True)


def test_two_tabs_make_two_wordings_and_one_person_joins_them(visitor):
    # 1. He writes a note, and opens it in a second tab.
    him = visitor()
    first = comes_to_notebook(him, "tabs@notes")
    first.begins_a_note()
    first.page.keyboard.type("The referral was read on Monday.")
    expect(first.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)
    second = type(first)(him, him.page.context.new_page())
    second.page.goto(first.page.url)
    expect(second.text).to_have_value("The referral was read on Monday.", timeout=SOON)  # one unlocked tab opens the other

    # 2. He types in both before either knows of the other.
    first.text.press("End")
    second.text.press("End")
    second.text.press_sequentially(" The school was told.")
    first.text.press_sequentially(" Nobody told the school.")

    # 3. Neither wins: each tab keeps what was typed in it, and shows both with what differs marked.
    for tab, own in ((first, "Nobody told the school."), (second, "The school was told.")):
        expect(tab.page.get_by_role("heading", name="This note was written in two places")).to_be_visible(timeout=2 * SOON)
        assert own in tab.text.input_value()
        assert tab.page.locator("mark.app-only-here").count() >= 2
    first.looks()
    first.pictures("notebook-two-wordings", phone=True, at=".app-join")

    # 4. He joins them with both sentences in front of him.
    first.page.keyboard.press("Alt+KeyJ")
    first.sees("Join the wordings of a note")
    first.looks()
    first.pictures("notebook-join")
    joined = first.page.get_by_label("What you saw, heard or read")
    assert "Nobody told the school." in joined.input_value()
    assert "The school was told." in joined.input_value()
    joined.fill("The referral was read on Monday. The school was told on Tuesday.")
    first.page.get_by_role("button", name="Join into one note").click()
    for tab in (first, second):
        expect(tab.text).to_have_value("The referral was read on Monday. The school was told on Tuesday.", timeout=2 * SOON)
        expect(tab.page.get_by_text("This note was written in two places")).to_have_count(0)
    expect(first.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)
    first.page.get_by_role("link", name="How it came to be").click()
    first.sees("How this note came to be")
    assert "joins 2 wordings" in him.reads()


def test_what_the_notebook_tells_while_it_sends_and_when_it_goes(visitor):
    # 1. Her device knows a child the server does not, and the name of one on the lists.
    her = visitor()
    page, context = her.page, her.page.context
    context.route("**/notebook/api/*/pack?*", with_more)
    notebook = comes_to_notebook(her, "leaving@notes")

    # 2. A name from the lists is pointed at while she writes; the note is kept all the same.
    notebook.begins_a_note()
    page.keyboard.type("The desk officer told Wren Okafor to wait.")
    expect(page.locator("[data-hint]")).to_contain_text("“Wren Okafor”", timeout=SOON)
    notebook.looks()
    notebook.text.fill("The desk officer told the child to wait.")
    expect(page.locator("[data-hint]")).to_have_count(0, timeout=SOON)

    # 3. What the server cannot place it keeps aside, whole, and she is told why, by the note and among what is left.
    page.get_by_label("Child", exact=True).select_option(label="Child 9")
    expect(notebook.saved).to_have_text(re.compile("^Kept aside by the server: .+"), timeout=2 * SOON)
    notebook.looks()
    page.keyboard.press("Alt+KeyW")
    notebook.sees("My work left")
    expect(page.get_by_role("heading", name="Kept aside by the server")).to_be_visible()
    notebook.looks()

    # 4. Her session ends: she is asked to sign in, writes on, and it is sent once she has.
    signed_in = context.cookies()
    context.clear_cookies()
    notebook.begins_a_note()
    page.keyboard.type("Rang back at four.")
    expect(page.get_by_role("link", name="Sign in to send")).to_be_visible(timeout=2 * SOON)
    expect(notebook.saved).to_have_text("Saved on this device")
    notebook.looks()
    context.add_cookies(signed_in)
    page.get_by_role("button", name="Try now").click()
    expect(notebook.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)

    # 5. She chooses when the device locks, and empties it: only with the server's proof, which stays to be read.
    notebook.opens("device")
    page.get_by_label("Lock this device after").select_option(label="5 minutes")
    expect(page.get_by_text("Locks after 5 minutes from now on")).to_be_visible()
    page.get_by_label("Empty this device once the server has proved").check()
    page.get_by_role("button", name="Empty this device").click()
    expect(page.get_by_role("heading", name="Emptied with proof")).to_be_visible(timeout=2 * SOON)
    assert re.search(r"The server holds \d+ changes from this device; proof [0-9a-f]{16}", her.reads())
    notebook.looks()
    assert "Rang back" not in page.content()


def with_more(route):
    """Give a pack to which a child was added that the server does not know, and the name of one on the lists."""
    answer = route.fetch()
    pack = answer.json()
    pack["children"].append({"id": str(uuid.uuid4()), "code": "Child 9"})
    pack["name_hints"] = {"salt": "s", "hashes": short_hashes("s", [{"given": "Wren", "family": "Okafor"}])}
    route.fulfill(response=answer, json=pack)
