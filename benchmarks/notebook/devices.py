"""Two devices: each a Chromium with a disk of its own, started by us so that it can be killed, with tabs that come and go."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright
from playwright.sync_api import Error as BrowserError

from notebook.behind import family, free_port
from notebook.counting import WORD, Counted

PASSPHRASE = "otter ladder plum Tuesday"
CHROMIUM = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-gpu",
    "--headless=new",
    "--no-first-run",
]
YOUNG = 1.0  # seconds: words younger than this when their page is struck may go
ROOM = 24 * 2**20  # bytes a device has for the notebook
EMPTIED = "The notebook on this device is empty"
FIRST = ["Unlock", "My work left", "Set up", EMPTIED, "Join the wordings"]


@dataclass
class Tab:
    """One tab, and the words typed into it."""

    device: "Device"
    page: Page
    note: str = ""  # the note's address, once it has one
    words: dict[str, float] = field(default_factory=dict)  # word: when its last key went down
    rounds: int = 0
    saved: float = 0.0  # when the page last said that all typed into it is saved

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def ready(self) -> None:
        """Unlocked, on its note, the caret at the end of the text; looked for again where the page went from under the hand."""
        for _ in range(2):
            with suppress(BrowserError):
                return self.is_made_ready()
        return self.is_made_ready()

    def is_made_ready(self) -> None:
        page = self.page
        if self.device.address not in page.url:
            page.goto(f"{self.device.address}/notebook/{self.note}")
        page.locator(", ".join(["#text", *(f"h1:has-text('{one}')" for one in FIRST)])).first.wait_for(timeout=20_000)
        if self.heading == EMPTIED:
            page.reload()
            page.locator(f"h1:not(:has-text('{EMPTIED}')):not(:text-is('Notebook'))").wait_for(timeout=20_000)
        if self.heading.startswith("Set up"):
            self.sets_up()
        elif self.heading.startswith("Unlock"):
            self.unlocks()
        self.on_note()

    def unlocks(self) -> None:
        """Give the passphrase, and once more where a busy machine did not take it."""
        until = time.monotonic() + 60
        while self.heading.startswith("Unlock"):
            assert time.monotonic() < until, "The notebook does not unlock."
            with suppress(BrowserError):  # another tab of the same notebook may open it first
                self.page.get_by_label("Passphrase of this device").fill(PASSPHRASE, timeout=2_000)
                self.page.get_by_role("button", name="Unlock").click(timeout=2_000)
            with suppress(BrowserError):
                self.page.locator("h1:not(:has-text('Unlock'))").wait_for(timeout=15_000)

    def sets_up(self) -> None:
        self.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.page.get_by_label("The same passphrase again").fill(PASSPHRASE)
        self.page.get_by_label("A name for this device").fill(self.device.disk.name)
        self.page.get_by_label("I understand").check()
        self.page.get_by_role("button", name="Set up the notebook").click()
        self.page.locator("#text, nav.app-notebook-nav").first.wait_for()  # the inspection is on the device
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def on_note(self) -> None:
        if self.rounds % 12 == 0 and not self.note:
            self.begins()
        elif self.note and (self.note not in self.page.url or self.page.url.endswith("/join")):
            self.page.evaluate("hash => { location.hash = hash }", self.note)
        try:
            self.page.locator("#text").wait_for(timeout=5_000)
        except BrowserError:
            self.begins()
        self.caret_at_end()

    def caret_at_end(self) -> None:
        self.page.locator("#text").focus(timeout=5_000)
        self.page.keyboard.press("Control+End")

    def begins(self) -> None:
        """Start a note, and wait as a person does until it is the new one that has the caret."""
        before = self.page.evaluate("location.hash")
        until, pressed = time.monotonic() + 15, 0.0
        while True:
            if self.heading.startswith("Unlock"):  # its clock jumped: it thinks nobody was here for days
                self.unlocks()
            if time.monotonic() - pressed > 3:  # nothing came of it: before an inspection is on show there is nothing to begin
                self.goes_online()  # a device just set up may wait for its inspection, and its next asking is a while off
                self.page.keyboard.press("Control+Enter")
                pressed = time.monotonic()
            now, caret = self.page.evaluate("[location.hash, document.activeElement?.id]")
            if now != before and "/notes/" in now and not now.endswith("/new") and caret == "text":
                return
            assert time.monotonic() < until, f"No new note: {now}, “{self.heading}”, the caret in {caret!r}"
            time.sleep(0.02)

    def types(self, word: str) -> None:
        self.page.keyboard.type(f"{word} ", delay=5)
        self.words[word] = time.monotonic()
        self.says()
        hash_now = self.page.evaluate("location.hash").removesuffix("/join")
        self.note = hash_now if "/notes/" in hash_now and not hash_now.endswith("/new") else self.note

    def shows(self) -> set[str]:
        """Return the words in the text."""
        return set(WORD.findall(self.page.locator("#text").input_value()))

    def goes_online(self) -> None:
        with suppress(BrowserError):  # a page being loaded anew asks by itself
            self.page.evaluate("dispatchEvent(new Event('online'))")

    def says(self) -> str:
        """What the page says of its words, and when it last said that they are saved."""
        with suppress(BrowserError):
            now = time.monotonic()
            said = self.page.locator("[data-save]").get_attribute("data-save", timeout=500) or ""
            self.saved = now if said in ("saved", "sent") else self.saved
            return said
        return ""

    def waits_until(self, *said: str, seconds: float) -> bool:
        """Wait until the page says one of these of its words; return whether it did."""
        until = time.monotonic() + seconds
        while self.says() not in said:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def says_not_saved(self) -> bool:
        return self.says() == "not-saved"

    def struck(self, told: Counted) -> None:
        """This page is about to go: what is older than a second, and was not said to be unsaved, must be found."""
        said = self.says()
        now = time.monotonic()
        for word, at in self.words.items():
            if at > self.saved and (said == "not-saved" or now - at < YOUNG):
                told.excused.add(word)
            told.during[word] += f", {now - at:.2f} s old as its page went, which said “{said}”"
        self.clears(told)

    def clears(self, told: Counted) -> None:
        told.due.update(word for word in self.words if word not in told.excused)
        self.words.clear()


@dataclass
class Device:
    """One Chromium with a disk of its own, signed in with a session of its own."""

    playwright: Playwright
    address: str
    disk: Path
    session: str
    tabs: list[Tab] = field(default_factory=list)
    process: subprocess.Popen | None = None
    context: BrowserContext | None = None
    quotas: list[CDPSession] = field(default_factory=list)

    def start(self) -> None:
        port = free_port()
        command = [shutil.which("chromium"), *CHROMIUM]
        command += [f"--user-data-dir={self.disk}", f"--remote-debugging-port={port}", "about:blank"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(150):
            with suppress(BrowserError):
                browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                break
            time.sleep(0.1)
        self.context = browser.contexts[0]
        self.signs_in(self.session)
        self.tabs = [Tab(self, self.opens())]

    def opens(self) -> Page:
        try:
            page = self.context.new_page()
        except BrowserError:  # the browser had a crashed process waiting for it: once more
            time.sleep(1)
            page = self.context.new_page()
        page.set_default_timeout(20_000)
        page.on("dialog", lambda dialog: dialog.accept())
        self.allows(page, ROOM)
        page.goto(f"{self.address}/notebook/")
        return page

    def allows(self, page: Page, size: int) -> None:
        """Give the notebook so much room on this device. Chromium remembers the room there was, so it is small from the first."""
        session = self.context.new_cdp_session(page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": self.address, "quotaSize": size})
        self.quotas.append(session)  # the room goes with the session that set it

    def is_cleared(self, page: Page) -> None:
        """The browser clears what it keeps of the notebook, as under pressure for room: the pages stay open."""
        session = self.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "indexeddb"})
        session.detach()

    def signs_in(self, session: str) -> None:
        self.context.add_cookies([{"name": "joinedup_session", "value": session, "url": self.address}])

    def goes_to(self, path: str) -> Page:
        """Open another page of the service in a tab of its own."""
        page = self.context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{self.address}{path}")
        return page

    def kill(self) -> None:
        for pid in reversed(family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.context = None
