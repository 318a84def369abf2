"""What people do at the notebook, for the journeys through it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor

PASSPHRASE = "otter ladder plum Tuesday"
SOON = 15_000  # milliseconds; a busy machine takes its time over a passphrase, on purpose slow to try


@dataclass
class AtNotebook:
    """Somebody with the notebook open in a tab."""

    visitor: Visitor
    page: Page

    def sets_up(self, name: str = "Work laptop") -> None:
        """Make a passphrase and wait until the inspection is on the device and the notebook opens with no network."""
        self.sees("Set up the notebook on this device")
        self.looks()
        self.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.page.get_by_label("The same passphrase again").fill(PASSPHRASE)
        self.page.get_by_label("A name for this device").fill(name)
        self.page.get_by_label("I understand").check()
        self.page.get_by_role("button", name="Set up the notebook").click()
        self.sees("My work left")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def unlocks(self) -> None:
        self.sees("Unlock the notebook")
        self.page.get_by_label("Passphrase of this device").fill(PASSPHRASE)
        self.page.get_by_role("button", name="Unlock").click()

    def begins_a_note(self) -> Locator:
        """Start a note with the keys; its text has the focus."""
        self.page.keyboard.press("Control+Enter")
        self.sees("A new note")
        expect(self.text).to_be_focused()
        return self.text

    @property
    def text(self) -> Locator:
        return self.page.get_by_label("What you saw, heard or read")

    @property
    def saved(self) -> Locator:
        """How what was typed is kept, in words by the text."""
        return self.page.locator("[data-save]")

    @property
    def inspection(self) -> str:
        """The beginning of the addresses of the inspection's screens."""
        return re.match(r".*#/i/[^/]+", self.page.url)[0]

    def opens(self, screen: str) -> None:
        self.page.evaluate("address => { location.hash = new URL(address).hash }", f"{self.inspection}/{screen}")

    def sees(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SOON)

    def looks(self) -> None:
        """Hold the screen to what every page must be."""
        Visitor(self.page, self.visitor.installation, self.visitor.axe).looks()

    def pictures(self, name: str, *, phone: bool = False, at: str = "body") -> None:
        Visitor(self.page, self.visitor.installation, self.visitor.axe).pictures(name, phone=phone, at=at)


def comes_to_notebook(visitor: Visitor, email: str) -> AtNotebook:
    """Sign somebody in, and set up the notebook on their device."""
    visitor.signs_in(email)
    visitor.goes_to("/inspectorate/")
    visitor.follows("Open the notebook")
    there = AtNotebook(visitor, visitor.page)
    there.sets_up()
    return there
