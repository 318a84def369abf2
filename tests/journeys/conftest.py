"""A real browser on a real installation. Every page visited is checked by axe and must fit a phone."""

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCREENSHOTS = ROOT / "docs" / "screenshots"
CHROMIUM = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-gpu"]
DESK, PHONE = {"width": 1280, "height": 1000}, {"width": 375, "height": 740}
NARROW = {"width": 320, "height": 740}  # what 400 % zoom leaves of a desk's screen (WCAG 1.4.10)
HALF_MINUTE = 30
TIME_TO_TYPE = 10
PATIENCE = 60


@dataclass
class Installation:
    """A served installation and how its people sign in."""

    address: str
    sign_ins: list[dict]

    def person(self, email: str) -> dict:
        """Return how somebody signs in, by the beginning of their address: "lead", "signatory@ofsted"."""
        return next(entry for entry in self.sign_ins if entry["email"].startswith(email))


@pytest.fixture(scope="session")
def installation(tmp_path_factory, chromium):
    """A worked example of its own, served by `joinedup serve` for as long as the journeys last."""
    var = tmp_path_factory.mktemp("var")
    sign_ins = copy_installation(var, tmp_path_factory.getbasetemp())
    environment, port = environment_of(var), free_port()
    command = [sys.executable, "-c", "from joinedup.cli import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        address = f"http://localhost:{port}"
        wait_for(address)
        yield Installation(address, sign_ins)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def environment_of(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "JOINEDUP_VAR": str(var), "DJANGO_SETTINGS_MODULE": "joinedup.config.settings"}


def copy_installation(var: Path, base: Path) -> list[dict]:
    """Fill `var` with the installation the journeys meet, and return how its people sign in.

    It is made once however many workers run: the first makes it beside their folders, all copy it.
    """
    made = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "journeys-installation"
    with (made.parent / "journeys-installation.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make_installation(made)
    shutil.copytree(made / "var", var, dirs_exist_ok=True)
    return json.loads((made / "sign-ins.json").read_text())


def make_installation(made: Path) -> None:
    beside = made.with_name(f"{made.name}-being-made")
    (beside / "var").mkdir(parents=True)
    ran = subprocess.run(
        [sys.executable, HERE / "install.py"],
        env=environment_of(beside / "var"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    (beside / "sign-ins.json").write_text(ran.stdout)
    beside.rename(made)


@pytest.fixture(scope="session")
def browser(chromium):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield running
        running.close()


@dataclass
class Visitor:
    """Somebody at a browser. Every page they come to is looked at before they go on."""

    page: Page
    installation: Installation
    axe: Axe = field(default_factory=Axe)
    seen: list[str] = field(default_factory=list)

    def goes_to(self, path: str) -> None:
        self.page.goto(self.installation.address + path)
        self.looks()

    def follows(self, link: str, *, exact: bool = False, role: str = "link") -> None:
        """Click the first link (or link that looks like a button) in the main part whose text holds `link`, or is it."""
        self.clicks(self.page.locator("main").get_by_role(role, name=link, exact=exact).first)

    def opens_inspection(self, area: str) -> None:
        """Open the inspection of an area from *My work left*."""
        self.goes_to("/inspectorate/")
        self.clicks(self.page.locator("main a.app-inspection", has_text=area).first)

    def presses(self, button: str) -> None:
        self.clicks(self.page.get_by_role("button", name=button, exact=True).first)

    def clicks(self, what: Locator) -> None:
        """Click what leads to another page, and look at that page once it is there."""
        with self.page.expect_event("load"):
            what.click()
        self.looks()

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def fills_day(self, group: str, *parts: str) -> None:
        """Fill in day, month and year of the date field that asks `group`."""
        field = self.page.get_by_role("group", name=group)
        for part, text in zip(("Day", "Month", "Year"), parts, strict=True):
            field.get_by_label(part, exact=True).fill(text)

    def ticks(self, label: str) -> None:
        """Choose what begins with `label` among radio buttons or boxes."""
        self.page.locator("main label", has_text=label).first.click()

    def selects(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def reads(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def looks(self) -> None:
        """Hold the page to what every page must be: nothing for axe to find, and no sideways scrolling, however narrow."""
        where = f"{self.page.title()} ({self.page.url})"
        found = self.axe.run(self.page).response["violations"]
        assert not found, f"{where}: {[(rule['id'], [node['html'][:160] for node in rule['nodes'][:3]]) for rule in found]}"
        self.fits(where, NARROW)
        self.seen.append(self.page.url)

    def fits(self, where: str, size: dict) -> None:
        before = self.page.viewport_size
        self.page.set_viewport_size(size)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(before)
        assert wide <= size["width"], f"{where} is {wide} pixels wide on a screen of {size['width']}"

    def pictures(self, name: str, *, phone: bool = False, at: str = "body") -> None:
        """Take the manual's pictures, at a desk and perhaps on a phone, when JOINEDUP_SCREENSHOTS is set; from `at` down."""
        if not os.environ.get("JOINEDUP_SCREENSHOTS"):
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for size, where in ((DESK, ""), *(((PHONE, "-phone"),) if phone else ())):
            self.page.set_viewport_size(size)
            self.page.locator(at).first.evaluate("part => part.scrollIntoView()")
            self.page.screenshot(path=SCREENSHOTS / f"{name}{where}.png")
        self.page.set_viewport_size(DESK)

    def signs_in(self, email: str) -> None:
        """Sign in with password and authenticator app, as a person does."""
        who = self.installation.person(email)
        self.goes_to("/account/login/")
        self.fills("Email", who["email"])
        self.fills("Password", who["password"])
        self.presses("Sign in")
        self.fills("Code", code_now(who["totp_secret"]))
        self.presses("Continue")


@pytest.fixture
def visitor(browser: Browser, installation: Installation):
    """Return a way to let somebody in, with a browser of their own; refused scripts or styles fail the journey."""
    opened, complaints = [], []

    def _arrives() -> Visitor:
        context = browser.new_context(viewport=DESK, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_refusal(message.text) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Visitor(page, installation)

    yield _arrives
    for context in opened:
        context.close()
    assert not complaints


def is_refusal(text: str) -> bool:
    return bool(re.search(r"Content.Security.Policy|Refused to", text))


def code_now(secret: str) -> str:
    """Return the six digits the authenticator app shows now; like a person, wait for the next ones where these are about to go."""
    left = HALF_MINUTE - time.time() % HALF_MINUTE
    if left < TIME_TO_TYPE:
        time.sleep(left + 0.1)
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE))


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"{address}/cookies/", timeout=5).close()
        except (URLError, OSError):
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)
        else:
            return
