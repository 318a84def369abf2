"""Does the notebook ever lose a word? `python benchmarks/notebook_faults.py --faults 1000 [--seed 1] [--dir DIR]`.

Real Chromium, twice (two devices, tabs that come and go), types marked words into notes of a real server behind a small proxy,
while random faults strike: the network goes, comes and flaps; the server is killed with -9 while it answers; browsers and tabs are
killed and reloaded; clocks jump two days; requests are doubled, held back and their answers lost; the disk is full; the server
fails; the session ends. After each batch everything is mended and every word typed more than a second before its page was struck
(unless the page said “Not saved” and had not said it saved the word before) must be on the server: in exactly one note, never
twice in one revision, and in a wording that stands (a head), not only in one that another has silently replaced.

With `--dir` the count goes on where it stopped. Prints one JSON line; leaves with 1 where a word was lost or doubled. Needs
Chromium and a built front end.
"""

import argparse
import json
import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from notebook_behind import Proxy, Server, family, free_port
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright
from playwright.sync_api import Error as BrowserError

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
BATCH = 20
PATIENCE = 120  # seconds for everything to reach the server once all is mended
DAYS = 2 * 86_400_000
ROOM = 24 * 2**20  # bytes a device has for the notebook
WORD = re.compile(r"w[0-9a-f]{6}x\d{6}")

INSTALL = """
import json, sys
import django; django.setup()
from joinedup.config.preparing import prepare
prepare()
from tests.journeys.notebook import open_notebook
email = open_notebook()[0].email
from django.test import Client
from joinedup.people.models import Person
sessions = []
for device in range(2):
    client = Client()
    client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    sessions.append(client.cookies["joinedup_session"].value)
json.dump(sessions, sys.stdout)
"""

FILL = """size => new Promise((done) => {
  const asked = indexedDB.open('fill')
  asked.onupgradeneeded = () => asked.result.createObjectStore('rows')
  asked.onerror = () => done(asked.error.name)
  asked.onsuccess = () => {
    const tx = asked.result.transaction('rows', 'readwrite')
    const bytes = new Uint8Array(size) // random: the browser packs what repeats
    for (let at = 0; at < size; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536))
    tx.objectStore('rows').put(bytes, 1)
    tx.oncomplete = () => done('kept')
    tx.onabort = () => done(tx.error?.name)
  }
})"""

HELD = """
import json, sys
import django; django.setup()
from joinedup.evidence.models import KeptAside, NoteRevision
rows = [[str(row.id), str(row.note_id), row.text, [str(one) for one in row.parents]] for row in NoteRevision.objects.all()]
aside = [json.dumps(row.sent) for row in KeptAside.objects.all()]
json.dump({"rows": rows, "aside": aside}, sys.stdout)
"""


