"""A timetable as an iCalendar file (RFC 5545). Hours go in UTC, so that no reader needs to know London's summer time.

A tiny writer of our own: the form needs four rules (line ends, folding, escaping, UTC), too few for a library.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
#: Octets of a line, without its end (RFC 5545 section 3.1).
LONGEST = 75
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARKS = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Status(StrEnum):
    """How sure an entry is (RFC 5545 section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar. `changed` is aware; `times` counts its changes, so that a reader takes the newest.

    With `until` it takes whole days from `day` to that one, and its hours are left out.
    """

    uid: str
    day: date
    begins: time  # London's
    ends: time
    summary: str
    changed: datetime
    status: Status
    times: int = 0
    place: str = ""
    words: str = ""
    until: date | None = None


def calendar(title: str, entries: Iterable[Entry]) -> str:
    """Return a calendar as text: lines end in CR LF, none longer than 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Joinedup//Fieldwork//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for entry in entries:
        lines += _event(entry)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.changed)}"
    if entry.until is not None:
        yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.until + timedelta(days=1):%Y%m%d}"  # the day after the last (RFC 5545 section 3.6.1)
    else:
        yield f"DTSTART:{in_utc(entry.day, entry.begins)}"
        yield f"DTEND:{in_utc(entry.day, entry.ends)}"
    yield f"SEQUENCE:{entry.times}"
    yield f"STATUS:{entry.status}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.place:
        yield f"LOCATION:{escaped(entry.place)}"
    if entry.words:
        yield f"DESCRIPTION:{escaped(entry.words)}"
    yield "CLASS:CONFIDENTIAL"
    yield "END:VEVENT"


def in_utc(day: date, hour: time) -> str:
    """Return an hour of a day in London as iCalendar writes it in UTC."""
    return _moment(datetime.combine(day, hour, tzinfo=LONDON))


def escaped(text: str) -> str:
    """Return a text as the value of a property: marks escaped, lines joined, what no calendar may hold left out."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_MARKS)


def folded(line: str) -> str:
    """Return a line broken into pieces of 75 octets at most, each but the first begun with a space; no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join((*pieces, piece))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
