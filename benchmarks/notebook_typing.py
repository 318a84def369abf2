"""From a key to the device's disk, in real Chromium: `python benchmarks/notebook_typing.py [--keys 1500] [--notes 2000]`.

Sets up an installation of its own, signs in, sets up the notebook, fills it with notes and types one more like a person: words
at a steady pace (`--a-second` keys), a short pause after some. For each key: the time from its event to the completion of an
IndexedDB transaction with strict durability that holds it. Which transaction holds which key is read off the text handed to the
browser's cipher just before. Needs Chromium and a built front end.

Prints one JSON line: keys, milliseconds (median, p95, worst), keys within 250 and within 300 ms, notes on the device.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import django  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.config.settings")
django.setup()  # the journeys' authenticator is the service's own

from tests.journeys.at_notebook import PASSPHRASE  # noqa: E402
from tests.journeys.conftest import CHROMIUM, code_now, free_port, wait_for  # noqa: E402

INSTALL = """
import json, sys
sys.path.insert(0, {root!r})
import django; django.setup()
from joinedup.config.preparing import prepare
prepare()
from tests.journeys.notebook import open_notebook
entry = open_notebook()[0]
json.dump({{"email": entry.email, "password": entry.password, "secret": entry.totp_secret}}, sys.stdout)
"""

#: Notes when each key came and, as each strict transaction completes, how much of the text it put on disk.
WATCH = """
window.keys = []; window.kept = []
let sealed = 0
const encrypt = crypto.subtle.encrypt.bind(crypto.subtle)
crypto.subtle.encrypt = async (how, key, bytes) => {
  let length = null
  try { length = JSON.parse(new TextDecoder().decode(bytes)).content.text.length } catch (error) { /* no note */ }
  const done = await encrypt(how, key, bytes)
  if (length !== null) sealed = length
  return done
}
const transaction = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (stores, mode, options) {
  const tx = transaction.call(this, stores, mode, options)
  const holds = mode === 'readwrite' && options?.durability === 'strict' && [stores].flat().includes('working')
  const length = sealed
  if (holds) tx.addEventListener('complete', () => window.kept.push([performance.now(), length]))
  return tx
}
window.addEventListener('input', (event) => {
  if (event.target.id === 'text') window.keys.push([event.timeStamp, event.target.value.length])
}, true)
"""
WORDS = ["the", "officer", "rang", "school", "before", "lunch", "and", "wrote", "what", "was", "agreed", "with", "health"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keys", type=int, default=1500)
    parser.add_argument("--a-second", type=float, default=12)
    parser.add_argument("--notes", type=int, default=2000)
    asked = parser.parse_args()
    with served() as (address, who), sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = running.new_context(locale="en-GB").new_page()
        page.add_init_script(WATCH)
        opens(page, address, who)
        fills(page, asked.notes)
        types(page, asked.keys, asked.a_second)
        waits = measured(page)
        running.close()
    cut = quantiles(waits, n=20)
    figures = {"median_ms": round(median(waits)), "p95_ms": round(cut[18]), "worst_ms": round(max(waits))}
    within = {f"within_{limit}_ms": sum(wait <= limit for wait in waits) for limit in (250, 300)}
    print(json.dumps({"keys": len(waits), **figures, **within, "notes_on_device": asked.notes}))


@contextmanager
def served(install: str = INSTALL) -> Iterator[tuple[str, dict]]:
    """Serve an installation of its own; give its address and how its inspector signs in."""
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "JOINEDUP_VAR": var, "DJANGO_SETTINGS_MODULE": "joinedup.config.settings"}
        environment.pop("DATABASE_URL", None)
        made = subprocess.run(
            [sys.executable, "-c", install.format(root=str(ROOT))],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        port = free_port()
        command = [sys.executable, "-c", "from joinedup.cli import main; main()", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=environment, cwd=ROOT)
        try:
            wait_for(f"http://localhost:{port}")
            yield f"http://localhost:{port}", json.loads(made.stdout)
        finally:
            server.terminate()
            server.wait(60)


def opens(page: Page, address: str, who: dict) -> None:
    """Sign in and set up the notebook."""
    page.goto(f"{address}/account/login/?next=/notebook/")
    page.get_by_label("Email", exact=True).fill(who["email"])
    page.get_by_label("Password", exact=True).fill(who["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code", exact=True).fill(code_now(who["secret"]))
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("A name for this device").fill("Benchmark")
    page.get_by_label("I understand").check()
    page.get_by_role("button", name="Set up the notebook").click()
    page.get_by_role("heading", name="My work left").wait_for()


def fills(page: Page, notes: int) -> None:
    """Write notes through the screen, one after another, so that the device holds what a fieldwork week leaves on it."""
    for number in range(notes):
        page.keyboard.press("Control+Enter")
        page.locator("#text").fill(f"Note {number}: {' '.join(random.choices(WORDS, k=40))}")
    page.wait_for_timeout(3000)


def types(page: Page, keys: int, a_second: float) -> None:
    """Type like a person: words at a steady pace, a short pause between some."""
    page.keyboard.press("Control+Enter")
    page.locator("#text").focus()
    page.evaluate("window.keys.length = 0, window.kept.length = 0")
    chosen = random.Random(7)
    typed = 0
    while typed < keys:
        word = f"{chosen.choice(WORDS)} "
        for letter in word:
            page.keyboard.press("Space" if letter == " " else letter)
            time.sleep(chosen.expovariate(a_second))
        typed += len(word)
        if chosen.random() < 0.1:
            time.sleep(chosen.uniform(0.3, 2.5))
    page.wait_for_timeout(4000)


def measured(page: Page) -> list[float]:
    """Return for each key the milliseconds until a completed strict transaction held it. Fails where one never did."""
    keys, kept = page.evaluate("[window.keys, window.kept]")
    return [next(at for at, length in kept if length >= typed and at >= came) - came for came, typed in keys]


if __name__ == "__main__":
    main()
