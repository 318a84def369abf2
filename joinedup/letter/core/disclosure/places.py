"""Postcodes and addresses, whether on the lists or only written like one."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit
from joinedup.records.names import folded

_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9OIl][0-9A-Z]?\s{0,2}[0-9OI][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
_PART: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z0-9]?)(?:\s(\d))?\b(?!\s?[A-Za-z]?\d)")
_KINDS: Final = (
    "road|rd|street|st|lane|ln|close|avenue|ave|drive|dr|way|court|ct|gardens|gdns|grove|crescent|cres|terrace|place|walk|hill|rise|"
    "square|green|mews|park|row|view|parade|croft|fold|mount|vale|meadow|meadows|house|gate|wharf|hall|lodge|cottages?|villas?|flats?"
)
_NUMBERED: Final = re.compile(
    rf"\b(?:(?:[Ff]lat|[Uu]nit|[Rr]oom|[Aa]partment)\s\w{{1,4}},?\s)?\d{{1,4}}[A-Za-z]?,?\s(?:[A-Z][\w’'-]+\s){{1,4}}(?:{_KINDS.title()}|{_KINDS})\b"
)
_STREET: Final = re.compile(rf"\b(?:[A-Z][\w’'-]+\s){{1,3}}(?i:{_KINDS})\b\.?")
_SMALL: Final = re.compile(rf"\b\d{{1,4}}[a-z]?,?\s(?:[a-z’'-]+\s){{1,3}}(?:{_KINDS})\b")
_SHORT: Final = {
    "rd": "road", "st": "street", "ln": "lane", "ave": "avenue", "dr": "drive", "ct": "court",
    "cl": "close", "av": "avenue", "gdns": "gardens",
    "cres": "crescent",
}  # fmt: skip
_HOUSE: Final = re.compile(r"^(?:(?:flat|unit|room|apartment)\s*\w{1,4}[,\s]+)?\d+\w?(?:\s*[-/]\s*\d+\w?)?[,\s]+", re.IGNORECASE)


def places_in(text: Text, postcodes: Collection[str], districts: Collection[str], streets: Collection[str]) -> Iterator[Hit]:
    """Return postcodes and addresses.

    `postcodes` and `districts` (“LK1”, “LK1 4”) are those of the lists; `streets` too, as `street_of` writes them.
    """
    for match in _POSTCODE.finditer(text.words):
        if not any(sign.isdigit() for sign in match.group()):
            continue  # letters typed for digits are read as digits, but not throughout: “joint”
        listed = match.group().upper().replace(" ", "") in postcodes
        yield hit(text, Kind.POSTCODE, *match.span(), "A postcode on the agencies’ lists." if listed else "A postcode.")
    for match in _PART.finditer(text.words):
        if match.group(1) in districts:
            yield hit(text, Kind.POSTCODE, *match.span(), "Part of postcodes on the agencies’ lists.")
    for match in _NUMBERED.finditer(text.words):
        yield hit(text, Kind.ADDRESS, *match.span(), "An address.")
    for match in _STREET.finditer(text.words):
        if start := _listed(match, streets):
            yield hit(text, Kind.ADDRESS, start[0], match.end(), "A street on the agencies’ lists.")
    yield from _written_small(text, streets)


def street_of(address: str | None) -> str:
    """Return an address's street, folded, without the number of the house; "" where there is none."""
    words = folded(_HOUSE.sub("", (address or "").strip()).split(",")[0]).split()
    return " ".join([*words[:-1], _SHORT.get(words[-1], words[-1])]) if len(words) > 1 else ""


def _listed(match: re.Match[str], streets: Collection[str]) -> tuple[int] | None:
    """Return where the longest listed street within the match begins."""
    words = match.group().split()
    for skip in range(len(words) - 1):
        if street_of(" ".join(words[skip:])) in streets:
            return (match.start() + len(" ".join(words[:skip])) + (1 if skip else 0),)
    return None


def _written_small(text: Text, streets: Collection[str]) -> Iterator[Hit]:
    """Return listed streets written without capitals after the number of a house: “14 bramble close”."""
    for match in _SMALL.finditer(text.words):
        if street_of(match.group()) in streets:
            yield hit(text, Kind.ADDRESS, *match.span(), "A street on the agencies’ lists.")
