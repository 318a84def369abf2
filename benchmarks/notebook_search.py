"""From a key in the search to its answer on the screen: `python benchmarks/notebook_search.py [--notes 10000] [--keys 60]`.

Sets up an installation of its own whose server holds so many notes of eighty words, lets a real Chromium fetch them all onto the
device, and types words into the search of the notebook's list of notes. For each key: the time from its event until the page has
drawn what was found. The first key of all is told apart: it reads every note once, the others what was kept of that.

Prints one JSON line. Needs Chromium and a built front end.
"""

import argparse
import json
import shutil
import time
from statistics import median, quantiles

from notebook_typing import CHROMIUM, INSTALL, opens, served
from playwright.sync_api import Page, sync_playwright

#: After the installation is made: as many notes as asked, taken in the way a device's are.
NOTES = """
import uuid
from django.utils import timezone
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.core.revisions import Content, Revision
from joinedup.evidence.devices.actions import register_device
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person
words = "school police strategy meeting child health visit plan review referral threshold delay record".split()
her, inspection = Person.objects.get(email=entry.email), Inspection.objects.get()
device = register_device(by=her, device_id=uuid.uuid4(), name="Another device")
source, criterion = inspection.framework.sources[0].id, inspection.framework.criteria[0].id
def wording(at):
    text = " ".join(words[(at * 7 + word * word) % len(words)] for word in range(80)) + f" note{{at}}"
    said = Content(source=source, criteria=(criterion,), direction="strength", text=text, seen_at="2022-10-18T09:05Z")
    made = Revision(str(uuid.uuid4()), str(uuid.uuid4()), (), str(device.pk), "2022-10-18T09:06:07.891Z", said)
    return {{**made.as_json(), "hash": made.hash}}
for start in range(0, NUMBER, 500):
    some = [wording(at) for at in range(start, min(NUMBER, start + 500))]
    receive_revisions(by=her, inspection=inspection, device=device, revisions=some)
"""

#: Notes for each key in the search how long it took until the answer was drawn.
WATCH = """
window.waits = []
addEventListener('input', (event) => {
  const told = () => window.waits.push(performance.now() - event.timeStamp)
  if (event.target.id === 'search') requestAnimationFrame(() => setTimeout(told, 0))
}, true)
"""


def install(notes: int) -> str:
    """Return the script that makes an installation whose server holds so many notes."""
    made, told = INSTALL.rsplit("json.dump", 1)
    return f"{made}{NOTES.replace('NUMBER', str(notes))}json.dump{told}"


def waits_for(page: Page, notes: int) -> None:
    """Go to the list of notes, and wait until all are on the device."""
    page.keyboard.press("Alt+KeyN")
    until = time.monotonic() + 600
    status = page.get_by_role("status").first
    while int(status.inner_text().split()[0].replace(",", "") or 0) < notes:
        assert time.monotonic() < until, f"Only {status.inner_text()} came."
        time.sleep(1)
    page.wait_for_timeout(3000)


def searches(page: Page, keys: int) -> list[float]:
    """Type words a key at a time, and return the milliseconds each key took."""
    page.locator("#search").focus()
    for word in ["delay threshold", "note4321", "police nothing", "review"] * (keys // 40 + 1):
        for letter in word:
            page.keyboard.press("Space" if letter == " " else letter)
            page.wait_for_timeout(120)
        page.locator("#search").fill("")
        page.wait_for_timeout(300)
    return page.evaluate("window.waits")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--keys", type=int, default=60)
    asked = parser.parse_args()
    with served(install(asked.notes)) as (address, who), sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = running.new_context(locale="en-GB").new_page()
        page.add_init_script(WATCH)
        opens(page, address, who)
        waits_for(page, asked.notes)
        first, *rest = searches(page, asked.keys)
        running.close()
    figures = {"median_ms": round(median(rest)), "p95_ms": round(quantiles(rest, n=20)[18]), "worst_ms": round(max(rest))}
    print(json.dumps({"notes": asked.notes, "keys": len(rest), "first_key_ms": round(first), **figures}))


if __name__ == "__main__":
    main()
