from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.inspections.core.ical import Entry, Status, calendar, escaped, folded, in_utc

#: Letters a person can type, of one to four octets; what UTF-8 cannot write is no text.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ENTRY = Entry(
    uid="7b1e@joinedup",
    day=date(2016, 6, 13),
    begins=time(9),
    ends=time(10, 30),
    summary="GREENFINCH: observe practice",
    changed=datetime(2016, 6, 1, 12, 5, tzinfo=UTC),
    status=Status.TENTATIVE,
    times=2,
    place="Civic centre, room 2; first floor",
)


def unfolded(text):
    return text.replace("\r\n ", "")


def unescaped(text):
    """Read a value letter by letter, as RFC 5545 section 3.3.11 tells."""
    made, letters = "", iter(text)
    for letter in letters:
        if letter != "\\":
            made += letter
            continue
        marked = next(letters)
        made += "\n" if marked in "nN" else marked
    return made


def test_a_calendar_as_it_is_written():
    assert calendar("GREENFINCH fieldwork", [ENTRY]) == "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Joinedup//Fieldwork//EN",
            "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:GREENFINCH fieldwork",
            "BEGIN:VEVENT",
            "UID:7b1e@joinedup",
            "DTSTAMP:20160601T120500Z",
            "DTSTART:20160613T080000Z",
            "DTEND:20160613T093000Z",
            "SEQUENCE:2",
            "STATUS:TENTATIVE",
            "SUMMARY:GREENFINCH: observe practice",
            "LOCATION:Civic centre\\, room 2\\; first floor",
            "CLASS:CONFIDENTIAL",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 2, 22), "20160222T090000Z"),  # winter: London is UTC
        (date(2016, 6, 13), "20160613T080000Z"),  # summer: an hour ahead
        (date(2016, 3, 25), "20160325T090000Z"),  # the Friday before the clocks go forward
        (date(2016, 3, 28), "20160328T080000Z"),  # the Monday after
        (date(2016, 10, 31), "20161031T090000Z"),  # the Monday after they go back
    ],
)
def test_hours_are_londons(day, expected):
    assert in_utc(day, time(9)) == expected


def last_sunday(year, month):
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@given(st.dates(date(2002, 1, 1), date(2036, 12, 31)), st.times())
def test_summer_time_runs_between_the_last_sundays_of_march_and_october(day, hour):
    """The Summer Time Order 2002, read a second way; on the Sundays themselves the clocks change, so they are left out."""
    begins, ends = last_sunday(day.year, 3), last_sunday(day.year, 10)
    if day in (begins, ends):
        return
    ahead = timedelta(hours=1 if begins < day < ends else 0)
    assert in_utc(day, hour) == f"{datetime.combine(day, hour.replace(fold=0)) - ahead:%Y%m%dT%H%M%SZ}"


@given(TEXTS)
def test_no_line_is_longer_than_allowed_and_none_is_lost(text):
    line = f"SUMMARY:{escaped(text)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert unfolded(folded(line)) == line


@given(TEXTS)
def test_what_is_escaped_reads_back(text):
    kept = "".join(letter for letter in text.replace("\r\n", "\n").replace("\r", "\n") if letter in "\t\n" or letter >= " ")
    assert unescaped(escaped(text)) == kept.replace("\x7f", "")
    assert "\n" not in escaped(text)


@given(TEXTS, TEXTS, TEXTS)
def test_no_words_can_begin_a_line_of_their_own(summary, place, words):
    entry = Entry(
        "1", ENTRY.day, ENTRY.begins, ENTRY.ends, f"{summary}\r\nATTENDEE:x", ENTRY.changed, Status.CONFIRMED, 0, place, words
    )
    names = {line.partition(":")[0] for line in unfolded(calendar(summary, [entry])).split("\r\n")}
    assert names <= {"BEGIN", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "END", "UID", "DTSTAMP", "DTSTART", "DTEND"} | {
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "LOCATION",
        "DESCRIPTION",
        "CLASS",
        "",
    }
