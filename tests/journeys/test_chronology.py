"""An inspector reads one child's chronology nearer and narrower, follows an event to its row, prints, adds one and withdraws it."""

import pytest

pytestmark = pytest.mark.browser

ZOOMED_IN = {"width": 320, "height": 256}  # 400 % on a screen of 1280 by 1024 (WCAG 1.4.10)


def test_a_chronology_is_read_followed_and_printed_and_an_event_added_and_withdrawn(visitor):
    # 1. The whole picture, then a quarter of it, then one agency's events.
    reader = visitor()
    reader.signs_in("reader@chronology")
    reader.opens_inspection("Larkmere")
    reader.follows("Tracked children")
    reader.pictures("tracked-children", phone=True)
    reader.follows("Child 1", exact=True)
    reader.pictures("chronology", phone=True, at="#line")
    everything = shown(reader)
    reader.follows("A quarter", exact=True)
    assert 0 < shown(reader) < everything
    reader.follows("Earlier", exact=True)
    assert reader.page.url.partition("?")[2].count("-") == 2  # two months, and no day
    reader.follows("Whole story", exact=True)
    assert shown(reader) == everything
    reader.page.locator("summary", has_text="Choose months").click()
    reader.ticks("Wenshire Constabulary")
    reader.presses("Show these")
    assert 0 < shown(reader) < everything

    # 2. By keyboard: the marks of the picture in the order of time, then its table, then what to ask about.
    reader.page.get_by_role("region", name="Chronology as a picture").focus()
    stops = [tabbed(reader) for _ in range(3 * shown(reader))]
    marks = [int(place.removeprefix("mark ")) for place, _ in stops if place.startswith("mark ")]
    assert marks == sorted(marks)
    assert len(marks) == shown(reader)
    order = [place for place, _ in stops if not place.startswith("mark ")]
    assert list(dict.fromkeys(order))[:3] == ["events", "ask", "times"]
    heights = [height for place, height in stops if not place.startswith("mark ")]
    assert heights == sorted(heights)  # nobody is sent back up the page

    # 3. Followed from the picture, a row opens though it was folded away; at 400 % its table is cards, and nothing lies outside.
    reader.follows("Show everything")
    last = reader.page.locator("a.mark").last
    row = reader.page.locator(last.get_attribute("href"))
    assert not row.is_visible()
    last.focus()
    reader.page.keyboard.press("Enter")
    assert row.is_visible()
    folded = reader.page.locator(".app-chronology details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    reader.fits("The chronology, nothing folded", ZOOMED_IN)
    reader.looks()
    assert scrolls_sideways(reader) == ["picture"]

    # 4. An event leads to the row it was read from, and back; the page to print holds what is shown.
    reader.page.go_back()
    reader.page.go_back()
    listed = shown(reader)
    reader.clicks(reader.page.locator("td.source a").last)
    assert "The row as Wenshire Constabulary sent it" in reader.reads()
    number = reader.page.get_by_role("link", name="Back to event").inner_text().removeprefix("Back to ")
    reader.follows("Back to event")
    assert reader.page.locator(f"#{number.replace(' ', '-')}").is_visible()
    reader.page.locator("summary", has_text="Choose months").click()
    reader.ticks("Wenshire Constabulary")
    reader.presses("Show these")
    reader.follows("Page to print")
    assert shown(reader) == listed
    assert "Printed by Reader" in reader.page.locator("footer").inner_text()
    reader.pictures("chronology-print")

    # 5. In fieldwork an event of a case file is added with its note.
    reader.opens_inspection("Madeupshire")
    reader.follows("Tracked children")
    reader.follows("Child 1", exact=True)
    before = shown(reader)
    reader.follows("Add an event from a case file")
    reader.presses("Add the event")
    assert "Choose whose case file it is." in reader.page.locator("body").inner_text()
    for label in ("Whose case file", "The criterion it speaks to"):
        reader.page.get_by_label(label, exact=True).select_option(index=1)
    reader.page.get_by_label("What happened", exact=True).select_option("contact")
    reader.fills("When it was", "March 2015")
    reader.fills("What the file says of it, in a few words", "A neighbour rang.")
    reader.fills("What the case file says", "A neighbour rang and nobody wrote back.")
    for part, value in (("Day", "1"), ("Month", "3"), ("Year", "2016")):
        reader.fills(part, value)
    reader.ticks("Context")
    reader.presses("Add the event")
    assert "The event is added" in reader.page.locator("body").inner_text()
    assert "A neighbour rang and nobody wrote back." in reader.reads()

    # 6. It is withdrawn with a reason, stays to be read, and counts nowhere.
    reader.follows("Withdraw this event")
    reader.page.locator("main textarea").fill("It is another child’s file.")
    reader.presses("Withdraw the event")
    assert shown(reader) == before
    assert "It is another child’s file." in reader.reads()


def shown(reader) -> int:
    return reader.page.locator("tr[id^='event-']").count()


def tabbed(reader) -> tuple[str, float]:
    """Go on by one Tab; return what has the focus (a mark of the picture, or the part of the page it is in), and how far down."""
    reader.page.keyboard.press("Tab")
    return reader.page.evaluate(
        """() => {
            const here = document.activeElement
            const mark = here.classList.contains('mark')
            const part = here.closest('section[aria-labelledby]')
            const place = mark ? here.getAttribute('href').replace('#event-', 'mark ') : part?.getAttribute('aria-labelledby') ?? ''
            return [place, here.getBoundingClientRect().top + window.scrollY]
        }"""
    )


def scrolls_sideways(reader) -> list[str]:
    """Return the classes of what must be scrolled sideways at 400 %: the picture alone may, for it has two dimensions."""
    before = reader.page.viewport_size
    reader.page.set_viewport_size(ZOOMED_IN)
    found = reader.page.evaluate(
        """() => [...document.querySelectorAll('.app-chronology *')]
            .filter(one => !one.closest('svg') && one.scrollWidth > one.clientWidth + 1)
            .filter(one => getComputedStyle(one).overflowX === 'auto').map(one => one.className)"""
    )
    reader.page.set_viewport_size(before)
    return found
