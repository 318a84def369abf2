"""Days in a text: a birth date on the lists, somebody's birth in any words, every other day but the inspection's own."""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit
from joinedup.records.dates import read_moment

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?"
)
_DAY: Final = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_FULL: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s*(?:of\s+)?[\s/.-]?{_MONTH}[\s,/.-]*(?:\d{{4}}|[’']?\d{{2}})(?!\w)",
        rf"\b{_MONTH}\s+{_DAY},?\s+\d{{4}}(?!\w)",
        r"(?<![\w/.-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\w/-])",
        r"(?<![\w/.-])\d{1,2}\s?([-/.])\s?\d{1,2}\s?\1\s?(?:\d{4}|\d{2})(?![\w/-])",
    )
)
_NO_YEAR: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b(?!\.?,?\s*[’']?\d)",
        rf"\b{_MONTH}\s+[0-3]?\d(?:st|nd|rd|th)?\b(?!\w|\s*%|,?\s*\d{{4}})",
    )
)
_BORN: Final = re.compile(
    rf"\b(?:born|birthday|birth|DOB|d\.o\.b\.?)\b(?:\s+(?:is|was|on|in|of|around|about|during|:))*[\s:]+(?:{_DAY}\s+)?"
    rf"(?:(?:early|late|mid|spring|summer|autumn|winter)[\s-]+)?(?:{_MONTH}(?:\s+of)?(?:\s+\d{{2,4}})?|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_BIRTH: Final = "The date of birth of somebody on the agencies’ lists."
_SAID: Final = "Says when somebody was born."
_DATED: Final = "A day that may tell what happened to whom."


def dates_in(text: Text, births: Collection[date], own: Collection[date] = ()) -> Iterator[Hit]:
    """Return days and births. `births` are those of the lists; `own` are days the inspection tells itself (fieldwork) and pass."""
    years = {day.year for day in own}
    without = {(day.month, day.day) for day in own}
    for match in _BORN.finditer(text.words):
        yield hit(text, Kind.BIRTH, *match.span(), _SAID)
    for pattern in _FULL:
        for match in pattern.finditer(text.words):
            day = _day(match.group())
            if day is not None and day not in own:
                born = day in births
                yield hit(text, Kind.BIRTH if born else Kind.DATE, *match.span(), _BIRTH if born else _DATED)
    for pattern in _NO_YEAR:
        for match in pattern.finditer(text.words):
            leap = _day(f"{match.group()} 2024")
            if leap is not None and (not years or (leap.month, leap.day) not in without):
                yield hit(text, Kind.DATE, *match.span(), _DATED)


def days_between(first: date | None, last: date | None) -> frozenset[date]:
    """Return every day from the first to the last; none where either is not set."""
    if first is None or last is None:
        return frozenset()
    return frozenset(first + timedelta(days=step) for step in range((last - first).days + 1))


def _day(text: str) -> date | None:
    plain = re.sub(r"\s*([-/.])\s*", r"\1", re.sub(r"[’',]", " ", text)) if not re.search(r"[a-z]", text, re.I) else text
    plain = re.sub(r"\bof\s+", "", re.sub(r"[’',]", " ", plain), flags=re.IGNORECASE).replace("Sept ", "Sep ")
    moment = read_moment(" ".join(plain.split()))
    return moment.first_day if moment is not None and moment.precision in ("day", "minute") else None