@dataclass
class Tab:
    """One tab, and the words typed into it."""

    device: "Device"
    page: Page
    note: str = ""  # the note's address, once it has one
    words: dict[str, float] = field(default_factory=dict)  # word: when its last key went down
    rounds: int = 0
    saved: float = 0.0  # when the page last said that all typed into it is saved

    def ready(self) -> None:
        """Unlocked, on its note, the caret at the end of the text."""
        page = self.page
        if self.device.address not in page.url:
            page.goto(f"{self.device.address}/notebook/{self.note}")
        page.locator("#text, h1:has-text('Unlock'), h1:has-text('My work left'), h1:has-text('Set up')").first.wait_for(
            timeout=20_000
        )
        heading = page.locator("h1").inner_text()
        if heading.startswith("Set up"):
            self.sets_up()
        elif heading.startswith("Unlock"):
            with suppress(BrowserError):  # another tab of the same notebook may open it first
                page.get_by_label("Passphrase of this device").fill(PASSPHRASE, timeout=2_000)
                page.get_by_role("button", name="Unlock").click(timeout=2_000)
            page.locator("h1:not(:has-text('Unlock'))").wait_for(timeout=20_000)
        self.on_note()

    def sets_up(self) -> None:
        self.page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
        self.page.get_by_label("The same passphrase again").fill(PASSPHRASE)
        self.page.get_by_label("A name for this device").fill("Faults")
        self.page.get_by_label("I understand").check()
        self.page.get_by_role("button", name="Set up the notebook").click()
        self.page.get_by_role("heading", name="My work left").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def on_note(self) -> None:
        if self.rounds % 12 == 0 and not self.note:
            self.begins()
        elif self.note and self.note not in self.page.url:
            self.page.evaluate("hash => { location.hash = hash }", self.note)
        try:
            self.page.locator("#text").wait_for(timeout=5_000)
        except BrowserError:
            self.begins()
        self.page.locator("#text").focus()
        self.page.keyboard.press("Control+End")

    def begins(self) -> None:
        """Start a note, and wait as a person does until it is the new one that has the caret."""
        before = self.page.evaluate("location.hash")
        self.page.keyboard.press("Control+Enter")
        until = time.monotonic() + 10
        while True:
            now, caret = self.page.evaluate("[location.hash, document.activeElement?.id]")
            if now != before and "/notes/" in now and not now.endswith("/new") and caret == "text":
                return
            assert time.monotonic() < until, f"No new note: {now}, the caret in {caret!r}"
            time.sleep(0.02)

    def types(self, word: str) -> None:
        self.page.keyboard.type(f"{word} ", delay=5)
        self.words[word] = time.monotonic()
        self.says()
        hash_now = self.page.evaluate("location.hash")
        self.note = hash_now if "/notes/" in hash_now and not hash_now.endswith("/new") else self.note

    def says(self) -> str:
        """What the page says of its words, and when it last said that they are saved."""
        with suppress(BrowserError):
            now = time.monotonic()
            said = self.page.locator("[data-save]").get_attribute("data-save", timeout=500) or ""
            self.saved = now if said in ("saved", "sent") else self.saved
            return said
        return ""

    def says_not_saved(self) -> bool:
        return self.says() == "not-saved"

    def struck(self, told: "Counted") -> None:
        """This page is about to go: what is older than a second, and was not said to be unsaved, must be found."""
        unsaved = self.says_not_saved()
        now = time.monotonic()
        for word, at in self.words.items():
            if at > self.saved and (unsaved or now - at < YOUNG):
                told.excused.add(word)
        self.clears(told)

    def clears(self, told: "Counted") -> None:
        told.due.update(word for word in self.words if word not in told.excused)
        self.words.clear()


