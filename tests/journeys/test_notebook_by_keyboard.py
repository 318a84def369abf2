"""A whole day at the notebook by keyboard alone: no mouse is touched from signing in to locking up."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.at_notebook import PASSPHRASE, SOON, AtNotebook
from tests.journeys.conftest import code_now

pytestmark = pytest.mark.browser
MANY = 150  # presses of Tab: more than any screen has stops
FOCUSED = """() => {
  const here = document.activeElement
  const labels = [...(here.labels ?? [])].map((label) => label.innerText).join(' ')
  const group = here.closest('fieldset')?.querySelector('legend')?.innerText ?? ''
  return [labels || here.getAttribute('aria-label') || here.innerText || '', group].map((text) => text.trim().replace(/\\s+/g, ' '))
}"""

#: Kind of source, what is written, sector, direction: three notes of three kinds.
DAY = (
    ("Front-line staff and managers", "Duty worker says the screening takes a day.", "Local authority", "Concern"),
    ("Observation of practice", "The morning meeting ended with who does what.", "Police", "Strength"),
    ("Leaders", "The director had read the audit of the front door.", "Health", "Context"),
)


class Keyboard:
    """A person who has a keyboard and nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def goes_to(self, label: str, group: str = "", *, back: bool = False) -> None:
        """Press Tab until what is focused begins with a label."""
        passed = []
        for _ in range(MANY):
            self.presses("Shift+Tab" if back else "Tab")
            said, within = self.page.evaluate(FOCUSED)
            if said.startswith(label) and within.startswith(group):
                return
            passed.append(said[:40])
        pytest.fail(f"The keyboard does not reach {label!r}; it came by {passed}")

    def chooses(self, label: str, option: str) -> None:
        """Go to a drop-down and type the beginning of what is wanted, as one does."""
        self.goes_to(label)
        self.types(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].label")
        assert chosen == option


def test_a_whole_day_by_keyboard_alone(visitor):
    # 1. Signing in.
    her = visitor()
    keys, who = Keyboard(her.page), her.installation.person("keyboard@notes")
    her.page.goto(f"{her.installation.address}/account/login/?next=/notebook/")
    keys.goes_to("Email")
    keys.types(who["email"])
    keys.goes_to("Password")
    keys.types(who["password"])
    keys.presses("Enter")
    her.page.wait_for_url("**/2fa/**")
    keys.goes_to("Code")
    keys.types(code_now(who["totp_secret"]))
    keys.presses("Enter")

    # 2. A passphrase, a name for the device.
    day = AtNotebook(her, her.page)
    day.sees("Set up the notebook on this device")
    for label in ("Passphrase", "The same passphrase again"):
        keys.goes_to(label)
        keys.types(PASSPHRASE)
    keys.goes_to("A name for this device")
    keys.types("Work laptop")
    keys.goes_to("I understand")
    keys.presses("Space")
    keys.goes_to("Set up the notebook")
    keys.presses("Enter")

    # 3. What is left for her comes first.
    day.sees("My work left")
    assert "Children without a note of yours" in her.reads()
    children = [line for line in her.page.locator("main ul.app-work a").all_inner_texts() if line.startswith("Child ")]
    assert len(children) == 3

    # 4. Three notes of three kinds of source, each about a child.
    for number, (source, text, sector, direction) in enumerate(DAY, start=1):
        day.begins_a_note()
        keys.types(text)
        keys.chooses("Kind of source", source)
        keys.goes_to("Role spoken to")
        keys.types("Duty manager")
        keys.chooses("Child", f"Child {number}")
        keys.chooses("Sector whose work it shows", sector)
        keys.goes_to("Strength", "Direction")
        keys.presses("Space", *["ArrowDown"] * ("Strength", "Concern", "Context").index(direction))
        assert her.page.evaluate("document.activeElement.value") == direction.lower()
        keys.goes_to("Find a criterion")
        keys.goes_to("Criteria to choose from")
        keys.presses("Tab", "Space")
        expect(her.page.get_by_text("Criteria (1 chosen)")).to_be_visible()
        expect(day.saved).to_have_text(re.compile("^(Saved on this device|Sent)"), timeout=SOON)
        assert day.text.input_value() == text
    day.looks()

    # 5. The search, and into the note it finds.
    keys.presses("Alt+KeyN")
    day.sees("Notes")
    expect(her.page.locator("#search")).to_be_focused()
    keys.types("screening")
    expect(her.page.locator("#search")).to_have_value("screening")
    expect(her.page.locator(".app-note-list li")).to_have_count(1)
    keys.goes_to("Duty worker says")
    keys.presses("Enter")
    day.sees("Your note")
    note = her.page.url

    # 6. The same note in a second tab, changed in both: two wordings.
    expect(day.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)
    other = AtNotebook(her, her.page.context.new_page())
    other_keys = Keyboard(other.page)
    other.page.goto(note)
    expect(other.text).to_be_focused(timeout=SOON)
    other_keys.presses("Control+End")
    keys.presses("Control+End")
    other_keys.types(" Two at weekends.")
    keys.types(" One on Fridays.")
    expect(her.page.get_by_role("heading", name="This note was written in two places")).to_be_visible(timeout=2 * SOON)
    other.page.close()

    # 7. What is left now names it; she joins both wordings.
    keys.presses("Alt+KeyW")
    day.sees("My work left")
    assert "Written in two places" in her.reads()
    without = her.page.locator("section", has_text="Children without a note of yours").inner_text()
    assert not re.search("Child [123]", without)  # the first is said once: to be joined
    keys.goes_to("Duty worker says")
    keys.presses("Enter")
    day.sees("Join the wordings of a note")
    keys.goes_to("What you saw, heard or read")
    keys.presses("Control+A")
    keys.types("Duty worker says the screening takes a day. One on Fridays, two at weekends.")
    keys.goes_to("Join into one note")
    keys.presses("Enter")
    expect(day.text).to_have_value(re.compile("two at weekends"), timeout=SOON)
    expect(day.saved).to_have_text(re.compile("^Sent"), timeout=2 * SOON)

    # 8. The list of keys opens and closes, and gives the focus back.
    keys.presses("Alt+KeyK")
    expect(her.page.get_by_role("dialog", name="Keys")).to_be_visible()
    her.axe.run(her.page)
    day.pictures("notebook-keys")
    keys.presses("Escape")
    expect(her.page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(day.text).to_be_focused()

    # 9. Locking up.
    keys.presses("Alt+KeyL")
    day.sees("Unlock the notebook")
