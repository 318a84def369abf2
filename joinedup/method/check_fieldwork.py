"""What must hold for the fieldwork week: halves that do not overlap, and activities that end in a kind of note."""

from collections import Counter
from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from joinedup.method.framework import Framework, HalfDay

#: The halves other rooms ask for by name.
HALVES = ("morning", "afternoon")


def check_fieldwork(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield (key path, reason) for every fault of a framework's fieldwork week; none where it lays none down."""
    work = framework.fieldwork
    if not work.halves and not work.activities:
        return
    if tuple(half.id for half in work.halves) != HALVES:
        yield "fieldwork.halves", f"These must be {' and '.join(HALVES)}, in this order."
    yield from _hours(work.halves)
    if not work.activities:
        yield "fieldwork.activities", "A week needs at least one activity."
    for id, count in Counter(activity.id for activity in work.activities).items():
        if count > 1:
            yield f"fieldwork.activities[{id}]", f"This id stands {count} times."
    sources = {source.id for source in framework.sources}
    for activity in work.activities:
        at = f"fieldwork.activities[{activity.id}]"
        if not activity.title.strip():
            yield f"{at}.title", "This must not be empty."
        if activity.source not in sources:
            yield f"{at}.source", f"{activity.source!r} is not a kind of source of this framework."
    if work.slots_a_half < 1:
        yield "fieldwork.slots_a_half", "An inspector does one thing in a half-day at least."
    if work.travel_minutes < 0:
        yield "fieldwork.travel_minutes", "Nobody arrives before leaving."


def _hours(halves: tuple[HalfDay, ...]) -> Iterator[tuple[str, str]]:
    read: list[tuple[time, time]] = []
    for half in halves:
        try:
            begins, ends = time.fromisoformat(half.begins), time.fromisoformat(half.ends)
        except ValueError:
            yield f"fieldwork.halves[{half.id}]", "Its hours must be times written HH:MM, such as 09:00."
            continue
        if ends <= begins:
            yield f"fieldwork.halves[{half.id}].ends", "A half-day cannot end before it begins."
        read.append((begins, ends))
    if any(after[0] < before[1] for before, after in pairwise(read)):
        yield "fieldwork.halves", "The afternoon cannot begin before the morning ends."
