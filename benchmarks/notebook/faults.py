"""Faults of the network, the server, the browser and the disk. Each strikes, lets a person type on, and is mended."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

from notebook.behind import family
from notebook.devices import ROOM, Device, Tab
from notebook.play import Play
from notebook.scripts import FILL

DAYS = 2 * 86_400_000
MOMENTS = ("before", "in", "after")


def network_off(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda _: "offline"
    play.types(tab, 3)
    play.waits(0, 1.5)
    play.proxy.fault = lambda _: ""


def network_flapping(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda _: random.choice(["offline", "", "answer lost"])
    play.types(tab, 5)
    tab.goes_online()
    play.types(tab, 2)
    play.proxy.fault = lambda _: ""


def requests_doubled_and_reordered(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda path: random.choice(["doubled", "held back", "answer lost", ""]) if "/api/" in path else ""
    play.types(tab, 3)
    tab.goes_online()
    play.waits(0.3, 1.2)
    play.proxy.fault = lambda _: ""


def server_failing(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.fault = lambda path: "500" if "/api/" in path else ""
    play.types(tab, 3)
    tab.goes_online()
    time.sleep(0.3)
    play.proxy.fault = lambda _: ""


def server_killed_in_a_request(play: Play, device: Device, tab: Tab) -> None:
    play.proxy.struck.clear()
    tab.goes_online()
    play.proxy.struck.wait(2)
    play.waits(0, 0.06)  # before, in and after its commit
    play.server.kill()
    play.types(tab, 3)
    play.server.start()


def server_killed_at_its_commit(play: Play, device: Device, tab: Tab) -> None:
    """The server falls dead at the very commit that takes the words in: before it, in it, or between it and the answer."""
    for moment in play.random.sample(MOMENTS, play.random.choice([1, 1, 2])):
        play.types(tab, 2)
        tab.goes_online()
        fell = play.server.dies_at_commit(moment, patience=6)
        play.came(f"the server dead {moment} its commit", int(fell))
        play.server.kill()
        play.types(tab, 1)
        play.server.start()


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


def clock_jumps(play: Play, device: Device, tab: Tab) -> None:
    off = play.random.choice([DAYS, -DAYS])
    tab.page.evaluate("off => { const now = Date.now.bind(Date); Date.now = () => now() + off }", off)
    play.types(tab, 3)
    play.waits(0, 2.5)


def disk_full(play: Play, device: Device, tab: Tab) -> None:
    device.allows(tab.page, 1)
    tab.page.evaluate(FILL, ROOM)  # refused, and from then on the browser asks before each write
    play.types(tab, 3)
    play.waits(0.2, 1.2)
    play.came("a page that said “Not saved”", int(tab.says_not_saved()))
    if play.random.random() < 0.3:
        tab.struck(play.told)
        tab.page.reload()
    device.allows(tab.page, ROOM)


def storage_cleared(play: Play, device: Device, tab: Tab) -> None:
    """The browser, pressed for room, clears the notebook's disk under its open pages; what they hold must come back to it."""
    play.proxy.fault = lambda path: "offline" if "/api/" in path else ""
    play.types(tab, 2)
    play.waits(0, 2.5)
    device.is_cleared(tab.page)
    play.types(tab, 2)
    kept = tab.waits_until("saved", "sent", seconds=15)
    play.came("a cleared disk that was filled again", int(kept))
    play.proxy.fault = lambda _: ""


def app_updated(play: Play, device: Device, tab: Tab) -> None:
    """A new version of the app is served while a person types; sometimes they change to it at once."""
    play.newer()
    play.types(tab, 2)
    tab.page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update()).catch(() => null)")
    play.types(tab, 2)
    change = tab.page.get_by_role("button", name="Change to it now")
    if play.random.random() < 0.6 and len(device.tabs) == 1:
        with suppress(Exception):  # it may not have come yet: then it waits
            change.click(timeout=5_000)
            tab.page.wait_for_url("**")
            play.came("an app updated under the hands")


OF_THINGS = [
    network_off,
    network_flapping,
    requests_doubled_and_reordered,
    server_failing,
    server_killed_in_a_request,
    server_killed_at_its_commit,
    reload,
    tab_crash,
    browser_killed,
    clock_jumps,
    disk_full,
    storage_cleared,
    app_updated,
]
