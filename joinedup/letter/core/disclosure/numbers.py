"""Ids, references, telephone numbers and addresses on the internet: what leads to one record or one person."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit
from joinedup.records.numbers import UPN_LETTERS, read_nhs, read_upn

_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<![\w/.-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\s()-]{0,2}\d){8,9}(?!\d)")
_TEN: Final = re.compile(r"(?<![\w£.,])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d|,\d)")
_UPN: Final = re.compile(rf"\b[{UPN_LETTERS}](?:[\s-]?\d){{11}}[\s-]?[\d{UPN_LETTERS}]\b", re.IGNORECASE)
#: National Insurance number: HM Revenue and Customs leaves D, F, I, Q, U, V out of the first letters, O out of the second.
_INSURANCE: Final = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]?\b", re.IGNORECASE)
_PLATE: Final = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")
_LONG: Final = re.compile(r"(?<![\w£$€.,/-])\d{5,}(?![\d,]*\d|\s*(?:children|people|pounds|per\b))")
#: Letters and at least three digits in one token, “P0012345”, or digits parted by slashes or dashes, “WN/1234/16”.
_MIXED: Final = re.compile(r"(?<![\w£])(?=[\w/.-]*\d{3})(?=[\w/.-]*(?:[A-Za-z]|/|\d-\d))[A-Za-z0-9]+(?:[/.-][A-Za-z0-9]+)*(?!\w)")
_SPACED: Final = re.compile(r"\b[A-Za-z]{1,4}[\s-]?\d(?:[\s-]?\d){3,}[A-Za-z]?\b")
_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:[-–/.](?:(?:19|20)?\d\d|\d{1,4}|Q[1-4]))?(?:s|th)?")
_ORDINAL: Final = re.compile(r"\d[\d,]*(?:st|nd|rd|th|s|k|m|am|pm|hrs?|cm|mm|km|kg|mg|ml)", re.IGNORECASE)
_DATE_LIKE: Final = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")
_SCALE: Final = re.compile(r"[A-Za-z]+-\d{4}|\d+-[A-Za-z]+(?:-[A-Za-z]+)*|(?:COVID|H|M|A|B)-?\d{1,4}", re.IGNORECASE)
_ACT: Final = re.compile(r"(?:SI|S\.I\.|No\.?|Act)\s*$")

_CONTACT: Final = "A way to reach somebody."
_OWN: Final = "An agency’s own number of somebody on its list."
_REFERENCE: Final = "Reads as a reference or an id."


def numbers_in(text: Text, ids: Collection[str], contacts: Collection[str] = ()) -> Iterator[Hit]:
    """Return ids and contacts. `ids` are those of the lists, as `compact` writes them; `contacts` (lower case) may stand."""
    words = text.words
    for match in _EMAIL.finditer(words):
        if match.group().lower().rstrip(".") not in contacts:
            yield hit(text, Kind.CONTACT, *match.span(), _CONTACT)
    for match in _PHONE.finditer(words):
        if compact(match.group()) not in ids:
            yield hit(text, Kind.CONTACT, *match.span(), _CONTACT)
    yield from _checked(text)
    for pattern in (_LONG, _MIXED, _SPACED):
        for match in pattern.finditer(words):
            own = compact(match.group()) in ids
            if own or (pattern is not _SPACED and not _harmless(match, words)) or (pattern is _SPACED and _coded(match.group())):
                yield hit(text, Kind.NUMBER, *match.span(), _OWN if own else _REFERENCE)
    for match in re.finditer(r"(?<![\w£.,-])\d{4}(?![\w%,]|\.\d)", words):
        if match.group() in ids and not _YEARS.fullmatch(match.group()):
            yield hit(text, Kind.NUMBER, *match.span(), _OWN)


def compact(text: str) -> str:
    """Return an id without spaces, dashes, slashes and the like, in capitals."""
    return re.sub(r"[^0-9A-Za-z]", "", text).upper()


def _checked(text: Text) -> Iterator[Hit]:
    """Return numbers that carry a check, whether it holds or not: a mistyped one still leads somewhere."""
    for match in _TEN.finditer(text.words):
        valid = read_nhs(match.group()) is not None
        yield hit(text, Kind.NUMBER, *match.span(), "An NHS number." if valid else "Ten digits, as an NHS number has.")
    for match in _UPN.finditer(text.words):
        valid = read_upn(match.group()) is not None
        yield hit(text, Kind.NUMBER, *match.span(), "A unique pupil number." if valid else "Reads as a unique pupil number.")
    for match in _INSURANCE.finditer(text.words):
        yield hit(text, Kind.NUMBER, *match.span(), "A National Insurance number.")
    for match in _PLATE.finditer(text.words):
        yield hit(text, Kind.NUMBER, *match.span(), "A vehicle’s number.")


def _harmless(match: re.Match[str], words: str) -> bool:
    """Return whether a token of digits is a year, a date (found elsewhere), a measure, or the number of an Act."""
    token = match.group().strip("./-")
    shapes = (_YEARS, _ORDINAL, _DATE_LIKE, _SCALE)
    if any(shape.fullmatch(token) for shape in shapes) or _ACT.search(words[: match.start()]):
        return True
    return sum(sign.isdigit() for sign in token) < 4 or bool(re.fullmatch(r"\d{1,2}[/.]\d{1,2}", token))


def _coded(text: str) -> bool:
    """Return whether letters and spaced digits read as a code: the letters in capitals, at least five digits."""
    letters = re.sub(r"[^A-Za-z]", "", text)
    return letters.isupper() and sum(sign.isdigit() for sign in text) >= 5