@dataclass
class Device:
    """One Chromium with a disk of its own, started by us so that it can be killed."""

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
        self.signs_in()
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

    def signs_in(self) -> None:
        self.context.add_cookies([{"name": "joinedup_session", "value": self.session, "url": self.address}])

    def kill(self) -> None:
        for pid in reversed(family(self.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.context = None


@dataclass
class Counted:
    """What was done, and what must be found."""

    faults: Counter = field(default_factory=Counter)
    typed: int = 0
    due: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    found: int = 0
    during: dict[str, str] = field(default_factory=dict)  # word: the fault of the round it was typed in
    struck: Counter = field(default_factory=Counter)  # what came of the faults


class Play:
    """Types, strikes, mends, and looks for every word."""

    def __init__(self, where: Path, playwright: Playwright, seed: int) -> None:
        self.where, self.playwright, self.random = where, playwright, random.Random(seed)
        var = where / "var"
        var.mkdir(parents=True, exist_ok=True)
        self.server = Server(var)
        self.state = where / "state.json"
        self.told = Counted()
        self.faults, self.now = FAULTS, ""
        self.run = f"w{secrets.token_hex(3)}x"  # a run begun again types other words
        fresh = not self.state.exists()
        before = {"sessions": json.loads(self.server.run(INSTALL))} if fresh else json.loads(self.state.read_text())
        self.sessions = before["sessions"]
        self.told.faults.update(before.get("faults", {}))
        self.told.typed, self.told.found = before.get("typed", 0), before.get("found", 0)
        self.told.struck.update(before.get("struck", {}))
        self.told.lost, self.told.doubled = before.get("lost", []), before.get("doubled", [])
        self.server.start()
        self.proxy = Proxy(self.server.port, before.get("port") or free_port())  # browsers know the notebook by its address
        self.devices = [
            Device(playwright, f"http://localhost:{self.proxy.port}", where / f"device-{at}", session)
            for at, session in enumerate(self.sessions)
        ]

    def begin(self) -> None:
        for device in self.devices:
            device.start()
            device.tabs[0].ready()

    def word(self) -> str:
        self.told.typed += 1
        word = f"{self.run}{self.told.typed:06d}"
        self.told.during[word] = self.now
        return word

    def types(self, tab: Tab, words: int) -> None:
        for _ in range(words):
            tab.types(self.word())

    # ---- one round -----------------------------------------------------------------------------------------------------------

    def round(self) -> None:
        device = self.random.choice(self.devices)
        tab = self.random.choice(device.tabs)
        fault = self.random.choice(self.faults)
        self.now = fault.__name__.replace("_", " ")
        tab.ready()
        if self.random.random() < 0.15:
            tab.clears(self.told)
            tab.note = ""
            tab.begins()
        self.types(tab, self.random.randint(1, 4))
        if self.random.random() < 0.4:
            time.sleep(self.random.uniform(0, 2.2))
        print(f"{time.monotonic():.1f} {fault.__name__}", file=sys.stderr, flush=True)
        fault(self, device, tab)
        tab.rounds += 1
        self.told.faults[self.now] += 1

    def mends(self) -> None:
        self.proxy.fault = lambda _: ""
        for device in self.devices:
            for tab in device.tabs:
                tab.ready()
                tab.page.evaluate("dispatchEvent(new Event('online'))")

    def looks(self) -> None:
        """Mend everything, and wait until the server holds every word it must."""
        self.mends()
        for device in self.devices:
            for tab in device.tabs:
                tab.clears(self.told)
        until = time.monotonic() + PATIENCE
        while True:
            held = json.loads(self.server.run(HELD))
            counts, notes = held_words(held)
            missing = self.told.due - standing_words(held)
            if not missing or time.monotonic() > until:
                break
            self.mends()
            time.sleep(1)
        for word in sorted(missing):
            print(f"lost {word}, typed while: {self.told.during[word]}", file=sys.stderr, flush=True)
        self.told.lost += sorted(missing)
        self.told.doubled += sorted(word for word in self.told.due - missing if counts[word] > 1 or len(notes[word]) > 1)
        self.told.found += len(self.told.due - missing)
        self.told.due.clear()
        self.told.excused.clear()

    def figures(self) -> dict:
        told = self.told
        done = {"faults": sum(told.faults.values()), "typed": told.typed, "found": told.found}
        return {
            **done,
            "lost": len(told.lost),
            "doubled": len(told.doubled),
            "by_fault": dict(told.faults.most_common()),
            "struck": dict(self.struck()),
        }

    def struck(self) -> Counter:
        """Return what came of the faults: how often each struck a request, and pages that said “Not saved”."""
        return self.told.struck + Counter({f"a request: {kind}": times for kind, times in self.proxy.did.items()})

    def keeps(self) -> None:
        told = self.told
        kept = {"port": self.proxy.port, "sessions": self.sessions, "faults": told.faults, "typed": told.typed, "found": told.found}
        beside = self.state.with_suffix(".new")
        kept["struck"] = dict(self.struck())
        beside.write_text(json.dumps({**kept, "lost": told.lost, "doubled": told.doubled}))
        beside.replace(self.state)

    def end(self) -> None:
        for device in self.devices:
            if device.context is not None:
                device.kill()
        self.server.kill()


def held_words(held: dict) -> tuple[dict[str, int], dict[str, set[str]]]:
    """Return for each word how often one revision holds it at most, and the notes that hold it."""
    most: dict[str, int] = {}
    notes: dict[str, set[str]] = {}
    texts = [(note, text) for _, note, text, _ in held["rows"]] + [("aside", text) for text in held["aside"]]
    for note, text in texts:
        for word, times in Counter(WORD.findall(text)).items():  # a word cut short by a crash may stand right before the next
            most[word] = max(most.get(word, 0), times)
            notes.setdefault(word, set()).add(note)
    return most, notes


def standing_words(held: dict) -> set[str]:
    """Return the words of the wordings nothing stands on, and of what is kept aside. Pages only add words: none may go."""
    parents = {parent for *_, above in held["rows"] for parent in above}
    heads = [text for key, _, text, _ in held["rows"] if key not in parents]
    return {word for text in [*heads, *held["aside"]] for word in WORD.findall(text)}


# ---- the faults: each strikes, lets a person type on where they can, and mends what a person would mend ----


def network_off(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda _: "offline"
    play.types(tab, 3)
    time.sleep(play.random.uniform(0, 1.5))
    play.proxy.fault = lambda _: ""


def network_flapping(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda _: random.choice(["offline", "", "answer lost"])
    play.types(tab, 5)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    play.types(tab, 2)
    play.proxy.fault = lambda _: ""


def requests_doubled_and_reordered(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda path: random.choice(["doubled", "held back", "answer lost", ""]) if "/api/" in path else ""
    play.types(tab, 3)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    time.sleep(play.random.uniform(0.3, 1.2))
    play.proxy.fault = lambda _: ""


def server_failing(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda path: "500" if "/api/" in path else ""
    play.types(tab, 3)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    time.sleep(0.3)
    play.proxy.fault = lambda _: ""


def server_killed_in_a_request(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.struck.clear()
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    play.proxy.struck.wait(2)
    time.sleep(play.random.uniform(0, 0.06))  # before, in and after its commit
    play.server.kill()
    play.types(tab, 3)
    play.server.start()


def session_ended(play: Play, device: Device, tab: Tab) -> None:
    device.context.clear_cookies()
    play.types(tab, 2)
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    play.types(tab, 2)
    device.signs_in()
    tab.page.evaluate("dispatchEvent(new Event('focus'))")


def reload(play: Play, device: Device, tab: Tab) -> None:
    tab.struck(play.told)
    tab.page.reload()


def tab_crash(play: Play, device: Device, tab: Tab) -> None:
    """Kill what draws the pages: every tab of the browser crashes, the browser itself lives on."""
    for each in device.tabs:
        each.struck(play.told)
    for pid in family(device.process.pid):
        with suppress(OSError):
            if b"--type=renderer" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
    for each in device.tabs:
        each.page = device.opens()


def browser_killed(play: Play, device: Device, tab: Tab) -> None:
    for each in device.tabs:
        each.struck(play.told)
    device.kill()
    device.start()


def two_tabs(play: Play, device: Device, tab: Tab) -> None:
    """A second tab on the same note, typed into by turns; it stays, or is closed again."""
    if len(device.tabs) > 1:
        last = device.tabs.pop()
        last.struck(play.told)
        last.page.close()
        return
    time.sleep(2.5)  # so that the note is known to both
    second = Tab(device, device.opens(), note=tab.note)
    device.tabs.append(second)
    second.ready()
    play.types(second, 2)
    tab.ready()
    play.types(tab, 2)
    play.types(second, 1)


def locked(play: Play, device: Device, tab: Tab) -> None:
    """Lock all tabs of a device in the middle of a word: what was typed is kept first. The next round unlocks them."""
    tab.page.get_by_role("button", name="Lock now").click()
    tab.page.locator("h1:has-text('Unlock')").wait_for(timeout=20_000)


def clock_jumps(play: Play, device: Device, tab: Tab) -> None:
    off = play.random.choice([DAYS, -DAYS])
    tab.page.evaluate("off => { const now = Date.now.bind(Date); Date.now = () => now() + off }", off)
    play.types(tab, 3)
    time.sleep(play.random.uniform(0, 2.5))


def disk_full(play: Play, device: Device, tab: Tab) -> None:
    device.allows(tab.page, 1)
    tab.page.evaluate(FILL, ROOM)  # refused, and from then on the browser asks before each write
    play.types(tab, 3)
    time.sleep(play.random.uniform(0.2, 1.2))
    play.told.struck["a page that said “Not saved”"] += tab.says_not_saved()
    if play.random.random() < 0.3:
        tab.struck(play.told)
        tab.page.reload()
    device.allows(tab.page, ROOM)


FAULTS = [
    network_off,
    network_flapping,
    requests_doubled_and_reordered,
    server_failing,
    server_killed_in_a_request,
    session_ended,
    reload,
    tab_crash,
    browser_killed,
    two_tabs,
    locked,
    clock_jumps,
    disk_full,
]


def play_faults(where: Path, faults: int, seed: int, only: str | None = None) -> dict:
    """Strike so many times, and return what was counted."""
    with sync_playwright() as playwright:
        play = Play(where, playwright, seed)
        play.faults = [fault for fault in FAULTS if only in (None, fault.__name__.replace("_", " "))]
        try:
            play.begin()
            for done in range(faults):
                play.round()
                if (done + 1) % BATCH == 0 or done + 1 == faults:
                    play.looks()
                    play.keeps()
                    print(json.dumps(play.figures()), file=sys.stderr, flush=True)
            return play.figures()
        finally:
            play.end()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one kind of fault, as the counts name it: “disk full”")
    parser.add_argument("--dir", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        figures = play_faults(asked.dir or Path(own), asked.faults, asked.seed, asked.only)
    print(json.dumps(figures))
    sys.exit(1 if figures["lost"] or figures["doubled"] else 0)


if __name__ == "__main__":
    main()
