"""What people do in the middle of it: two tabs, two devices, undo, join, lock, sign out, withdraw a device."""

import time
from contextlib import suppress

from playwright.sync_api import Error as BrowserError

from notebook.counting import WORD
from notebook.devices import EMPTIED, Device, Tab
from notebook.play import Play

TWO_PLACES = "h2:has-text('This note was written in two places')"


def session_ended(play: Play, device: Device, tab: Tab) -> None:
    device.context.clear_cookies()
    play.types(tab, 2)
    tab.goes_online()
    play.types(tab, 2)
    device.signs_in(device.session)
    tab.page.evaluate("dispatchEvent(new Event('focus'))")


def signed_out_and_in(play: Play, device: Device, tab: Tab) -> None:
    """The person signs out of the service in another tab, writes on, and signs in again."""
    page = device.goes_to("/account/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "logout" not in url)
    page.close()
    tab.page.bring_to_front()
    play.types(tab, 2)
    tab.goes_online()
    play.types(tab, 1)
    device.session = play.session()
    device.signs_in(device.session)
    tab.page.evaluate("dispatchEvent(new Event('focus'))")


def somebody_else_signs_in(play: Play, device: Device, tab: Tab) -> None:
    """A colleague is signed in in this browser: nothing goes out under their name."""
    device.signs_in(play.other)
    tab.goes_online()
    play.types(tab, 3)
    play.waits(0.5, 3)
    device.signs_in(device.session)
    tab.goes_online()


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


def two_devices(play: Play, device: Device, tab: Tab) -> None:
    """Both devices write in one and the same note, often with no network; sometimes the person then joins the wordings."""
    other = next(one for one in play.devices if one is not device).tabs[0]
    other.ready()
    tab.goes_online()
    if not tab.waits_until("sent", seconds=10):
        return
    before = other.note
    other.note = tab.note
    other.goes_online()
    if not comes(other):
        other.note = before
        return
    play.came("one note on both devices")
    offline = play.random.random() < 0.7
    play.proxy.fault = lambda _: "offline" if offline else ""
    play.types(tab, 2)
    other.ready()
    play.types(other, 2)
    tab.page.bring_to_front()
    play.types(tab, 1)
    play.proxy.fault = lambda _: ""
    for each in (tab, other):
        each.goes_online()
        each.waits_until("sent", seconds=10)
    for each in (tab, other):
        each.goes_online()
    if is_in_two_places(tab) and play.random.random() < 0.6:
        joins(play, tab)


def comes(tab: Tab, seconds: float = 8) -> bool:
    """Wait until a note of the other device's is on this one, as a person does who looks for it; return whether it came."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        tab.page.evaluate("hash => { location.hash = '#/' }", tab.note)
        tab.page.evaluate("hash => { location.hash = hash }", tab.note)
        with suppress(BrowserError):
            tab.page.locator("#text").wait_for(timeout=1_500)
            return True
        tab.goes_online()
    return False


def is_in_two_places(tab: Tab) -> bool:
    with suppress(BrowserError):
        tab.page.locator(TWO_PLACES).wait_for(timeout=5_000)
        return True
    return False


def joins(play: Play, tab: Tab) -> None:
    """A person makes one of the wordings: each word once, and one of their own. Sometimes the page is loaded anew in the middle."""
    play.came("a note in two places")
    page = tab.page
    page.keyboard.press("Alt+KeyJ")
    page.locator("h1:has-text('Join the wordings')").wait_for(timeout=10_000)
    text = page.locator(".app-join").get_by_label("What you saw, heard or read")
    proposed = text.input_value()
    sides = " ".join(page.locator(".app-side__words").all_inner_texts())
    assert set(WORD.findall(sides)) <= set(WORD.findall(proposed)), f"The text to join leaves out words: {sides} / {proposed}"
    text.fill(" ".join(dict.fromkeys(proposed.split())) + " ")
    page.keyboard.press("Control+End")
    tab.types(play.word())
    if play.random.random() < 0.25:
        tab.struck(play.told)
        page.reload()
        play.came("a page loaded anew while joining")
        return
    page.get_by_role("button", name="Join into one note").click()
    with suppress(BrowserError):
        page.locator("#text").wait_for(timeout=5_000)
        play.came("wordings joined by a person")
        return
    page.get_by_role("link", name="Leave them apart").click()
    play.came("wordings left apart")


def undone(play: Play, device: Device, tab: Tab) -> None:
    """A person goes back, perhaps forward again, and types on. What was undone stays in the history."""
    play.types(tab, 3)
    play.waits(0, 2.5)
    before = tab.shows()
    steps = play.random.randint(1, 2)
    presses(tab, "Alt+KeyU", steps)
    redone = play.random.randint(0, steps) if play.random.random() < 0.5 else 0
    presses(tab, "Alt+KeyR", redone)
    tab.caret_at_end()
    play.types(tab, 1)  # once this is in the text, so is all that was undone and done again
    after = tab.shows()
    play.told.undone |= before - after
    play.came("words undone", len(before - after))
    if tab.waits_until("saved", "sent", seconds=5):
        play.told.undone -= after  # done again, and kept: it stands


def presses(tab: Tab, key: str, times: int) -> None:
    for _ in range(times):
        tab.page.keyboard.press(key)
        time.sleep(0.05)


def locked(play: Play, device: Device, tab: Tab) -> None:
    """Lock all tabs of a device in the middle of a word: what was typed is kept first. The next round unlocks them."""
    tab.page.get_by_role("button", name="Lock now").click()
    tab.page.locator("h1:has-text('Unlock')").wait_for(timeout=20_000)


def device_withdrawn(play: Play, device: Device, tab: Tab) -> None:
    """A device is withdrawn while it is written on, often with words not sent: it hands them over and is set up anew."""
    inspection = tab.note.split("/")[2]
    offline = play.random.random() < 0.7
    play.proxy.fault = lambda path: "offline" if offline and "/notebook/api/" in path else ""
    play.types(tab, 2)
    devices = f"{device.address}/inspectorate/inspections/{inspection}/devices/"
    page = device.goes_to(devices.removeprefix(device.address))
    known = page.get_by_role("link", name=f"Revoke {device.disk.name} of")
    while known.count():  # one whose disk was cleared is set up anew, and is known twice
        known.first.click()
        page.get_by_label("Why").fill("Left on a train.")
        page.get_by_role("button", name="Revoke the device").click()
        page.get_by_text("The device is revoked").wait_for()
        page.goto(devices)
    page.close()
    tab.page.bring_to_front()
    types_at_the_last(play, tab)
    play.proxy.fault = lambda _: ""
    for each in device.tabs:
        empties(each)
        each.clears(play.told)  # all it held went to the server first: nothing is excused
    play.came("a device withdrawn, emptied and set up anew")
    for each in device.tabs:
        each.page.bring_to_front()
        each.ready()


def types_at_the_last(play: Play, tab: Tab) -> None:
    """Type one word more. The page may be empty by then, or become so under the keys: what has no field to stand in is not due."""
    if tab.page.locator("#text").count() == 0:
        return
    word = play.word()
    with suppress(BrowserError):
        tab.types(word)
    with suppress(BrowserError):
        if word in tab.page.locator("#text").input_value(timeout=500):
            return
    play.told.excused.add(word)
    play.came("a word at a page emptied under the keys")


def empties(tab: Tab) -> None:
    until = time.monotonic() + 40
    while tab.heading != EMPTIED:
        assert time.monotonic() < until, f"A withdrawn device is not empty: {tab.heading}, {tab.says()}"
        with suppress(BrowserError):
            tab.goes_online()
        time.sleep(0.5)


OF_PEOPLE = [
    session_ended,
    signed_out_and_in,
    somebody_else_signs_in,
    two_tabs,
    two_devices,
    undone,
    locked,
    device_withdrawn,
]
